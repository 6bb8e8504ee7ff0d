import { tellEndBy } from '../../../../lambdas/payments/adapters/tell-end.ts';
import type { OrderSagaDeps } from '../../../../lambdas/payments/order-saga/deps.ts';
import { makeOrderSaga } from '../../../../lambdas/payments/order-saga/handler.ts';
import { makeTellUntold } from '../../../../lambdas/payments/resume-orders/untold.ts';
import { Crash } from '../../../support/crashing.ts';
import { durableContext } from '../../../support/durable-context.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { type OrderWorld, orderWorld, type VendorScript } from '../../../support/order-world.ts';

const orderId = '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11';

type Death = { readonly at: number; readonly when: 'before' | 'after' };

/** Dependencies of an execution that dies for good at one of its calls. */
function dying({ orders, ledger, vendors, log, meter, now, ...verbs }: OrderSagaDeps, { at, when }: Death) {
  let calls = 0;
  const mortal = <Target extends object>(target: Target): Target =>
    Object.fromEntries(
      Object.entries(target).map(([name, work]: [string, (...args: unknown[]) => Promise<unknown>]) => [
        name,
        async (...args: unknown[]) => {
          const isLast = calls++ === at;
          if (isLast && when === 'before') throw new Crash(name);
          const result = await work(...args);
          if (isLast) throw new Crash(name);
          return result;
        },
      ]),
    ) as Target;
  const deps: OrderSagaDeps = {
    ...mortal(verbs),
    orders: mortal(orders),
    ledger: mortal(ledger),
    vendors: mortal(vendors),
    log,
    meter,
    now,
  };
  return { deps, isDead: () => calls > at };
}

/** A world whose holds are over from some moment on, as they are when somebody looks after an order again. */
function world(script: VendorScript) {
  let isOver = false;
  const made: OrderWorld = orderWorld(script, ({ op }) => {
    const isHeld = made.entries().some((entry) => entry.startsWith('hold'));
    if (op === 'void' && !isHeld) return 'unknown-hold';
    return isOver && (op === 'void' || op === 'capture') ? 'hold-expired' : undefined;
  });
  return {
    made,
    holdsAreOver: () => {
      isOver = true;
    },
  };
}

/** An order whose execution dies for good, and which another one is to end. @returns `undefined` when it did not die any more */
async function resumedAfter(script: VendorScript, death: Death): Promise<OrderWorld | undefined> {
  const { made, holdsAreOver } = world(script);
  const { deps, isDead } = dying(made.deps, death);
  await new Promise<void>((resolve) => {
    const context = durableContext({ onCrash: () => resolve() });
    void makeOrderSaga(deps)({ run: 'order', orderId }, context).then(() => resolve());
  });
  if (!isDead()) return undefined;
  holdsAreOver();
  await makeOrderSaga(made.deps)({ run: 'order', orderId, again: 1 }, durableContext());
  // Of one that had ended before.
  const { orders, publish, told } = made.deps;
  await makeTellUntold({
    waiting: async () => made.untold(),
    park: unexpected('park'),
    log: silentLog,
    read: orders.read,
    tellEnd: tellEndBy({ publish, told, log: silentLog, meter: silentMeter }),
  })();
  return made;
}

const scripts: Readonly<Record<string, VendorScript>> = {
  'a vendor that delivers': {},
  'one that delivers a part': { ask: () => ({ kind: 'accepted', minor: 60_000n }) },
  'one that refuses': { ask: () => ({ kind: 'refused' }) },
  'one that says nothing': { ask: () => 'pending', answers: 'poll' },
  'one that does not deliver': { confirm: () => false },
};

const countOf = (made: OrderWorld, entry: string): number => made.entries().filter((each) => each === entry).length;

describe.each(Object.entries(scripts))('an order of %s whose execution is gone', (_, script) => {
  it.each(['before', 'after'] as const)(
    'ends delivered and paid, or undone, and is told, whichever call it died %s',
    async (when) => {
      let deaths = 0;
      for (let at = 0; ; at++) {
        const made = await resumedAfter(script, { at, when });
        if (made === undefined) break;
        deaths++;
        const { state } = made.order();
        const paid = countOf(made, 'capture captured') - countOf(made, 'reverse reversed');
        expect([at, state]).toEqual([at, paid > 0 ? 'delivered' : 'undone']);
        if (state === 'delivered') expect(made.told()).toContain('confirm');
        expect(made.events()).toEqual(['order-placed', `order-${state}`]);
        expect(made.untold()).toEqual([]);
      }
      expect(deaths).toBeGreaterThan(8);
    },
  );
});

it('gives back what was held of a vendor that was taken away, and leaves telling it to a person', async () => {
  const { made, holdsAreOver } = world({ cancel: () => false });
  await made.deps.orders.note(orderId, { step: 'held', state: 'held' });
  holdsAreOver();
  const deps: OrderSagaDeps = { ...made.deps, vendorNamed: async () => undefined };
  expect(await makeOrderSaga(deps)({ run: 'order', orderId, again: 1 }, durableContext())).toBe('stuck');
  expect(made.steps()).toEqual(['placed', 'held', 'undoing', 'voided', 'cancel-failed', 'stuck']);
});

it('takes no answer any more', async () => {
  const { made, holdsAreOver } = world({});
  holdsAreOver();
  await makeOrderSaga(made.deps)({ run: 'order', orderId, again: 1 }, durableContext());
  expect(made.order().answer).toEqual({ kind: 'no-answer' });
  expect(made.order().state).toBe('undone');
  expect(made.told()).toEqual(['cancel']);
});
