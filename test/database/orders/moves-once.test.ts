import { type Orders, ordersIn } from '../../../lambdas/payments/adapters/orders-table.ts';
import { unfinishedOrdersIn } from '../../../lambdas/payments/adapters/unfinished-orders.ts';
import { untoldEndsIn } from '../../../lambdas/payments/adapters/untold-ends.ts';
import { vendorDirectoryIn } from '../../../lambdas/payments/adapters/vendor-directory.ts';
import type { Answer } from '../../../lambdas/payments/domain/order/answer.ts';
import type { Order } from '../../../lambdas/payments/domain/order/order.ts';
import { type LedgerUnderTest, newKey, startLedger } from '../../support/ledger-under-test.ts';
import { aKnownVendor, anOrder } from '../../support/orders.ts';

let db: LedgerUnderTest;
let orders: Orders;

beforeAll(async () => {
  db = await startLedger();
  orders = ordersIn(db.app);
  await vendorDirectoryIn(db.app).put(aKnownVendor());
});

afterAll(() => db.services.drop());

async function opened(changes: Partial<Order> = {}): Promise<Order> {
  const order = anOrder({ id: newKey(), ...changes });
  expect(await orders.open(order)).toBe('opened');
  return order;
}

const stepsOf = async (id: string): Promise<string[]> => (await orders.read(id))?.steps.map(({ step }) => step) ?? [];

it('reads the order that it keeps', async () => {
  const order = await opened({ items: [{ sku: 'electricity', quantity: 2 }], merchant: null });
  expect(await orders.read(order.id)).toMatchObject({
    order,
    state: 'placed',
    captured: 0n,
    steps: [{ step: 'placed' }],
  });
});

it('keeps one request under an id, with the terms of its first time', async () => {
  const order = await opened();
  expect(await orders.open({ ...order, terms: { ...order.terms, feeMinor: 9n } })).toBe('known');
  expect(await orders.open({ ...order, reference: 'another' })).toBe('id-reused');
  expect(await orders.open({ ...order, payer: 'ravi' })).toBe('id-reused');
  expect((await orders.read(order.id))?.order).toEqual(order);
});

it('lets one of many answers count, and tells all the same', async () => {
  const { id } = await opened();
  const answers: Answer[] = [
    { kind: 'accepted', minor: 125_000n },
    { kind: 'accepted', minor: 60_000n },
    { kind: 'refused' },
    { kind: 'no-answer' },
  ];
  const told = await Promise.all([...answers, ...answers].map((answer) => orders.answer(id, answer)));
  for (const each of told) expect(each).toEqual(told[0]);
  expect((await orders.read(id))?.answer).toEqual(told[0]);
  expect(await stepsOf(id)).toHaveLength(2);
  expect(await orders.answer('nobody', { kind: 'refused' })).toBeUndefined();
});

it('notes a step once, with its first time, whoever is late', async () => {
  const { id } = await opened();
  const first = await orders.note(id, { step: 'held', state: 'held' });
  await orders.note(id, { step: 'captured', state: 'captured', captured: 60_000n });
  expect(await orders.note(id, { step: 'held', state: 'held' })).toBe(first);
  expect(await orders.read(id)).toMatchObject({ state: 'captured', captured: 60_000n });
  expect(await stepsOf(id)).toEqual(['placed', 'held', 'captured']);
});

it('lets nothing follow an end but that it is stuck', async () => {
  const { id } = await opened();
  await orders.note(id, { step: 'undone', state: 'undone', reason: 'no-answer' });
  await orders.note(id, { step: 'cancelled-late', state: 'undoing' });
  expect(await orders.read(id)).toMatchObject({ state: 'undone', reason: 'no-answer' });
  await orders.note(id, { step: 'stuck', state: 'stuck', reason: 'too-late' });
  expect(await orders.read(id)).toMatchObject({ state: 'stuck', reason: 'too-late' });
});

it('cannot be written but by its functions', async () => {
  const { id } = await opened();
  await expect(db.app.query(`UPDATE payments.order SET state = 'delivered' WHERE id = '${id}'`)).rejects.toThrow(
    /permission denied/,
  );
  await expect(db.app.query("UPDATE payments.vendor SET endpoint = 'https://thief.example'")).rejects.toThrow(
    /permission denied/,
  );
});

it('keeps a vendor as it is put, and takes orders of no other', async () => {
  const directory = vendorDirectoryIn(db.app);
  const vendor = aKnownVendor({ id: 'changing', answers: 'poll', client: null });
  await directory.put(vendor);
  await directory.put({ ...vendor, enabled: false, feeMinor: 12n });
  expect(await directory.named('changing')).toEqual({ ...vendor, enabled: false, feeMinor: 12n });
  expect((await directory.all()).map(({ id }) => id)).toContain('changing');
  await expect(orders.open(anOrder({ id: newKey(), vendor: 'nobody' }))).rejects.toThrow();
});

it('tells which orders nobody carries to their end, the oldest first', async () => {
  const [placed, held, ended, stuck, young] = [
    await opened(),
    await opened(),
    await opened(),
    await opened(),
    await opened(),
  ];
  await orders.note(held.id, { step: 'held', state: 'held' });
  await orders.note(ended.id, { step: 'undone', state: 'undone' });
  await orders.note(stuck.id, { step: 'stuck', state: 'stuck' });
  const mine = [placed, held, ended, stuck].map(({ id }) => `'${id}'`).join();
  await db.admin.query(`UPDATE payments.order SET placed_at = now() - interval '2 hours' WHERE id IN (${mine})`);
  await db.admin.query(`UPDATE payments.order SET placed_at = now() - interval '3 hours' WHERE id = '${held.id}'`);
  const unfinished = unfinishedOrdersIn(db.app);
  const found = async (placedSec: number, lostSec: number, upTo = 10) =>
    (await unfinished({ placedSec, lostSec }, upTo)).map(({ id }) => id);
  expect(await found(3600, 3600)).toEqual([held.id, placed.id]);
  expect(await found(3600, 3600, 1)).toEqual([held.id]);
  expect(await found(3600, 4 * 3600)).toEqual([placed.id]);
  expect(await found(3 * 3600, 3600)).toEqual([held.id]);
  expect(await found(1800, 3600)).not.toContain(young.id);
  expect((await unfinished({ placedSec: 3600, lostSec: 3600 }, 1))[0]?.ageSec).toBeGreaterThanOrEqual(3 * 3600);
});

it('lists what has not ended well by state, the oldest first, page by page', async () => {
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => opened()));
  // Older than those of other tests; two of the same moment are ordered by their ids.
  const oldestFirst = [first?.id ?? '', ...others.map(({ id }) => id).toSorted()];
  for (const id of oldestFirst) await orders.note(id, { step: 'captured', state: 'captured' });
  const quoted = oldestFirst.map((id) => `'${id}'`).join();
  await db.admin.query(`UPDATE payments.order SET placed_at = '2025-01-02T00:00:00Z' WHERE id IN (${quoted})`);
  await db.admin.query(`UPDATE payments.order SET placed_at = '2025-01-01T00:00:00Z' WHERE id = '${oldestFirst[0]}'`);
  const listed = async (limit: number, after?: string) =>
    (await orders.list({ state: 'captured', limit, ...(after !== undefined && { after }) })).map(
      ({ order }) => order.id,
    );

  expect((await listed(100)).slice(0, 3)).toEqual(oldestFirst);
  expect(await listed(2)).toEqual(oldestFirst.slice(0, 2));
  expect(await listed(1, oldestFirst[1])).toEqual(oldestFirst.slice(2));
  // One that went on meanwhile still says where the next page begins.
  await orders.note(oldestFirst[0] ?? '', { step: 'delivered', state: 'delivered' });
  expect(await listed(2, oldestFirst[0])).toEqual(oldestFirst.slice(1));
  expect(await listed(2)).toEqual(oldestFirst.slice(1));
  expect(await listed(100, 'nobody')).toEqual([]);
});

it('finds a page of a state by an index, in its order', async () => {
  const plan = await db.admin.transaction(async (query) => {
    await query('SET LOCAL enable_seqscan = off');
    return query(
      `EXPLAIN SELECT id FROM payments.order
       WHERE state NOT IN ('delivered', 'undone') AND state = 'stuck' AND (placed_at, id) > ('-infinity', '')
       ORDER BY placed_at, id LIMIT 50`,
    );
  });
  const text = JSON.stringify(plan);
  expect(text).toContain('order_by_age');
  expect(text).not.toContain('Sort');
});

describe('an end', () => {
  const untold = () => untoldEndsIn(db.app);
  const age = (id: string, by: string) =>
    db.admin.query(`UPDATE payments.untold_order SET noted_at = noted_at - interval '${by}' WHERE order_id = '${id}'`);
  const waiting = async (id: string) => (await untold().waiting(100)).filter(({ orderId }) => orderId === id);

  it('is to be told from the moment it is noted until it was told, as it was noted', async () => {
    const { id } = await opened();
    await orders.note(id, { step: 'held', state: 'held' });
    await orders.note(id, { step: 'captured', state: 'captured', captured: 60_000n });
    const at = await orders.note(id, { step: 'delivered', state: 'delivered', captured: 60_000n });
    // Its execution is telling it.
    expect(await waiting(id)).toEqual([]);
    await age(id, '1 day');
    const dayBefore = new Date(Date.parse(at) - 86_400_000).toISOString();
    const end = { orderId: id, state: 'delivered', captured: 60_000n, reason: undefined, at: dayBefore };
    expect(await waiting(id)).toEqual([end]);
    await untold().told(id, 'undone');
    expect(await waiting(id)).toEqual([end]);
    await untold().told(id, 'delivered');
    // Its execution notes it once more, as it is slow and not dead.
    await orders.note(id, { step: 'delivered', state: 'delivered', captured: 60_000n });
    await age(id, '1 day');
    expect(await waiting(id)).toEqual([]);
  });

  it('waits for an hour when it was parked, behind those that were not', async () => {
    const [parked, other] = [await opened(), await opened()];
    for (const { id } of [parked, other]) {
      await orders.note(id, { step: 'undone', state: 'undone' });
      await age(id, '1 day');
    }
    const present = async () => {
      const ids = (await untold().waiting(100)).map(({ orderId }) => orderId);
      return ids.filter((id) => id === parked.id || id === other.id);
    };
    expect(await present()).toHaveLength(2);
    await untold().park(parked.id, 'undone', 'Error: it cannot be told');
    expect(await present()).toEqual([other.id]);
    await db.admin.query(
      `UPDATE payments.untold_order SET parked_at = parked_at - interval '61 minutes', noted_at = noted_at - interval '1 day'
       WHERE order_id = '${parked.id}'`,
    );
    expect(await present()).toEqual([other.id, parked.id]);
    await untold().told(parked.id, 'undone');
    expect(await present()).toEqual([other.id]);
  });

  it('is told once more when it got stuck after it', async () => {
    const { id } = await opened();
    await orders.note(id, { step: 'undone', state: 'undone', captured: 0n, reason: 'no-answer' });
    await orders.note(id, { step: 'cancelled-late', state: 'undone' });
    await orders.note(id, { step: 'stuck', state: 'stuck', captured: 0n, reason: 'too-late' });
    await age(id, '1 hour');
    expect(await waiting(id)).toMatchObject([
      { state: 'undone', reason: 'no-answer' },
      { state: 'stuck', reason: 'too-late' },
    ]);
  });

  it('can be noted as untold by nothing but what notes the end', async () => {
    const { id } = await opened();
    await expect(
      db.app.query(`INSERT INTO payments.untold_order VALUES ('${id}', 'delivered', 1, null, now())`),
    ).rejects.toThrow(/permission denied/);
  });
});
