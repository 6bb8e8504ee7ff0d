import { makeOrderSaga } from '../../../../lambdas/payments/order-saga/handler.ts';
import { durableContext } from '../../../support/durable-context.ts';
import { type OrderWorld, orderWorld, type VendorScript } from '../../../support/order-world.ts';

const orderId = '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11';
const carriedOut = (world: OrderWorld, onCallback?: () => Promise<void>) =>
  makeOrderSaga(world.deps)(
    { run: 'order', orderId },
    durableContext({ ...(onCallback !== undefined && { onCallback }) }),
  );

it('holds, asks, captures and confirms', async () => {
  const world = orderWorld();
  expect(await carriedOut(world)).toBe('delivered');
  expect(world.steps()).toEqual(['placed', 'held', 'captured', 'delivered']);
  expect(world.entries()).toEqual(['hold held', 'hold held', 'capture captured', 'capture captured']);
  expect(world.events()).toEqual(['order-placed', 'order-delivered']);
});

it('waits for a call of the vendor', async () => {
  const world = orderWorld({ ask: () => 'pending' });
  const call = () => world.say({ kind: 'accepted', minor: 100_000n });
  expect(await carriedOut(world, call)).toBe('delivered');
  expect(world.order().captured).toBe(100_000n);
  expect(world.entries()).toContain('void voided');
});

it('takes the answer that came while it gave up', async () => {
  const world = orderWorld({ ask: () => 'pending' });
  const state = await carriedOut(world, async () => {
    await world.say({ kind: 'accepted', minor: 125_000n });
    throw new Error('timed out');
  });
  expect(state).toBe('delivered');
});

it('gives the money back and tells the vendor when nobody calls', async () => {
  const world = orderWorld({ ask: () => 'pending' });
  const timeOut = () => Promise.reject(new Error('timed out'));
  expect(await carriedOut(world, timeOut)).toBe('undone');
  expect(world.steps()).toEqual(['placed', 'held', 'undoing', 'voided', 'cancelled', 'undone']);
});

it('asks a vendor again that does not call, also when one of the calls fails', async () => {
  let polls = 0;
  const poll = () => {
    polls += 1;
    if (polls === 2) throw new Error('away');
    return polls < 4 ? ('pending' as const) : { kind: 'accepted' as const, minor: 125_000n };
  };
  const world = orderWorld({ ask: () => 'pending', poll, answers: 'poll' });
  expect(await carriedOut(world)).toBe('delivered');
  expect(polls).toBe(4);
});

it('tries a vendor that is away, and then undoes', async () => {
  let asked = 0;
  const ask = (): never => {
    asked += 1;
    throw new Error('away');
  };
  const world = orderWorld({ ask });
  expect(await carriedOut(world)).toBe('undone');
  expect(asked).toBe(4);
  expect(world.told()).toContain('cancel');
});

it('undoes what the ledger does not capture', async () => {
  const world = orderWorld({}, ({ op }) => (op === 'capture' ? 'account-not-open' : undefined));
  expect(await carriedOut(world)).toBe('undone');
  expect(world.order()).toMatchObject({ reason: 'account-not-open', captured: 0n });
  expect(world.entries().filter((entry) => entry === 'void voided')).toHaveLength(2);
});

it('pays back by the reversal lane what is not delivered', async () => {
  const world = orderWorld({ confirm: () => false });
  expect(await carriedOut(world)).toBe('undone');
  expect(world.entries().filter((entry) => entry === 'reverse reversed')).toHaveLength(2);
  expect(world.order().captured).toBe(0n);
});

it.each<[string, VendorScript, string]>([
  ['the vendor does not cancel', { ask: () => 'pending', cancel: () => false, answers: 'poll' }, 'cancel-failed'],
  ['the ledger does not release', { ask: () => ({ kind: 'refused' }) }, 'void-failed'],
  ['the ledger does not pay back', { confirm: () => false }, 'reverse-failed'],
])('is stuck, and says so, when %s', async (_, script, step) => {
  const world = orderWorld(script, ({ op }) =>
    (op === 'void' && step === 'void-failed') || op === 'reverse' ? 'insufficient-funds' : undefined,
  );
  expect(await carriedOut(world)).toBe('stuck');
  expect(world.steps()).toContain(step);
  expect(world.events()).toContain('order-stuck');
});

it('does nothing for an order that has ended before', async () => {
  const world = orderWorld();
  world.end('undone');
  expect(await carriedOut(world)).toBeUndefined();
  expect([world.told(), world.entries(), world.events()]).toEqual([[], [], []]);
});

describe('a late acceptance', () => {
  const compensated = (world: OrderWorld) => makeOrderSaga(world.deps)({ run: 'late', orderId }, durableContext());

  it('is told to cancel, and moves no money', async () => {
    const world = orderWorld();
    world.end('undone');
    expect(await compensated(world)).toBe('undone');
    expect([world.told(), world.entries(), world.steps()]).toEqual([['cancel'], [], ['placed', 'cancelled-late']]);
  });

  it('is not cancelled when the order was delivered after all', async () => {
    const world = orderWorld();
    world.end('delivered');
    await compensated(world);
    expect(world.told()).toEqual([]);
  });

  it('leaves the order stuck when the vendor does not cancel', async () => {
    const world = orderWorld({ cancel: () => false });
    world.end('undone');
    expect(await compensated(world)).toBe('stuck');
    expect(world.order().state).toBe('stuck');
    expect(world.events()).toEqual(['order-stuck']);
  });
});
