import { type CompiledRules, compileRules } from './rules/compile.ts';
import type { RuleSet } from './rules/rule.ts';
import { shippedRules } from './rules/shipped-rules.ts';
import { liveRules } from './verdict/limits.ts';

/** A rule set as it is kept. In `shadow` nothing of it decides: all of its rules are only told of. */
export type KeptRuleSet = {
  readonly ruleSet: RuleSet;
  readonly mode: 'live' | 'shadow';
  /** UTC ISO 8601. */
  readonly createdAt: string;
  readonly createdBy: string;
};

type Page = KeptRuleSet & { readonly compiled: CompiledRules; readonly live: CompiledRules };

/** The rules by currency; payments in others are not screened. */
export type RuleBook = ReadonlyMap<string, Page>;

const inForce = ({ ruleSet, mode }: KeptRuleSet): RuleSet =>
  mode === 'live' ? ruleSet : { ...ruleSet, rules: ruleSet.rules.map((rule) => ({ ...rule, mode })) };

export const bookOf = (kept: readonly KeptRuleSet[]): RuleBook =>
  new Map(
    kept.map((each) => {
      const compiled = compileRules(inForce(each));
      return [each.ruleSet.currency, { ...each, compiled, live: liveRules(compiled) }];
    }),
  );

/** For the payment path, while no rules could be read yet. */
export const shippedBook: RuleBook = bookOf([
  { ruleSet: shippedRules, mode: 'live', createdAt: '2026-11-21T00:00:00.000Z', createdBy: 'sangam' },
]);
