import type { Purpose } from '../../contracts/notifications.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/data-api.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import { type ActiveRule, bookOf, type RuleBook, type RuleDefinition } from '../domain/rules/rule.ts';
import { utc } from './utc.ts';

export type KeptRule = {
  readonly ruleId: string;
  readonly version: number;
  readonly definition: RuleDefinition;
  readonly changedBy: string;
  readonly changedAt: string;
  /** The newest of its template; null when there is none. */
  readonly templateVersion: number | null;
  readonly purpose: Purpose | null;
};

export type TriggerRules = {
  /** The newest version of each, or of one. */
  readonly all: (ruleId?: string) => Promise<readonly KeptRule[]>;
  /** Adds the next version; the same rule again is the version that it is. */
  readonly put: (ruleId: string, definition: RuleDefinition, by: string) => Promise<void>;
};

type Row = Omit<KeptRule, 'definition'> & { readonly definition: string };

export const triggerRulesIn = ({ query }: Database): TriggerRules => ({
  all: async (ruleId) => {
    const rows = await query<Row>(
      `SELECT r.rule_id AS "ruleId", r.version, r.definition::text AS definition, r.changed_by AS "changedBy",
         ${utc('r.changed_at')} AS "changedAt", t.version AS "templateVersion", t.purpose
       FROM (
         SELECT DISTINCT ON (rule_id) * FROM notifications.trigger_rule
         WHERE :ruleId::text IS NULL OR rule_id = :ruleId ORDER BY rule_id, version DESC
       ) AS r
       LEFT JOIN LATERAL (
         SELECT version, definition ->> 'purpose' AS purpose FROM notifications.template
         WHERE template_id = r.definition ->> 'template' ORDER BY version DESC LIMIT 1
       ) AS t ON true
       ORDER BY r.rule_id`,
      { ruleId: ruleId ?? null },
    );
    return rows.map(({ definition, ...row }) => ({ ...row, definition: JSON.parse(definition) as RuleDefinition }));
  },
  put: async (ruleId, definition, by) => {
    await query('SELECT notifications.put_trigger_rule(:ruleId, :definition, :by)', { ruleId, definition, by });
  },
});

export type LoadRules = () => Promise<RuleBook>;

/** A change counts within a minute. */
const maxAgeMs = 60_000;

/** Rules once known stay in force while newer ones cannot be read. @throws while none are known */
export function cachedRules(
  all: TriggerRules['all'],
  now: Clock,
  { log, meter }: { readonly log: Log; readonly meter: Meter },
): LoadRules {
  let known: { readonly book: RuleBook; readonly askedMs: number } | undefined;
  return async () => {
    const askedMs = now().getTime();
    if (known !== undefined && askedMs - known.askedMs < maxAgeMs) return known.book;
    try {
      known = { book: bookOf((await all()).flatMap((rule) => activeOf(rule, log, meter))), askedMs };
    } catch (error) {
      if (known === undefined) throw error;
      log.error('rules.stale', error);
      known = { book: known.book, askedMs };
    }
    return known.book;
  };
}

function activeOf({ ruleId, definition, templateVersion, purpose }: KeptRule, log: Log, meter: Meter): ActiveRule[] {
  if (!definition.enabled) return [];
  if (templateVersion === null || purpose === null) {
    log.warn('rule.without-template', { ruleId, template: definition.template });
    meter.count('RulesWithoutTemplate');
    return [];
  }
  return [{ ruleId, definition, template: { id: definition.template, version: templateVersion, purpose } }];
}
