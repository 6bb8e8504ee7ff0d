import { invariant } from '../../../shared/invariant.ts';
import type { CompiledRule, CompiledRules } from '../rules/compile.ts';
import type { FeatureValue, Sources } from '../rules/feature.ts';
import { type Facts, factsOf } from '../rules/features.ts';
import { type Action, actions, type Rule } from '../rules/rule.ts';

export type Decision = 'allow' | Action;

/** As JSON: sums are text, in minor units. */
export type Told = string | number | boolean | null;

/** A rule that fired: what it looked at, and the thresholds that held. With both, anyone can work it out again. */
export type FiredRule = {
  readonly id: string;
  readonly version: number;
  readonly mode: Rule['mode'];
  readonly action: Action;
  readonly values: Readonly<Record<string, Told>>;
  readonly thresholds: Readonly<Record<string, Told>>;
};

export type Verdict = {
  readonly decision: Decision;
  readonly ruleSetVersion: number;
  readonly rules: readonly FiredRule[];
};

const told = (value: FeatureValue): Told => (typeof value === 'bigint' ? String(value) : value);

/**
 * What the rules say of a payment, by the states before it; the most severe live rule decides.
 * @throws when the rules are for another currency: they would compare sums that cannot be compared
 */
export function evaluate(compiled: CompiledRules, sources: Sources): Verdict {
  invariant(compiled.currency === sources.payment.currency, 'rules are chosen by the currency of the payment');
  return judge(compiled, factsOf(sources));
}

export function judge({ version, rules }: CompiledRules, facts: Facts): Verdict {
  const fired: FiredRule[] = [];
  let severity = 0;
  for (const rule of rules) {
    if (rule.fires(facts) !== true) continue;
    fired.push(explained(rule, facts));
    if (rule.mode === 'live') severity = Math.max(severity, actions.indexOf(rule.action) + 1);
  }
  return { decision: actions[severity - 1] ?? 'allow', ruleSetVersion: version, rules: fired };
}

const explained = ({ id, version, mode, action, reads, levels }: CompiledRule, facts: Facts): FiredRule => ({
  ...{ id, version, mode, action },
  values: Object.fromEntries(reads.map((name) => [name, told(facts.get(name))])),
  thresholds: Object.fromEntries(Object.entries(levels).map(([name, levelAt]) => [name, told(levelAt(facts))])),
});
