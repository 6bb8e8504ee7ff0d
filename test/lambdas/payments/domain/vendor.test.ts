import { feeOf, limitBroken } from '../../../../lambdas/payments/domain/vendor.ts';
import { aVendor } from '../../../support/payments.ts';

const inr = (minor: bigint) => ({ minor, currency: 'INR' });

it.each([
  [99n, 'below-minimum'],
  [100n, undefined],
  [10_000_000n, undefined],
  [10_000_001n, 'above-maximum'],
])('a vendor of 1 to 100,000 rupees is asked for %d paise', (minor, limit) => {
  expect(limitBroken(aVendor(), inr(minor))).toBe(limit);
});

it('a vendor takes one currency', () => {
  expect(limitBroken(aVendor(), { minor: 1000n, currency: 'USD' })).toBe('wrong-currency');
});

it('a fee is its fixed sum and its share, rounded up', () => {
  const vendor = aVendor({ feeMinor: 200n, feeBasisPoints: 150 });
  expect([feeOf(vendor, inr(10_000n)), feeOf(vendor, inr(10_001n)), feeOf(aVendor(), inr(10_001n))]).toEqual([
    350n,
    351n,
    0n,
  ]);
});
