import type { Payment } from '../../../../../lambdas/screening/domain/payment.ts';
import { type CompiledRules, compileRules } from '../../../../../lambdas/screening/domain/rules/compile.ts';
import type { Threshold } from '../../../../../lambdas/screening/domain/rules/rule.ts';
import {
  movingPart,
  type ThresholdChange,
  type ToldLevels,
  thresholdChanges,
} from '../../../../../lambdas/screening/domain/verdict/threshold-changes.ts';
import { ago, aPayment, seen, times } from '../../../../support/screening.ts';

const usual: Threshold = {
  ...{ base: '10000', min: '4000', max: '20000', step: 0.25 },
  adapts: { by: 'own-habit', spreads: 2 },
};
const rulesWith = (thresholds: Record<string, Threshold>) =>
  compileRules({
    version: 1,
    currency: 'INR',
    rules: [
      {
        ...{ id: 'high', version: 2, mode: 'live', action: 'review', thresholds },
        condition: { feature: 'payment.amount', above: '1' },
      },
    ],
  });

function changesOf(
  rules: CompiledRules,
  by: ThresholdChange['by'],
  payment: Payment,
  before: readonly Payment[],
  told: ToldLevels = {},
) {
  const state = seen(payment, before)[movingPart[by]];
  if (state === undefined) throw new Error(`nothing moves by ${by}`);
  return thresholdChanges(rules, by, payment, state, told);
}

/** After ten payments of one amount, the level is that amount, within the bounds. */
const changesAfter = (amountMinor: bigint, told: ToldLevels = {}, rules = rulesWith({ usual })) =>
  changesOf(rules, 'own-habit', aPayment(), times(10, { amountMinor }), told);

describe('changes of thresholds', () => {
  it.each([
    ['a step up', 12_500n, []],
    ['more than a step up', 12_501n, ['10000 to 12501']],
    ['a step down', 7_500n, []],
    ['more than a step down', 7_499n, ['10000 to 7499']],
    ['beyond the upper bound', 90_000n, ['10000 to 20000']],
    ['beyond the lower bound', 1n, ['10000 to 4000']],
  ])('are told of when a habit is %s from the base', (_, amount, expected) => {
    expect(changesAfter(amount).changes.map(({ from, to }) => `${from} to ${to}`)).toEqual(expected);
  });

  it('say which rule, which threshold and why', () => {
    expect(changesAfter(15_000n).changes).toEqual([
      {
        ...{ ruleId: 'high', ruleVersion: 2, threshold: 'usual', by: 'own-habit' },
        ...{ from: '10000', to: '15000' },
      },
    ]);
  });

  it('are told once, and small ones add up', () => {
    const first = changesAfter(13_000n);
    expect(first.told).toEqual({ 'high@2.usual': '13000' });
    expect(changesAfter(13_000n, first.told).changes).toEqual([]);
    const small = changesAfter(16_000n, first.told);
    expect(small).toEqual({ changes: [], told: first.told });
    expect(changesAfter(16_300n, small.told).changes).toMatchObject([{ from: '13000', to: '16300' }]);
  });

  it('forget thresholds that no rule has any more', () => {
    expect(changesAfter(10_000n, { 'gone@1.usual': '5', 'high@2.usual': '9000' }).told).toEqual({
      'high@2.usual': '9000',
    });
  });

  it('follow the load of the region within bounds', () => {
    const most: Threshold = { base: 30, min: 20, max: 90, adapts: { by: 'load' }, step: 0.5 };
    const place = { lat: 1, lon: 1, region: 'KA' };
    const hours = Array.from({ length: 48 }, (_, hour) =>
      times(10, { place, at: ago({ hours: hour + 1, minutes: 30 }) }),
    );
    const levelAt = (present: number) =>
      changesOf(rulesWith({ most }), 'load', aPayment({ place }), [...hours.flat(), ...times(present - 1, { place })], {
        'high@2.most': 1,
      }).told['high@2.most'];
    expect([1, 10, 20, 30, 31].map(levelAt)).toEqual([20, 30, 60, 90, 90]);
  });

  it('are those by one cause, not of what else moves thresholds', () => {
    const place = { lat: 1, lon: 1, region: 'KA' };
    const before = times(10, { amountMinor: 15_000n, place });
    expect(changesOf(rulesWith({ usual }), 'load', aPayment({ place }), before)).toEqual({ changes: [], told: {} });
  });

  it('are none for thresholds that do not adapt', () => {
    expect(changesAfter(15_000n, {}, rulesWith({ most: { base: 3 } }))).toEqual({ changes: [], told: {} });
  });
});
