import { type Comparison, type Condition, factorScale, type Operand, orderings, scaled } from './condition.ts';
import type { FeatureValue } from './feature.ts';
import { type Facts, type FeatureName, features } from './features.ts';
import type { Action, Rule, RuleSet } from './rule.ts';
import { type LevelOf, levelOf } from './thresholds.ts';

/** `undefined` when it depends on something that is not known. */
export type Test = (facts: Facts) => boolean | undefined;

export type CompiledRule = {
  readonly id: string;
  readonly version: number;
  readonly mode: Rule['mode'];
  readonly action: Action;
  readonly fires: Test;
  /** Features that the condition names. */
  readonly reads: readonly FeatureName[];
  readonly levels: Readonly<Record<string, LevelOf>>;
  readonly rule: Rule;
};

export type CompiledRules = {
  readonly version: number;
  readonly currency: string;
  readonly rules: readonly CompiledRule[];
};

/** Once per rule set; closures, so that nothing that was written is ever run as code. */
export const compileRules = ({ version, currency, rules }: RuleSet): CompiledRules => ({
  version,
  currency,
  rules: rules.map((rule) => {
    const levels = Object.fromEntries(Object.entries(rule.thresholds).map(([name, each]) => [name, levelOf(each)]));
    const { id, version: ruleVersion, mode, action, condition } = rule;
    const reads = [...new Set(featuresOf(condition))];
    return { id, version: ruleVersion, mode, action, fires: compile(condition, levels), reads, levels, rule };
  }),
});

function featuresOf(condition: Condition): FeatureName[] {
  if ('all' in condition) return condition.all.flatMap(featuresOf);
  if ('any' in condition) return condition.any.flatMap(featuresOf);
  if ('not' in condition) return featuresOf(condition.not);
  const operands = [...orderings, 'is' as const].map((name) => condition[name]).concat(condition.between ?? []);
  const named = operands.flatMap((each) => (typeof each === 'object' && 'feature' in each ? [each.feature] : []));
  return [condition.feature, ...named];
}

type Levels = Readonly<Record<string, LevelOf>>;

function compile(condition: Condition, levels: Levels): Test {
  if ('all' in condition) return everyOf(condition.all.map((part) => compile(part, levels)));
  if ('any' in condition) return negated(everyOf(condition.any.map((part) => negated(compile(part, levels)))));
  if ('not' in condition) return negated(compile(condition.not, levels));
  return compare(condition, levels);
}

const negated =
  (test: Test): Test =>
  (facts) => {
    const found = test(facts);
    return found === undefined ? undefined : !found;
  };

function everyOf(tests: readonly Test[]): Test {
  return (facts) => {
    let found: boolean | undefined = true;
    for (const test of tests) {
      const one = test(facts);
      if (one === false) return false;
      if (one === undefined) found = undefined;
    }
    return found;
  };
}

function compare(comparison: Comparison, levels: Levels): Test {
  const { feature, in: values, between } = comparison;
  if (values !== undefined) return oneOf(feature, values);
  if (between !== undefined)
    return everyOf([
      compare({ feature, atLeast: between[0] }, levels),
      compare({ feature, atMost: between[1] }, levels),
    ]);
  if (comparison.is !== undefined) return pair(feature, comparison.is, levels, (a, b) => a === b);
  const ordering = orderings.find((name) => comparison[name] !== undefined) ?? 'above';
  return pair(feature, comparison[ordering] ?? 0, levels, ordered[ordering]);
}

type Holds = (found: NonNullable<FeatureValue>, wanted: NonNullable<FeatureValue>) => boolean;

const ordered: Readonly<Record<(typeof orderings)[number], Holds>> = {
  above: (found, wanted) => found > wanted,
  atLeast: (found, wanted) => found >= wanted,
  below: (found, wanted) => found < wanted,
  atMost: (found, wanted) => found <= wanted,
};

function oneOf(feature: FeatureName, values: readonly (string | number)[]): Test {
  const isMoney = features[feature].kind === 'money';
  const wanted = new Set<FeatureValue>(values.map((value) => (isMoney ? BigInt(value) : value)));
  return (facts) => {
    const found = facts.get(feature);
    return found === null ? undefined : wanted.has(found);
  };
}

function pair(feature: FeatureName, operand: Operand, levels: Levels, holds: Holds): Test {
  const isMoney = features[feature].kind === 'money';
  const times = typeof operand === 'object' ? operand.times : undefined;
  const read = reader(operand, isMoney, levels);
  if (times === undefined)
    return (facts) => {
      const found = facts.get(feature);
      const wanted = read(facts);
      return found === null || wanted === null ? undefined : holds(found, wanted);
    };
  // Both sides of a sum are multiplied: nothing is rounded.
  const [scale, share] = [BigInt(factorScale), scaled(times)];
  return (facts) => {
    const found = facts.get(feature);
    const wanted = read(facts);
    if (typeof found === 'bigint' && typeof wanted === 'bigint') return holds(found * scale, wanted * share);
    return typeof found === 'number' && typeof wanted === 'number' ? holds(found, wanted * times) : undefined;
  };
}

function reader(operand: Operand, isMoney: boolean, levels: Levels): (facts: Facts) => FeatureValue {
  if (typeof operand !== 'object') {
    const value = isMoney && typeof operand === 'string' ? BigInt(operand) : operand;
    return () => value;
  }
  if ('feature' in operand) {
    const { feature } = operand;
    return (facts) => facts.get(feature);
  }
  return levels[operand.threshold] ?? (() => null);
}
