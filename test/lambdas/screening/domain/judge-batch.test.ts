import fc from 'fast-check';
import type { HoldChange } from '../../../../lambdas/screening/domain/hold.ts';
import { judgeBatch, type Known } from '../../../../lambdas/screening/domain/judge-batch.ts';
import type { Payment } from '../../../../lambdas/screening/domain/payment.ts';
import { shippedBook } from '../../../../lambdas/screening/domain/rule-book.ts';
import { emptyState, entitiesOf, keyOf } from '../../../../lambdas/screening/domain/state/state.ts';
import { ago, aHold, anyPayment, aPayment, times } from '../../../support/screening.ts';

type Kept = ReadonlyMap<string, Known>;

/** What is kept after some payments, of the parties of others too. */
function keptAfter(payments: readonly (Payment | HoldChange)[], others: readonly Payment[]): Kept {
  const entities = [...payments, ...others].flatMap(entitiesOf);
  const nothing = new Map(entities.map((entity) => [keyOf(entity), { state: emptyState(entity), told: {} }]));
  return judgeBatch(payments, nothing, shippedBook).after;
}

/** As a crash leaves it: only what these keys name was saved. */
const partOf = (before: Kept, after: Kept, saved: readonly string[]): Kept =>
  new Map([...before].map(([key, known]) => [key, saved.includes(key) ? (after.get(key) ?? known) : known]));

describe('judging again what a crash left half saved', () => {
  const place = { lat: 12.97, lon: 77.59, region: 'IN-KA' };
  const byOthers = { payerId: 'meena', place };
  const toShop = { payeeId: 'shop', payeeKind: 'merchant' } as const;
  const hourly = Array.from({ length: 48 }, (_, hour) => aPayment({ ...byOthers, at: ago({ hours: hour + 1 }) }));
  const habit = times(10, { ...toShop, amountMinor: 20_000n, at: ago({ hours: 2 }) });
  const payment = aPayment({ ...toShop, amountMinor: 600_000n, deviceId: 'phone', place });
  const before = keptAfter([...hourly, aPayment(byOthers), ...habit], [payment]);
  const first = judgeBatch([payment], before, shippedBook);

  it.each([
    ['nothing', [], ['flag', 'own-habit', 'own-habit', 'load', 'load']],
    ['the device', ['device#INR#phone'], ['own-habit', 'own-habit', 'load', 'load']],
    ['the payer', ['customer#INR#asha'], ['load', 'load']],
    ['the region', ['region#INR#IN-KA'], ['own-habit', 'own-habit']],
    ['payer and region', ['customer#INR#asha', 'region#INR#IN-KA'], []],
  ])('tells with %s saved what was not saved as told', (_, saved, expected) => {
    const again = judgeBatch([payment], partOf(before, first.after, saved), shippedBook);
    expect(again.events.map(({ data }) => ('by' in data ? data.by : 'flag'))).toEqual(expected);
    expect(first.events).toEqual(expect.arrayContaining([...again.events]));
    expect(again.after).toEqual(first.after);
  });

  it('ends in the same states and told levels, and tells nothing that it did not tell at first', () => {
    const batch = fc.array(anyPayment, { minLength: 1, maxLength: 6 });
    const scenario = fc
      .tuple(fc.array(anyPayment, { maxLength: 20 }), batch)
      .chain(([past, payments]) =>
        fc.tuple(fc.constant(past), fc.constant(payments), fc.subarray(payments.flatMap(entitiesOf).map(keyOf))),
      );
    fc.assert(
      fc.property(scenario, ([past, payments, saved]) => {
        const kept = keptAfter(past, payments);
        const { events, after } = judgeBatch(payments, kept, shippedBook);
        const again = judgeBatch(payments, partOf(kept, after, saved), shippedBook);
        expect(again.after).toEqual(after);
        expect(events).toEqual(expect.arrayContaining([...again.events]));
      }),
    );
  });
});

describe('judging what was held', () => {
  const holds = Array.from({ length: 5 }, (_, index) => aHold({ holdId: `hold-${index}` }));
  const captures = holds.map(({ holdId }) => aPayment({ holdId }));

  it('judges a payment without the hold that was captured for it, and with those still open', () => {
    const before = keptAfter(holds, captures);
    expect(judgeBatch(captures, before, shippedBook).events).toEqual([]);
    const [more] = times(1);
    const { events } = judgeBatch([...captures, aHold(), ...(more ? [more] : [])], before, shippedBook);
    expect(events).toMatchObject([{ data: { transferId: more?.id, rules: [{ id: 'velocity-10m' }] } }]);
  });
});
