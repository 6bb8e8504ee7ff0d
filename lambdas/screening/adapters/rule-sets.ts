import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/data-api.ts';
import { bookOf, type KeptRuleSet, type RuleBook } from '../domain/rule-book.ts';
import { parseRuleSet } from '../domain/rules/parse-rule-set.ts';
import type { RuleSet } from '../domain/rules/rule.ts';

/** Table screening.rule_set: every version of every currency's rules. */
export type RuleSets = {
  /** The newest of each currency. */
  readonly all: () => Promise<KeptRuleSet[]>;
  /** Adds the next version; the same rules again are the version that they are. */
  readonly put: (rules: Omit<RuleSet, 'version'>, mode: KeptRuleSet['mode'], by: string) => Promise<KeptRuleSet>;
};

const row = z.object({
  currency: z.string(),
  version: z.number(),
  rules: z.string().transform((text): unknown => JSON.parse(text)),
  mode: z.enum(['live', 'shadow']),
  createdAt: z.string(),
  createdBy: z.string(),
});

const columns = `currency, version, rules::text AS rules, mode, created_by AS "createdBy",
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"`;

export const ruleSetsIn = (database: Database): RuleSets => ({
  all: async () => {
    const rows = await database.query(
      `SELECT DISTINCT ON (currency) ${columns} FROM screening.rule_set ORDER BY currency, version DESC`,
    );
    return rows.map(toKept);
  },
  put: async ({ currency, rules }, mode, by) => {
    const [kept] = await database.query(
      `SELECT ${columns} FROM screening.put_rule_set(:currency, :rules, :mode, :by)`,
      {
        ...{ currency, rules, mode, by },
      },
    );
    return toKept(kept);
  },
});

function toKept(found: unknown): KeptRuleSet {
  const { currency, version, rules, ...rest } = row.parse(found);
  const parsed = parseRuleSet({ version, currency, rules });
  if (!parsed.ok) throw new Error(`rules of ${currency} version ${version} are wrong: ${parsed.errors[0]?.pointer}`);
  return { ruleSet: parsed.ruleSet, ...rest };
}

export type LoadRules = () => Promise<RuleBook>;

/** A change counts within a minute; whoever pays often enough never waits for newer rules. */
const maxAgeMs = 60_000;
const renewAgeMs = 30_000;

/** Rules once known stay in force while newer ones cannot be read. @throws while none are known */
export function cachedRules(all: RuleSets['all'], now: Clock): LoadRules {
  let known: { readonly book: RuleBook; readonly askedMs: number } | undefined;
  let lastAskedMs = 0;

  async function renewed(askedMs: number): Promise<RuleBook> {
    lastAskedMs = askedMs;
    const book = bookOf(await all());
    // An answer that was held up, as in an instance that slept, must not hide a newer one.
    if (known === undefined || known.askedMs < askedMs) known = { book, askedMs };
    return known.book;
  }

  return async () => {
    const askedMs = now().getTime();
    if (known === undefined) return renewed(askedMs);
    const { book } = known;
    const ageMs = askedMs - known.askedMs;
    // One call in half a minute asks; the others go on with what is known.
    if (ageMs <= renewAgeMs || askedMs - lastAskedMs <= renewAgeMs) return book;
    const renewing = renewed(askedMs).catch(() => book);
    return ageMs <= maxAgeMs ? book : renewing;
  };
}
