import fc from 'fast-check';
import type { Payment } from '../../../../../lambdas/screening/domain/payment.ts';
import { compileRules } from '../../../../../lambdas/screening/domain/rules/compile.ts';
import { shippedRules } from '../../../../../lambdas/screening/domain/rules/shipped-rules.ts';
import { emptyState } from '../../../../../lambdas/screening/domain/state/state.ts';
import { evaluate } from '../../../../../lambdas/screening/domain/verdict/evaluate.ts';
import {
  limitsOf,
  liveRules,
  screenPayment,
  staticLimits,
} from '../../../../../lambdas/screening/domain/verdict/limits.ts';
import { fromLimitsItem, toLimitsItem } from '../../../../../lambdas/screening/domain/verdict/limits-item.ts';
import { ago, anyPayment, aPayment, noonMs, statesAfter, times } from '../../../../support/screening.ts';

const live = liveRules(compileRules(shippedRules));
const asha = { kind: 'customer', id: 'asha', currency: 'INR' } as const;
const stateAfter = (payments: readonly Payment[]) => statesAfter(payments).get('customer#INR#asha') ?? emptyState(asha);
const limitsAfter = (payments: readonly Payment[], at = ago({})) => limitsOf(live, stateAfter(payments), at);
const later = (minutes: number): string => new Date(noonMs + minutes * 60_000).toISOString();

describe('limits', () => {
  it('give the verdict that the whole state of the payer gives, also when they were kept and are old', () => {
    const decisions = new Set<string>();
    const minutes = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(fc.array(anyPayment, { maxLength: 25 }), anyPayment, minutes, (before, wanted, wait) => {
        const payment = { ...wanted, payerId: 'asha', at: later(wait) };
        const kept = fromLimitsItem(JSON.parse(JSON.stringify(toLimitsItem(limitsAfter(before)))));
        const verdict = screenPayment(live, kept, payment);
        decisions.add(verdict.decision);
        expect(verdict).toEqual({
          ...evaluate(live, { payment, payer: stateAfter(before) }),
          source: 'state',
          blockedFor: null,
        });
      }),
      { numRuns: 300 },
    );
    expect(decisions.size).toBeGreaterThan(1);
  });

  it('say what is left today and what needs no step up', () => {
    const spent = [aPayment({ amountMinor: 2_500_000n, at: ago({ hours: 3 }), payeeKind: 'merchant' })];
    expect(limitsAfter(spent)).toMatchObject({ leftTodayMinor: 7_500_000n, stepUpAboveMinor: 5_000_000n });
    expect(limitsAfter(spent, later(24 * 60))).toMatchObject({ leftTodayMinor: 10_000_000n });
    expect(limitsAfter(times(11, { amountMinor: 1_000_000n }))).toMatchObject({ leftTodayMinor: 0n });
    expect(limitsAfter(times(12, { amountMinor: 50_000n }))).toMatchObject({ stepUpAboveMinor: 500_000n });
  });

  it('say so that a payment of just what is left passes the rule, and one of a paisa more does not', () => {
    const limits = limitsAfter([aPayment({ amountMinor: 6_000_000n, payeeKind: 'merchant', at: ago({ hours: 2 }) })]);
    const pay = (amountMinor: bigint) =>
      screenPayment(live, limits, aPayment({ amountMinor, payeeKind: 'merchant' })).rules.map(({ id }) => id);
    expect(pay(limits.leftTodayMinor ?? 0n)).toEqual([]);
    expect(pay((limits.leftTodayMinor ?? 0n) + 1n)).toEqual(['sum-per-day']);
  });

  it('do not hold for ever when nobody renews them', () => {
    const limits = limitsAfter(times(7));
    expect(screenPayment(live, limits, aPayment()).decision).toBe('step-up');
    expect(screenPayment(live, limits, aPayment({ at: later(10) })).decision).toBe('allow');
  });

  it('give way to a block, until that ends', () => {
    const block = { reason: 'account-takeover', until: later(60) };
    const at = (minutes: number) => screenPayment(live, limitsAfter([]), aPayment({ at: later(minutes) }), block);
    expect(at(59)).toMatchObject({ decision: 'block', blockedFor: 'account-takeover' });
    expect(at(60)).toMatchObject({ decision: 'allow', blockedFor: null });
  });

  it('have no word of rules in the shadow', () => {
    expect(live.rules.map(({ mode }) => mode)).toEqual(live.rules.map(() => 'live'));
    expect(live.rules.length).toBeLessThan(shippedRules.rules.length);
  });

  it('are not for another customer', () => {
    expect(() => screenPayment(live, limitsAfter([]), aPayment({ payerId: 'ravi' }))).toThrow('those of the payer');
  });

  it('leave out which payments were counted', () => {
    const item = toLimitsItem(limitsAfter(times(3, { deviceId: 'phone' })));
    expect(item.payer).not.toHaveProperty('applied');
    expect(item.payer).toHaveProperty('payees');
  });
});

describe('limits without a store', () => {
  const limits = staticLimits(live, 'asha', ago({}));

  it('say that they are static, and are the same after they were kept', () => {
    expect(limits).toMatchObject({ source: 'static', payer: null, leftTodayMinor: null, stepUpAboveMinor: 5_000_000n });
    expect(fromLimitsItem(JSON.parse(JSON.stringify(toLimitsItem(limits))))).toEqual(limits);
  });

  it('never block: a payment passes, or is stepped up for its own amount', () => {
    fc.assert(
      fc.property(anyPayment, (wanted) => {
        const payment = { ...wanted, payerId: 'asha' };
        const { decision, source } = screenPayment(live, limits, payment);
        expect([decision, source]).toEqual([payment.amountMinor > 5_000_000n ? 'step-up' : 'allow', 'static']);
      }),
    );
  });
});
