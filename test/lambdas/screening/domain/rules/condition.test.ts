import fc from 'fast-check';
import { compileRules } from '../../../../../lambdas/screening/domain/rules/compile.ts';
import type { Condition } from '../../../../../lambdas/screening/domain/rules/condition.ts';
import type { FeatureValue } from '../../../../../lambdas/screening/domain/rules/feature.ts';
import type { FeatureName } from '../../../../../lambdas/screening/domain/rules/features.ts';
import { parseRuleSet } from '../../../../../lambdas/screening/domain/rules/parse-rule-set.ts';
import type { RuleSet } from '../../../../../lambdas/screening/domain/rules/rule.ts';

type Values = Partial<Record<FeatureName, FeatureValue>>;

const ruleSetOf = (condition: Condition): RuleSet => ({
  version: 1,
  currency: 'INR',
  rules: [
    {
      ...{ id: 'tested', version: 1, mode: 'live', action: 'review', condition },
      thresholds: { sum: { base: '3' }, count: { base: 3 } },
    },
  ],
});

const testOf = (condition: Condition) => {
  const [rule] = compileRules(ruleSetOf(condition)).rules;
  return (values: Values) => rule?.fires({ get: (name) => values[name] ?? null });
};

const level = (operand: unknown, values: Values): FeatureValue => {
  if (typeof operand !== 'object' || operand === null) return operand as FeatureValue;
  if ('feature' in operand) return values[operand.feature as FeatureName] ?? null;
  return 'threshold' in operand && operand.threshold === 'sum' ? 3n : 3;
};

/** The same in the plainest words: sums and numbers as fractions of ten thousand, unknown as undefined. */
function plainly(condition: Condition, values: Values): boolean | undefined {
  if ('all' in condition || 'any' in condition) {
    const isAll = 'all' in condition;
    const found = (isAll ? condition.all : condition.any).map((part) => plainly(part, values));
    if (found.includes(!isAll)) return !isAll;
    return found.includes(undefined) ? undefined : isAll;
  }
  if ('not' in condition) {
    const found = plainly(condition.not, values);
    return found === undefined ? undefined : !found;
  }
  const found = values[condition.feature] ?? null;
  if (found === null) return undefined;
  if (condition.in !== undefined) return condition.in.some((each) => String(each) === String(found));
  const between = condition.between ?? [condition.is, condition.is];
  const low = condition.atLeast ?? condition.above ?? between[0];
  const high = condition.atMost ?? condition.below ?? between[1];
  const fits = (operand: unknown, holds: (order: bigint) => boolean): boolean | undefined => {
    if (operand === undefined) return true;
    const wanted = level(operand, values);
    if (wanted === null) return undefined;
    const times = typeof operand === 'object' && operand !== null && 'times' in operand ? Number(operand.times) : 1;
    return holds(BigInt(found) * 10_000n - BigInt(wanted) * BigInt(Math.round(times * 10_000)));
  };
  const isStrict = condition.above !== undefined || condition.below !== undefined;
  const parts = [
    fits(low, (order) => (isStrict ? order > 0n : order >= 0n)),
    fits(high, (order) => (isStrict ? order < 0n : order <= 0n)),
  ];
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
}

const small = fc.integer({ min: 0, max: 6 });
const factors = fc.constantFrom(undefined, 0.5, 1, 1.5, 0.3333);
const reference = (key: 'feature' | 'threshold', name: string) =>
  fc.tuple(factors).map(([times]) => ({ [key]: name, ...(times !== undefined && { times }) }));
const operandOf = (literal: fc.Arbitrary<unknown>, feature: string, threshold: string) =>
  fc.oneof(literal, reference('feature', feature), reference('threshold', threshold));

const comparisonOf = (feature: string, literal: fc.Arbitrary<unknown>, other: string, threshold: string) =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom('above', 'atLeast', 'below', 'atMost', 'is'), operandOf(literal, other, threshold))
      .map(([operator, operand]) => ({ feature, [operator]: operand })),
    fc.array(literal, { minLength: 1, maxLength: 3 }).map((values) => ({ feature, in: values })),
    fc
      .tuple(operandOf(literal, other, threshold), operandOf(literal, other, threshold))
      .map((between) => ({ feature, between })),
  ) as fc.Arbitrary<Condition>;

const { anyCondition } = fc.letrec<{ anyCondition: Condition }>((tie) => ({
  anyCondition: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'condition' },
    comparisonOf('payment.amount', small.map(String), 'paid.1h.sum', 'sum'),
    comparisonOf('paid.1h.count', small, 'payers.24h', 'count'),
    fc.record({ not: tie('anyCondition') }),
    fc.record({ all: fc.array(tie('anyCondition'), { minLength: 1, maxLength: 3, depthIdentifier: 'condition' }) }),
    fc.record({ any: fc.array(tie('anyCondition'), { minLength: 1, maxLength: 3, depthIdentifier: 'condition' }) }),
  ),
}));

const sum = fc.option(small.map(BigInt));
const anyValues: fc.Arbitrary<Values> = fc.record({
  'payment.amount': sum,
  'paid.1h.sum': sum,
  'paid.1h.count': fc.option(small),
  'payers.24h': fc.option(small),
});

describe('a condition', () => {
  it('holds when its plain reading holds, and is unknown when that is', () => {
    fc.assert(
      fc.property(anyCondition, anyValues, (condition, values) => {
        expect(testOf(condition)(values)).toBe(plainly(condition, values));
      }),
      { numRuns: 3000 },
    );
  });

  it('is understood after it was kept as JSON', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const kept: unknown = JSON.parse(JSON.stringify(ruleSetOf(condition)));
        expect(parseRuleSet(kept)).toEqual({ ok: true, ruleSet: ruleSetOf(condition) });
      }),
    );
  });

  it('compares sums that no double tells apart', () => {
    const above = testOf({ feature: 'payment.amount', above: '900719925474099300' });
    expect(above({ 'payment.amount': 900719925474099301n })).toBe(true);
    expect(above({ 'payment.amount': 900719925474099300n })).toBe(false);
    const share = testOf({ feature: 'payment.amount', atLeast: { feature: 'paid.1h.sum', times: 0.1 } });
    expect(share({ 'payment.amount': 100000000000000000n, 'paid.1h.sum': 1000000000000000000n })).toBe(true);
    expect(share({ 'payment.amount': 100000000000000000n, 'paid.1h.sum': 1000000000000000001n })).toBe(false);
  });

  it.each<[string, Condition, Values, boolean | undefined]>([
    ['a text that is', { feature: 'payment.region', is: 'KA' }, { 'payment.region': 'KA' }, true],
    ['a text that is another', { feature: 'payment.region', is: 'KA' }, { 'payment.region': 'MH' }, false],
    ['a flag', { feature: 'device.isNew', is: false }, { 'device.isNew': false }, true],
    ['what is not known', { not: { feature: 'device.isNew', is: true } }, {}, undefined],
    ['one of', { feature: 'payment.payeeKind', in: ['merchant'] }, { 'payment.payeeKind': 'merchant' }, true],
  ])('reads %s', (_, condition, values, expected) => {
    expect(testOf(condition)(values)).toBe(expected);
  });
});
