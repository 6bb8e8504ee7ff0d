import fc from 'fast-check';
import { feeOf } from '../../../../../lambdas/payments/domain/qr/tip.ts';

describe('a fee on an amount', () => {
  it.each([
    ['nothing without a fee', null, 10_000n, 0n],
    ['nothing when the payer is asked', { kind: 'asked' }, 10_000n, 0n],
    ['the fixed fee', { kind: 'fixed', fee: 1025n }, 10_000n, 1025n],
    ['three percent', { kind: 'percentage', basisPoints: 300 }, 10_000n, 300n],
    ['half a paisa, rounded up', { kind: 'percentage', basisPoints: 50 }, 100n, 1n],
    ['less than half a paisa, rounded down', { kind: 'percentage', basisPoints: 49 }, 100n, 0n],
  ] as const)('is %s', (_, tip, amount, fee) => {
    expect(feeOf(tip, amount)).toBe(fee);
  });

  it('in percent is never more than half a minor unit from the exact one, for sums of any size', () => {
    const amounts = fc.bigInt({ min: 1n, max: 10n ** 30n });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 9999 }), (amount, basisPoints) => {
        const off = feeOf({ kind: 'percentage', basisPoints }, amount) * 10_000n - amount * BigInt(basisPoints);
        expect(off).toBeLessThanOrEqual(5000n);
        expect(off).toBeGreaterThan(-5000n);
      }),
    );
  });
});
