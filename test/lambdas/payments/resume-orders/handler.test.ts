import type { SagaEvent } from '../../../../lambdas/payments/adapters/executions.ts';
import { lostSec, makeResumeOrders } from '../../../../lambdas/payments/resume-orders/handler.ts';
import { countingMeter, silentLog } from '../../../support/fakes.ts';

type Aged = readonly [id: string, ageSec: number];

const resumed = (...orders: readonly Aged[]) => ran(orders, 0);

async function ran(orders: readonly Aged[], untold: number) {
  const started: SagaEvent[] = [];
  const asked: unknown[] = [];
  const meter = countingMeter();
  await makeResumeOrders({
    unfinished: async (ages) => {
      asked.push(ages);
      return orders.map(([id, ageSec]) => ({ id, ageSec }));
    },
    start: async (event) => void started.push(event),
    tellUntold: async () => untold,
    log: silentLog,
    meter,
  })();
  return { started, asked, counts: meter.counts };
}

it('begins what nobody began under the name that its caller would have used', async () => {
  const { started, counts, asked } = await resumed(['order-1', 700]);
  expect(started).toEqual([{ run: 'order', orderId: 'order-1' }]);
  expect(counts).toEqual({ OrdersResumed: 0, OrdersToldLate: 0 });
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
  expect(counts).toEqual({ OrdersResumed: 3, OrdersToldLate: 0 });
});

it('counts the ends that it told instead of their executions', async () => {
  expect((await ran([], 2)).counts).toEqual({ OrdersResumed: 0, OrdersToldLate: 2 });
});
