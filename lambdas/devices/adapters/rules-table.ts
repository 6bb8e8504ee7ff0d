import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/data-api.ts';
import { parseRules, type Rule } from '../domain/rules/rule.ts';

export type LoadRules = () => Promise<readonly Rule[]>;

/** A new rule counts within a minute. */
const maxAgeMs = 60_000;

/** The newest version of each rule of a source, when it is enabled. */
export function rulesFrom(database: Database, source: 'bank-fact' | 'app-change', now: Clock): LoadRules {
  let loaded: { readonly rules: readonly Rule[]; readonly atMs: number } | undefined;
  return async () => {
    const atMs = now().getTime();
    if (loaded === undefined || atMs - loaded.atMs > maxAgeMs) {
      const rows = await database.query(
        `SELECT rule_id, version, condition::text AS condition, event_type FROM (
           SELECT DISTINCT ON (rule_id) * FROM devices.insight_rule WHERE source = :source ORDER BY rule_id, version DESC
         ) AS newest WHERE enabled`,
        { source },
      );
      loaded = { rules: parseRules(rows), atMs };
    }
    return loaded.rules;
  };
}
