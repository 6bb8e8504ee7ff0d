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

it("leaves an operator's payouts alone: a file of them would look like a payer gone wild", () => {
  expect(judged({ kind: 'payout' })).toEqual([]);
});
