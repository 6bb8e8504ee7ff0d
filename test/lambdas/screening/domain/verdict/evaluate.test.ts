import fc from 'fast-check';
import { compileRules } from '../../../../../lambdas/screening/domain/rules/compile.ts';
import type { FeatureValue } from '../../../../../lambdas/screening/domain/rules/feature.ts';
import { type FeatureName, features } from '../../../../../lambdas/screening/domain/rules/features.ts';
import type { Rule, RuleSet } from '../../../../../lambdas/screening/domain/rules/rule.ts';
import { shippedRules } from '../../../../../lambdas/screening/domain/rules/shipped-rules.ts';
import {
  evaluate,
  type FiredRule,
  judge,
  type Told,
} from '../../../../../lambdas/screening/domain/verdict/evaluate.ts';
import { ago, anyPayment, aPayment, seen, times } from '../../../../support/screening.ts';

const aRule = (overrides: Partial<Rule> = {}): Rule => ({
  id: 'a-rule',
  version: 1,
  mode: 'live',
  action: 'review',
  condition: { feature: 'payment.amount', above: '0' },
  thresholds: {},
  ...overrides,
});
const aRuleSet = (...rules: Rule[]): RuleSet => ({ version: 7, currency: 'INR', rules });
const verdictOf = (...rules: Rule[]) => evaluate(compileRules(aRuleSet(...rules)), seen(aPayment(), []));

/** The decision of a stranger who has nothing but the rules and the explanation. */
function decisionFrom(fired: readonly FiredRule[], ruleSet: RuleSet) {
  const rules = fired.map(({ id, thresholds }) => {
    const rule = ruleSet.rules.find((each) => each.id === id) ?? aRule();
    const fixed = Object.entries(thresholds).map(([name, base]) => [name, { base }]);
    return { ...rule, thresholds: Object.fromEntries(fixed) as Rule['thresholds'] };
  });
  const values = Object.assign({}, ...fired.map((each) => each.values)) as Record<string, Told>;
  const read = (name: FeatureName): FeatureValue => {
    const value = values[name] ?? null;
    return features[name].kind === 'money' && value !== null ? BigInt(value) : value;
  };
  return judge(compileRules({ ...ruleSet, rules }), { get: read });
}

describe('a verdict', () => {
  it('allows what no rule objects to', () => {
    expect(verdictOf()).toEqual({ decision: 'allow', ruleSetVersion: 7, rules: [] });
  });

  it('is that of the most severe live rule, in whatever order they stand', () => {
    const rules = (['review', 'block', 'step-up'] as const).map((action) => aRule({ id: action, action }));
    expect(verdictOf(...rules).decision).toBe('block');
    expect(verdictOf(...rules.toReversed()).decision).toBe('block');
    expect(verdictOf(...rules.filter(({ id }) => id !== 'block')).decision).toBe('review');
  });

  it('tells of rules in the shadow and is never theirs', () => {
    const verdict = verdictOf(aRule({ mode: 'shadow', action: 'block' }));
    expect(verdict.decision).toBe('allow');
    expect(verdict.rules).toMatchObject([{ id: 'a-rule', mode: 'shadow', action: 'block' }]);
  });

  it('says which values a rule looked at and which thresholds held', () => {
    const rule = aRule({
      condition: { feature: 'paid.1h.sum', above: { threshold: 'share', times: 0.5 } },
      thresholds: {
        share: { base: '20000', min: '100', max: '30000', adapts: { by: 'own-habit', spreads: 3 }, step: 1 },
      },
    });
    const before = times(10, { amountMinor: 9_000n, at: ago({ days: 2 }) });
    const verdict = evaluate(compileRules(aRuleSet(rule)), seen(aPayment({ amountMinor: 4_501n }), before));
    expect(verdict.rules).toEqual([
      {
        ...{ id: 'a-rule', version: 1, mode: 'live', action: 'review' },
        values: { 'paid.1h.sum': '4501' },
        thresholds: { share: '9000' },
      },
    ]);
  });

  it('can be worked out again from its explanation', () => {
    const compiled = compileRules(shippedRules);
    const hits = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyPayment, { maxLength: 25 }), anyPayment, (before, payment) => {
        const verdict = evaluate(compiled, seen(payment, before));
        for (const { id } of verdict.rules) hits.add(id);
        expect(decisionFrom(JSON.parse(JSON.stringify(verdict.rules)), shippedRules)).toEqual(verdict);
      }),
      { numRuns: 300 },
    );
    expect(hits.size).toBeGreaterThan(5);
  });

  it('is refused to rules of another currency', () => {
    const dollars = aPayment({ currency: 'USD' });
    expect(() => evaluate(compileRules(aRuleSet()), seen(dollars, []))).toThrow('chosen by the currency');
  });

  it('holds nothing against a payer whose state cannot be read', () => {
    const payment = aPayment({ deviceId: 'phone', amountMinor: 4_999_999n, place: { lat: 1, lon: 1, region: 'KA' } });
    expect(evaluate(compileRules(shippedRules), { payment })).toMatchObject({ decision: 'allow', rules: [] });
  });
});
