import type { Rule, RuleSet } from '../../../../../lambdas/screening/domain/rules/rule.ts';
import { dryRun } from '../../../../../lambdas/screening/domain/verdict/dry-run.ts';
import { aPayment, times } from '../../../../support/screening.ts';

const aRule = (id: string, above: number, overrides: Partial<Rule> = {}): Rule => ({
  ...{ id, version: 1, mode: 'live', action: 'review' },
  condition: { feature: 'paid.1h.count', above: { threshold: 'most' } },
  thresholds: { most: { base: above } },
  ...overrides,
});
const ruleSet = (...rules: Rule[]): RuleSet => ({ version: 1, currency: 'INR', rules });
const counts = (of: ReturnType<typeof dryRun>) => of.rules.map(({ id, hits, changed }) => [id, hits, changed]);

describe('a dry run', () => {
  it('counts hits, and the decisions that would be others', () => {
    const run = dryRun(ruleSet(aRule('strict', 3)), ruleSet(aRule('present', 8)), times(10));
    expect(run.payments).toBe(10);
    expect(run.changes).toEqual({ 'allow>review': 5 });
    expect(counts(run)).toEqual([['strict', 7, 5]]);
  });

  it('shows the first hits with what they looked at', () => {
    const payments = times(10);
    const [rule] = dryRun(ruleSet(aRule('strict', 3)), ruleSet(), payments).rules;
    expect(rule?.samples.map(({ paymentId }) => paymentId)).toEqual(payments.slice(3, 8).map(({ id }) => id));
    expect(rule?.samples[0]).toMatchObject({
      ...{ before: 'allow', after: 'review' },
      ...{ values: { 'paid.1h.count': 4 }, thresholds: { most: 3 } },
    });
  });

  it('counts what changes because a rule is gone', () => {
    const run = dryRun(ruleSet(), ruleSet(aRule('gone', 8, { action: 'block' })), times(10));
    expect(run).toEqual({ payments: 10, changes: { 'block>allow': 2 }, rules: [] });
  });

  it('counts hits of rules in the shadow, which change nothing', () => {
    const run = dryRun(ruleSet(aRule('quiet', 3, { mode: 'shadow' })), ruleSet(), times(10));
    expect([counts(run), run.changes]).toEqual([[['quiet', 7, 0]], {}]);
  });

  it('counts a payment that comes again once, and none in other currencies', () => {
    const payments = times(4);
    const run = dryRun(ruleSet(aRule('strict', 5)), ruleSet(), [
      ...payments,
      ...payments,
      aPayment({ currency: 'USD' }),
    ]);
    expect([run.payments, counts(run)]).toEqual([4, [['strict', 0, 0]]]);
  });
});
