import { eventsOf } from '../../../../lambdas/payments/domain/fact-events.ts';
import { paymentOf } from '../../../../lambdas/screening/domain/payment-of-event.ts';
import { aFact } from '../../../support/ledger.ts';

const judged = (changes: Parameters<typeof aFact>[0]) =>
  eventsOf(aFact(changes)).flatMap((event) => {
    const payment = paymentOf(event as Parameters<typeof paymentOf>[0]);
    return payment === undefined ? [] : [payment.payerId];
  });

it('counts a payment once, by its payer', () => {
  expect(judged({ kind: 'payment' })).toEqual(['asha']);
});

it.each(['order', 'cash-out'])('counts an %s that leaves through a vendor, whose fee is no payment', (kind) => {
  const toSystem = { op: 'capture', outcome: 'captured', creditOwner: null, creditKind: 'system' } as const;
  const left = { ...toSystem, kind, credit: 'system:vendor-settlement:INR', hold: 'order/key-0' };
  const [payment] = eventsOf(aFact(left)).map((event) => paymentOf(event as Parameters<typeof paymentOf>[0]));
  expect(payment).toMatchObject({
    payerId: 'asha',
    payeeId: 'system:vendor-settlement:INR',
    payeeKind: 'merchant',
    amountMinor: 125_000n,
  });
  expect(judged({ ...toSystem, kind: 'fee', credit: 'system:fees:INR' })).toEqual([]);
  expect(judged({ ...toSystem, kind: 'payment', credit: 'system:suspense:INR' })).toEqual([]);
});

it("leaves an operator's payouts alone: a file of them would look like a payer gone wild", () => {
  expect(judged({ kind: 'payout' })).toEqual([]);
});
