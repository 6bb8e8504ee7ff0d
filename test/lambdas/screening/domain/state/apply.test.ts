import fc from 'fast-check';
import type { HoldChange } from '../../../../../lambdas/screening/domain/hold.ts';
import type { Payment } from '../../../../../lambdas/screening/domain/payment.ts';
import { applyEvent, hasApplied } from '../../../../../lambdas/screening/domain/state/apply.ts';
import { fromItem, toItem } from '../../../../../lambdas/screening/domain/state/item.ts';
import {
  type EntityState,
  emptyState,
  entitiesOf,
  keyOf,
} from '../../../../../lambdas/screening/domain/state/state.ts';
import { ago, aHold, anyPayment, aPayment, noonMs, statesAfter } from '../../../../support/screening.ts';

const somePayments = fc.array(anyPayment, { minLength: 1, maxLength: 30 });
const asha = { kind: 'customer', id: 'asha', currency: 'INR' } as const;
const customerAfter = (payments: readonly Payment[]): EntityState =>
  statesAfter(payments).get(keyOf(asha)) ?? emptyState(asha);

/** Without the order in which payments came, which is all that may differ. */
const content = (states: Map<string, EntityState>) =>
  new Map([...states].map(([key, { applied, ...rest }]) => [key, { ...rest, applied: applied.toSorted() }]));

describe('the state after payments', () => {
  it('is the same after a replay', () => {
    fc.assert(fc.property(somePayments, (payments) => expect(statesAfter(payments)).toEqual(statesAfter(payments))));
  });

  it('is the same when any of them come again', () => {
    const repeated = somePayments.chain((payments) =>
      fc.tuple(fc.constant(payments), fc.shuffledSubarray(payments, { minLength: 1 })),
    );
    fc.assert(
      fc.property(repeated, ([payments, again]) => {
        expect(statesAfter([...payments, ...again])).toEqual(statesAfter(payments));
      }),
    );
  });

  it('is the same in whatever order they come', () => {
    const shuffled = somePayments.chain((payments) =>
      fc.tuple(fc.constant(payments), fc.shuffledSubarray(payments, { minLength: payments.length })),
    );
    fc.assert(
      fc.property(shuffled, ([payments, other]) => {
        expect(content(statesAfter(other))).toEqual(content(statesAfter(payments)));
      }),
    );
  });

  it('is the same after it was kept as JSON', () => {
    fc.assert(
      fc.property(somePayments, (payments) => {
        for (const state of statesAfter(payments).values())
          expect(fromItem(JSON.parse(JSON.stringify(toItem(state))))).toEqual(state);
      }),
    );
  });

  it('counts whole sums on both sides', () => {
    fc.assert(
      fc.property(somePayments, (payments) => {
        const states = statesAfter(payments);
        const sumOf = (side: 'paid' | 'received', kinds: readonly string[]) =>
          [...states.values()]
            .filter(({ kind }) => kinds.includes(kind))
            .flatMap((state) => state[side].days)
            .reduce((sum, [, , each]) => sum + each, 0n);
        const paid = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
        expect(sumOf('paid', ['customer'])).toBe(paid);
        expect(sumOf('received', ['customer', 'merchant'])).toBe(paid);
      }),
    );
  });
});

describe('a state', () => {
  it('is the same object when the payment is none of its entity or is counted', () => {
    const state = customerAfter([aPayment({ id: 'one' })]);
    expect(applyEvent(state, aPayment({ payerId: 'meena' }))).toBe(state);
    expect(applyEvent(state, aPayment({ currency: 'USD' }))).toBe(state);
    expect(applyEvent(state, aPayment({ id: 'one' }))).toBe(state);
    expect([hasApplied(state, 'one'), hasApplied(state, 'two')]).toEqual([true, false]);
  });

  it('knows a payment again after 127 others, and no more after 128', () => {
    const memoryOf = (count: number) =>
      customerAfter(Array.from({ length: count + 1 }, (_, index) => aPayment({ id: `of-${count}-${index}` })));
    expect(hasApplied(memoryOf(127), 'of-127-0')).toBe(true);
    expect(hasApplied(memoryOf(128), 'of-128-0')).toBe(false);
  });

  it('counts a payment to oneself on both sides', () => {
    const state = customerAfter([aPayment({ payeeId: 'asha' })]);
    expect([state.paid.days.length, state.received.days.length, state.payees.length, state.payers.length]).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it('knows a merchant by the business, and else by the wallet', () => {
    const payees = [aPayment({ payeeKind: 'merchant', merchantId: 'shop' }), aPayment({ payeeKind: 'merchant' })];
    expect(payees.map((payment) => entitiesOf(payment).map(keyOf))).toEqual([
      ['customer#INR#asha', 'merchant#INR#shop'],
      ['customer#INR#asha', 'merchant#INR#ravi'],
    ]);
  });

  it('keeps the last place, not the one told last', () => {
    const place = (lat: number) => ({ lat, lon: 77, region: 'KA' });
    const late = aPayment({ at: ago({ hours: 2 }), place: place(1) });
    expect(customerAfter([aPayment({ place: place(2) }), late]).place).toEqual({ atMs: noonMs, lat: 2, lon: 77 });
  });

  it('names nobody: payees, payers and devices are digests', () => {
    const states = statesAfter([aPayment({ deviceId: 'secret-phone', payeeId: 'secret-friend' })]);
    expect(JSON.stringify(toItem(states.get('customer#INR#asha') as EntityState))).not.toContain('secret');
  });

  it('stays under 50 KB however much happened', () => {
    const amountMinor = 10n ** 17n;
    const place = { lat: 12.971598712, lon: 77.594562912, region: 'KA' };
    const busy = Array.from({ length: 2500 }, (_, index): (Payment | HoldChange)[] => {
      const at = ago({ minutes: index < 1500 ? (1500 - index) * 29 : (2500 - index) / 16 });
      const other = `someone-with-a-rather-long-id-${index}`;
      return [
        aHold({ at, amountMinor }),
        aPayment({ at, amountMinor, payeeId: other, deviceId: other, place }),
        aPayment({ at, amountMinor, payerId: other, payeeId: 'asha', deviceId: 'phone', place }),
        aPayment({ at, amountMinor, payerId: other, payeeId: 'shop', payeeKind: 'merchant', place }),
      ];
    }).flat();
    const states = statesAfter(busy);
    const bytes = ['customer#INR#asha', 'merchant#INR#shop', 'device#INR#phone', 'region#INR#KA'].map((key) =>
      Buffer.byteLength(JSON.stringify(toItem(states.get(key) as EntityState))),
    );
    expect(Math.max(...bytes)).toBeLessThan(30 * 1024);
    expect(Math.min(...bytes)).toBeGreaterThan(5 * 1024);
  });

  it.each([
    ['no time', { at: 'yesterday' }],
    ['no amount', { amountMinor: 0n }],
    ['a negative amount', { amountMinor: -1n }],
  ])('is not changed by a payment with %s', (_, wrong) => {
    expect(() => customerAfter([aPayment(wrong)])).toThrow('has a time and an amount');
  });

  it.each([
    ['a negative sum', { amounts: [[1, 1, '-5']] }],
    ['a sum as a number', { amounts: [[1, 1, 5]] }],
    ['an unknown kind', { kind: 'bank' }],
    ['no id', { id: undefined }],
  ])('is not read from an item with %s', (_, wrong) => {
    expect(() => fromItem({ ...asha, ...wrong })).toThrow();
  });
});
