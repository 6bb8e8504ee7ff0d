import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { tellEndBy } from '../../../../lambdas/payments/adapters/tell-end.ts';
import { makeOrderSaga } from '../../../../lambdas/payments/order-saga/handler.ts';
import { makeTellUntold } from '../../../../lambdas/payments/resume-orders/untold.ts';
import { PublishFailed } from '../../../../lambdas/shared/publish.ts';
import { Crash } from '../../../support/crashing.ts';
import { durableContext } from '../../../support/durable-context.ts';
import { countingMeter, silentLog, unexpected } from '../../../support/fakes.ts';
import { orderWorld, type VendorScript } from '../../../support/order-world.ts';
import { aKnownOrder, anOrder } from '../../../support/orders.ts';

const orderId = '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11';

/** An order whose execution dies for good when it tells its end, and a schedule that finds what it left. */
async function diedTelling(script: VendorScript, when: 'before' | 'after') {
  const world = orderWorld(script);
  const published: EventEnvelope[] = [];
  const publish = async (events: readonly EventEnvelope[]): Promise<void> => {
    published.push(...events);
    await world.deps.publish(events);
  };
  const dying = async (events: readonly EventEnvelope[]): Promise<void> => {
    const isEnd = events.some(({ type }) => !type.endsWith('order-placed.v1'));
    if (isEnd && when === 'before') throw new Crash('publish');
    await publish(events);
    if (isEnd) throw new Crash('publish');
  };
  await new Promise<void>((resolve) => {
    const context = durableContext({ onCrash: () => resolve() });
    void makeOrderSaga({ ...world.deps, publish: dying })({ run: 'order', orderId }, context).then(() => resolve());
  });
  const meter = countingMeter();
  const { read } = world.deps.orders;
  const tell = (through = publish) =>
    makeTellUntold({
      waiting: async () => world.untold(),
      park: unexpected('park'),
      log: silentLog,
      read,
      tellEnd: tellEndBy({ publish: through, told: world.deps.told, log: silentLog, meter }),
    })();
  return { world, published, tell, counts: meter.counts };
}

const scripts: readonly (readonly [string, string, VendorScript])[] = [
  ['delivered', 'OrdersDelivered', {}],
  ['undone', 'OrdersUndone', { ask: () => ({ kind: 'refused' }) }],
  ['stuck', 'OrdersStuck', { ask: () => 'pending', answers: 'poll', cancel: () => false }],
];

describe.each(scripts)('an order that is %s whose execution died before anybody was told', (state, counter, script) => {
  it('is told once, and counted as others are', async () => {
    const { world, tell, counts } = await diedTelling(script, 'before');
    expect(world.order().state).toBe(state);
    expect(world.events()).toEqual(['order-placed']);
    expect(await tell()).toEqual({ told: 1, parked: 0 });
    expect(world.events()).toEqual(['order-placed', `order-${state}`]);
    expect(counts).toEqual({ [counter]: 1 });
    expect(await tell()).toEqual({ told: 0, parked: 0 });
  });

  it('is told the same under the same id when it was told already', async () => {
    const { published, tell } = await diedTelling(script, 'after');
    expect(await tell()).toEqual({ told: 1, parked: 0 });
    const [, first, again, ...more] = published;
    expect(first?.type).toBe(`sangam.payments.order-${state}.v1`);
    expect(again).toEqual(first);
    expect(more).toEqual([]);
  });

  it('is left for the next run when the stream is away', async () => {
    const { tell, world } = await diedTelling(script, 'before');
    const failing = async () => {
      throw new PublishFailed('the stream is away');
    };
    await expect(tell(failing)).rejects.toThrow('the stream is away');
    expect(world.untold()).toHaveLength(1);
    expect(await tell()).toEqual({ told: 1, parked: 0 });
  });
});

it('parks an end that cannot be told with its cause, and tells those behind it', async () => {
  const told: string[] = [];
  const parked: (readonly string[])[] = [];
  const end = { state: 'delivered', captured: 1n, reason: undefined, at: '2026-11-21T06:00:01.000Z' } as const;
  const tell = makeTellUntold({
    waiting: async () => ['gone', 'unsayable', 'good'].map((id) => ({ ...end, orderId: id })),
    park: async (...what) => void parked.push(what),
    read: async (id) => (id === 'gone' ? undefined : aKnownOrder({ order: anOrder({ id }) })),
    tellEnd: async ({ id }) => {
      if (id === 'unsayable') throw new RangeError('x'.repeat(1000));
      told.push(id);
    },
    log: silentLog,
  });
  expect(await tell()).toEqual({ told: 1, parked: 2 });
  expect(told).toEqual(['good']);
  expect(parked).toEqual([
    ['gone', 'delivered', 'Error: the order of an end is there'],
    ['unsayable', 'delivered', `RangeError: ${'x'.repeat(188)}`],
  ]);
});
