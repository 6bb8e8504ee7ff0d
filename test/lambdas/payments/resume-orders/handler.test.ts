import type { SagaEvent } from '../../../../lambdas/payments/adapters/executions.ts';
import { lostSec, makeResumeOrders } from '../../../../lambdas/payments/resume-orders/handler.ts';
import type { ToldLate } from '../../../../lambdas/payments/resume-orders/untold.ts';
import { PublishFailed } from '../../../../lambdas/shared/publish.ts';
import { countingMeter, silentLog } from '../../../support/fakes.ts';

type Aged = readonly [id: string, ageSec: number];

const resumed = (...orders: readonly Aged[]) => ran(orders, { told: 0, parked: 0 });

async function ran(orders: readonly Aged[], untold: ToldLate, failing: Readonly<Record<string, Error>> = {}) {
  const started: SagaEvent[] = [];
  const asked: unknown[] = [];
  const meter = countingMeter();
  const run = makeResumeOrders({
    unfinished: async (ages) => {
      asked.push(ages);
      return orders.map(([id, ageSec]) => ({ id, ageSec }));
    },
    start: async (event) => {
      const error = failing[event.orderId];
      if (error !== undefined) throw error;
      started.push(event);
    },
    tellUntold: async () => untold,
    log: silentLog,
    meter,
  });
  const failure = await run().catch((error: unknown) => String(error));
  return { started, asked, counts: meter.counts, failure };
}

const nothing = { OrdersToldLate: 0, OrderEndsParked: 0 };

it('begins what nobody began under the name that its caller would have used', async () => {
  const { started, counts, asked } = await resumed(['order-1', 700]);
  expect(started).toEqual([{ run: 'order', orderId: 'order-1' }]);
  expect(counts).toEqual(nothing);
  expect(asked).toEqual([{ placedSec: 600, lostSec }]);
});

it('has an order ended whose execution is gone, once for as long as another may take', async () => {
  const { started, counts } = await resumed(
    ['order-1', lostSec],
    ['order-1', 2 * lostSec - 1],
    ['order-2', 2 * lostSec],
  );
  expect(started).toEqual([
    { run: 'order', orderId: 'order-1', again: 1 },
    { run: 'order', orderId: 'order-1', again: 1 },
    { run: 'order', orderId: 'order-2', again: 2 },
  ]);
  expect(counts).toEqual({ ...nothing, OrdersResumed: 3 });
});

it('counts the ends that it told instead of their executions', async () => {
  const { counts, failure } = await ran([], { told: 2, parked: 1 });
  expect([counts, failure]).toEqual([{ OrdersToldLate: 2, OrderEndsParked: 1 }, undefined]);
});

it('goes on behind an order that cannot be begun, tells ends all the same, and fails', async () => {
  const orders: readonly Aged[] = [
    ['order-1', 700],
    ['order-2', 700],
  ];
  const invalid = new Error('InvalidParameterValueException');
  const { started, counts, failure } = await ran(orders, { told: 1, parked: 0 }, { 'order-1': invalid });
  expect(started).toEqual([{ run: 'order', orderId: 'order-2' }]);
  expect(counts).toEqual({ ...nothing, OrdersToldLate: 1 });
  expect(failure).toBe('Error: 1 orders could not be begun');
});

it('tries no other order when none can be begun', async () => {
  const away = new PublishFailed('away');
  const orders: readonly Aged[] = [
    ['order-1', 700],
    ['order-2', 700],
  ];
  const { started, counts, failure } = await ran(orders, { told: 1, parked: 0 }, { 'order-1': away });
  expect([started, counts.OrdersToldLate, failure]).toEqual([[], 1, 'Error: 1 orders could not be begun']);
});
