import { parseRules, type Rule } from '../../lambdas/devices/domain/rules/rule.ts';
import { migrationFiles } from './migrations.ts';

const insertedRule = /\(\s*'([\w-]+)', (\d+), '([\w-]+)',\s*'(\{.*\})',\s*'([\w.-]+)', true\s*\)/g;

/** The rules of a source as they landed, read from the migration that brings them. */
export function landedRules(source: 'bank-fact' | 'app-change'): Rule[] {
  const rules = migrationFiles()
    .flatMap(({ sql }) => [...sql.matchAll(insertedRule)])
    .filter(([, , , of]) => of === source);
  if (rules.length === 0) throw new Error(`no rules of ${source}`);
  return parseRules(
    rules.map(([, rule_id, version, , condition, event_type]) => ({
      rule_id,
      version: Number(version),
      condition,
      event_type,
    })),
  );
}
