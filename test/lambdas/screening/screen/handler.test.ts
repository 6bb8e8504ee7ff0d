import fc from 'fast-check';
import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import type { KeptState, States } from '../../../../lambdas/screening/adapters/states-table.ts';
import type { HoldChange } from '../../../../lambdas/screening/domain/hold.ts';
import type { Payment } from '../../../../lambdas/screening/domain/payment.ts';
import { bookOf, shippedBook } from '../../../../lambdas/screening/domain/rule-book.ts';
import type { EntityState } from '../../../../lambdas/screening/domain/state/state.ts';
import { emptyState, keyOf } from '../../../../lambdas/screening/domain/state/state.ts';
import type { Limits } from '../../../../lambdas/screening/domain/verdict/limits.ts';
import { makeScreen, type ScreenDeps } from '../../../../lambdas/screening/screen/handler.ts';
import { Crash, crashingAt } from '../../../support/crashing.ts';
import { deliveriesOf } from '../../../support/deliveries.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';
import {
  ago,
  aHold,
  anyPayment,
  aPayment,
  aRuleSet,
  factOf,
  postedEvent,
  statesAfter,
  times,
} from '../../../support/screening.ts';

/** Both tables and the stream in memory, as strict about concurrent writers as the real ones. */
function screeningInMemory() {
  const kept = new Map<string, KeptState>();
  const limits = new Map<string, { limits: Limits; version: number }>();
  const published: EventEnvelope[] = [];
  const stores: States & Pick<ScreenDeps, 'saveLimits' | 'publish'> = {
    read: async (entities) =>
      new Map(
        entities.map((each) => [
          keyOf(each),
          kept.get(keyOf(each)) ?? { state: emptyState(each), told: {}, version: 0 },
        ]),
      ),
    save: async (next, before) => {
      if ((kept.get(keyOf(next.state))?.version ?? 0) !== before) return 'moved';
      kept.set(keyOf(next.state), { ...next, version: before + 1 });
      return 'saved';
    },
    saveLimits: async (renewed, version) => {
      const key = `${renewed.customerId} ${renewed.currency}`;
      if ((limits.get(key)?.version ?? 0) <= version) limits.set(key, { limits: renewed, version });
    },
    publish: async (events) => void published.push(...events),
  };
  const consumer = (by: typeof stores = stores, changes: Partial<ScreenDeps> = {}) =>
    makeScreen({
      rules: async () => shippedBook,
      states: { read: (entities) => by.read(entities), save: (next, before) => by.save(next, before) },
      saveLimits: (renewed, version) => by.saveLimits(renewed, version),
      publish: (events) => by.publish(events),
      pause: async () => undefined,
      park: unexpected('park'),
      log: silentLog,
      meter: silentMeter,
      ...changes,
    });
  return { stores, kept, limits, published, consumer };
}

type Steps = readonly (Payment | HoldChange)[];

const batchOf = (steps: Steps, firstSequence = 1) => kinesisOf(steps.map(factOf), { firstSequence });

/** Some payments come by a hold, some holds by no payment. */
const anySteps: fc.Arbitrary<Steps> = fc
  .array(fc.tuple(anyPayment, fc.constantFrom('posted', 'captured', 'given-back')), { minLength: 1, maxLength: 15 })
  .map((all) =>
    all.flatMap(([payment, end]): Steps => {
      const holdId = `hold-of-${payment.id}`;
      const { payerId, amountMinor, currency, at } = payment;
      const hold: HoldChange = { change: 'held', holdId, at, payerId, amountMinor, currency };
      if (end === 'posted') return [payment];
      return [hold, end === 'captured' ? { ...payment, holdId } : { ...hold, change: 'given-back' }];
    }),
  );

/** Which payments a state knows comes in the order of their delivery. */
const inOrder = (state: EntityState | undefined) => state && { ...state, applied: state.applied.toSorted() };

describe('screening what was posted', () => {
  it('flags a burst with the rule and what it looked at, and leaves the payer new limits', async () => {
    const { consumer, published, limits } = screeningInMemory();
    await consumer()(batchOf(times(7)));
    expect(published).toMatchObject([
      {
        type: 'sangam.screening.payment-flagged.v1',
        subject: 'asha',
        data: {
          stage: 'posted',
          decision: 'step-up',
          rules: [{ id: 'velocity-10m', values: { 'paid.10m.count': 7 }, thresholds: { most: 6 } }],
        },
      },
    ]);
    expect(limits.get('asha INR')?.limits).toMatchObject({ source: 'state', leftTodayMinor: 9_930_000n });
  });

  it('counts a payment once, by its payer’s side, and none of a currency without rules', async () => {
    const { consumer, kept, published } = screeningInMemory();
    const payment = aPayment();
    await consumer()(
      kinesisOf([
        postedEvent(payment),
        postedEvent(payment, { role: 'payee' }),
        postedEvent(aPayment({ currency: 'EUR' })),
        postedEvent(aPayment({ payeeId: 'system:fees:INR' }), { counterpartyKind: 'system' }),
      ]),
    );
    expect([...kept.keys()].toSorted()).toEqual(['customer#INR#asha', 'customer#INR#ravi']);
    expect(kept.get('customer#INR#asha')?.state.applied).toHaveLength(1);
    expect(published).toEqual([]);
  });

  it('leaves the payer limits with what is on its way, and gives it back when it does not come', async () => {
    const { consumer, limits, published } = screeningInMemory();
    const hold = aHold({ amountMinor: 4_000_000n });
    await consumer()(batchOf([hold, aHold({ amountMinor: 1_000_000n })]));
    expect(limits.get('asha INR')?.limits.leftTodayMinor).toBe(5_000_000n);
    await consumer()(batchOf([{ ...hold, change: 'given-back' }], 3));
    expect(limits.get('asha INR')?.limits.leftTodayMinor).toBe(9_000_000n);
    expect(published).toEqual([]);
  });

  it('tells a threshold that moved once, until it moves again', async () => {
    const { consumer, published, kept } = screeningInMemory();
    const habit = Array.from({ length: 12 }, (_, index) =>
      aPayment({ at: ago({ days: 13 - index }), payeeId: 'shop', payeeKind: 'merchant', amountMinor: 20_000n }),
    );
    await consumer()(batchOf(habit));
    await consumer()(batchOf([aPayment({ payeeId: 'shop', payeeKind: 'merchant', amountMinor: 20_000n })], 100));
    const moved = published.filter(({ type }) => type === 'sangam.screening.threshold-changed.v1');
    expect(moved.map(({ subject, data }) => [subject, data])).toEqual([
      [
        'asha',
        {
          ruleId: 'new-payee-high-amount',
          ruleVersion: 1,
          threshold: 'high',
          by: 'own-habit',
          from: '1000000',
          to: '200000',
          currency: 'INR',
        },
      ],
      [
        'asha',
        {
          ruleId: 'amount-outside-habit',
          ruleVersion: 1,
          threshold: 'usual',
          by: 'own-habit',
          from: '5000000',
          to: '500000',
          currency: 'INR',
        },
      ],
    ]);
    expect(kept.get('customer#INR#asha')?.told).toEqual({
      'new-payee-high-amount@1.high': '200000',
      'amount-outside-habit@1.usual': '500000',
    });
  });

  it('only tells, and holds nobody up, while the whole set is in the shadow', async () => {
    const { consumer, published, limits } = screeningInMemory();
    await consumer(undefined, { rules: async () => bookOf([aRuleSet({ mode: 'shadow' })]) })(batchOf(times(7)));
    expect(published).toMatchObject([{ data: { decision: 'allow', rules: [{ id: 'velocity-10m', mode: 'shadow' }] } }]);
    expect(limits.get('asha INR')?.limits.leftTodayMinor).toBeNull();
  });

  it('counts on what another writer left in between', async () => {
    const { stores, consumer, kept } = screeningInMemory();
    const [mine, others] = [aPayment(), aPayment({ payerId: 'meena' })];
    let isDisturbed = false;
    const disturbed = {
      ...stores,
      save: async (next: Omit<KeptState, 'version'>, before: number) => {
        if (!isDisturbed) {
          isDisturbed = true;
          await consumer()(batchOf([others]));
        }
        return stores.save(next, before);
      },
    };
    await consumer(disturbed)(batchOf([mine]));
    const expected = statesAfter([others, mine]);
    for (const [key, state] of expected) expect(inOrder(kept.get(key)?.state)).toEqual(inOrder(state));
  });

  it('fails as a fault when a state never stands still, so that the batch is tried again', async () => {
    const { stores, consumer } = screeningInMemory();
    await expect(consumer({ ...stores, save: async () => 'moved' })(batchOf([aPayment()]))).rejects.toThrow(
      'a state keeps moving',
    );
  });

  it('ends in the same states, limits and events however batches are cut, repeated and cut short', async () => {
    const scenario = anySteps.chain((payments) => fc.tuple(fc.constant(payments), deliveriesOf(payments.length)));
    await fc.assert(
      fc.asyncProperty(scenario, async ([payments, deliveries]) => {
        const { stores, kept, limits, published, consumer } = screeningInMemory();
        for (const { from, to, crash } of deliveries) {
          const by = crash === undefined ? stores : crashingAt(stores, crash.at, crash.when);
          await consumer(by)(batchOf(payments.slice(from, to), from + 1)).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
        }
        const calm = screeningInMemory();
        for (const [index, payment] of payments.entries()) await calm.consumer()(batchOf([payment], index + 1));

        for (const [key, state] of statesAfter(payments)) expect(inOrder(kept.get(key)?.state)).toEqual(inOrder(state));
        const distinct = (events: readonly EventEnvelope[]) => [
          ...new Map(events.map((each) => [each.id, each])).values(),
        ];
        expect(distinct(published)).toEqual(distinct(calm.published));
        const left = (of: typeof limits) => [...of].map(([key, each]) => [key, each.limits.payer?.paid]).toSorted();
        expect(left(limits)).toEqual(left(calm.limits));
      }),
      { numRuns: 150 },
    );
  });
});
