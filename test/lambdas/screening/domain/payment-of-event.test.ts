import { eventsOf } from '../../../../lambdas/payments/domain/fact-events.ts';
import { givenBackOf, heldOf, paymentOf } from '../../../../lambdas/screening/domain/payment-of-event.ts';
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

describe('a hold', () => {
  type Told = Parameters<typeof heldOf>[0];
  const toVendor = { kind: 'cash-out', creditOwner: null, creditKind: 'system' } as const;
  const told = (read: typeof heldOf, changes: Parameters<typeof aFact>[0]) =>
    eventsOf(aFact(changes)).flatMap((event) => read(event as Told) ?? []);
  const held = { ...toVendor, op: 'hold', outcome: 'held', credit: 'system:vendor-settlement:INR' } as const;
  const hold = 'order/key-0';
  const shared = { holdId: 'order.key-0', payerId: 'asha', amountMinor: 125_000n, currency: 'INR' };

  it('is told with what it keeps from its payer, under its own id', () => {
    expect(told(heldOf, { ...held, id: hold })).toMatchObject([{ ...shared, change: 'held' }]);
    expect(told(heldOf, { op: 'hold', outcome: 'held', kind: 'order', id: hold })).toMatchObject([shared]);
  });

  it.each(['voided', 'expired'] as const)('is given back when it is %s, though that has no kind', (outcome) => {
    const end = { ...held, op: outcome === 'voided' ? 'void' : 'expire', kind: null, outcome, hold } as const;
    expect(told(givenBackOf, end)).toMatchObject([{ ...shared, change: 'given-back' }]);
  });

  it('of a fee is none', () => {
    const fee = { ...held, kind: 'fee', credit: 'system:fees:INR' };
    expect(told(heldOf, fee)).toEqual([]);
    expect(told(givenBackOf, { ...fee, op: 'void', outcome: 'voided', kind: null, hold })).toEqual([]);
  });

  it('is named by its capture', () => {
    const [capture] = eventsOf(aFact({ ...held, op: 'capture', outcome: 'captured', hold }));
    expect(paymentOf(capture as Told)).toMatchObject({ holdId: 'order.key-0' });
  });
});
