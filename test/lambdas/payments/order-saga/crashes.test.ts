import { makeOrderSaga } from '../../../../lambdas/payments/order-saga/handler.ts';
import { crashingAt } from '../../../support/crashing.ts';
import { untilEnded } from '../../../support/durable-context.ts';
import { orderWorld, type VendorScript } from '../../../support/order-world.ts';

const orderId = '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11';

const scripts: Readonly<Record<string, VendorScript>> = {
  delivered: {},
  'delivered in part': { ask: () => ({ kind: 'accepted', minor: 60_000n }) },
  refused: { ask: () => ({ kind: 'refused' }) },
  silent: { ask: () => 'pending', answers: 'poll' },
  'not delivered': { confirm: () => false },
};

/** What an order came to, with a worker that dies at one call, or nowhere. */
async function outcomeOf(script: VendorScript, crash?: { readonly at: number; readonly when: 'before' | 'after' }) {
  const world = orderWorld(script);
  const { orders, ledger, vendors, log, meter, ...rest } = world.deps;
  let calls = 0;
  const counting = <Work extends (...args: never[]) => Promise<unknown>>(work: Work): Work =>
    ((...args) => {
      calls += 1;
      return work(...args);
    }) as Work;
  const counted = <Target extends object>(target: Target): Target =>
    Object.fromEntries(Object.entries(target).map(([name, work]) => [name, counting(work)])) as Target;
  const { now, ...verbs } = rest;
  const prefixed = (prefix: string, target: object) =>
    Object.fromEntries(Object.entries(target).map(([name, work]) => [`${prefix}.${name}`, work]));
  // All calls are numbered together, whichever dependency they are of.
  const flat = counted({
    ...prefixed('orders', orders),
    ...prefixed('ledger', ledger),
    ...prefixed('vendors', vendors),
    ...prefixed('own', verbs),
  });
  const crashing = crash === undefined ? flat : crashingAt(flat, crash.at, crash.when);
  const part = (prefix: string) =>
    Object.fromEntries(
      Object.keys(flat)
        .filter((name) => name.startsWith(`${prefix}.`))
        .map((name) => [name.slice(prefix.length + 1), crashing[name as keyof typeof crashing]]),
    );
  const deps = {
    orders: part('orders'),
    ledger: part('ledger'),
    vendors: part('vendors'),
    ...part('own'),
    now,
    log,
    meter,
  } as unknown as Parameters<typeof makeOrderSaga>[0];
  const saga = makeOrderSaga(deps);
  const state = await untilEnded((context) => saga({ run: 'order', orderId }, context));
  return {
    calls,
    outcome: { state, steps: world.steps(), entries: world.entries(), events: world.events(), told: world.told() },
  };
}

it.each(Object.keys(scripts))(
  'an order that is %s comes to the same whatever call its worker dies at',
  async (name) => {
    const script = scripts[name] ?? {};
    const { calls, outcome } = await outcomeOf(script);
    expect(calls).toBeGreaterThan(9);
    for (let at = 0; at < calls; at++)
      for (const when of ['before', 'after'] as const)
        expect([at, when, (await outcomeOf(script, { at, when })).outcome]).toEqual([at, when, outcome]);
  },
);
