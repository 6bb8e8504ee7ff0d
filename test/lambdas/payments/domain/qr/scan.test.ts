import { decideScan } from '../../../../../lambdas/payments/domain/qr/scan.ts';
import type { Origin } from '../../../../../lambdas/payments/domain/qr/signature.ts';
import { aCode, aStaticCode } from '../../../../support/qr.ts';

const genuine: Origin = { kind: 'genuine', keyId: 'k1' };
const inr = (amount: bigint | null) => ({ amount, currency: 'INR' });

describe('a scanned code', () => {
  it('of ours for one request is paid as it says, the amount repeated or not', () => {
    const payable = {
      kind: 'payable',
      merchantId: 'merchant-7',
      requestId: '0199d2c4-6d3e-7a51-8f6b-3c1d5e7f9a0b',
      amount: 125_050n,
      fee: 0n,
      currency: 'INR',
    };
    expect(decideScan(aCode(), genuine, true, inr(null))).toEqual(payable);
    expect(decideScan(aCode(), genuine, true, inr(125_050n))).toEqual(payable);
  });

  it('without an amount is paid what the payer says, again and again', () => {
    const first = decideScan(aStaticCode(), genuine, true, inr(500n));
    expect(first).toMatchObject({ kind: 'payable', requestId: null, amount: 500n });
    expect(decideScan(aStaticCode(), genuine, true, inr(500n))).toEqual(first);
  });

  it('tells the fee that comes on top', () => {
    const code = aCode({ tip: { kind: 'percentage', basisPoints: 200 } });
    expect(decideScan(code, genuine, true, inr(null))).toMatchObject({ amount: 125_050n, fee: 2501n });
  });

  it.each([
    ['was changed', aCode(), { kind: 'tampered', why: 'differs' }, true, inr(null), 'tampered'],
    ['was changed, whatever else is wrong', aCode(), { kind: 'tampered', why: 'unsigned' }, false, inr(1n), 'tampered'],
    ['is of another', aCode({ own: null }), { kind: 'foreign' }, true, inr(null), 'foreign'],
    ['names nobody we know', aCode(), genuine, false, inr(null), 'unknown-merchant'],
    ['is in another currency', aCode(), genuine, true, { amount: null, currency: 'USD' }, 'wrong-currency'],
    ['has no amount and gets none', aStaticCode(), genuine, true, inr(null), 'amount-missing'],
    ['has another amount', aCode(), genuine, true, inr(125_049n), 'amount-differs'],
    ['gets nothing', aStaticCode(), genuine, true, inr(0n), 'amount-not-positive'],
    ['gets less than nothing', aStaticCode(), genuine, true, inr(-1n), 'amount-not-positive'],
  ] as const)('that %s is refused', (_, code, origin, isMerchant, offer, reason) => {
    expect(decideScan(code, origin, isMerchant, offer)).toEqual({ kind: 'refuse', reason });
  });
});
