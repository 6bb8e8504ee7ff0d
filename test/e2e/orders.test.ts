import type { OrderList, OrderView } from '../../lambdas/contracts/api/orders.ts';
import type { Cloud } from '../../local/cloud.ts';
import type { SandboxOrder } from '../../local/sandbox-vendor/behaviour.ts';
import { keysIn, withSandboxVendor } from '../../local/sandbox-vendor/register.ts';
import { signed } from '../../local/sandbox-vendor/signatures.ts';
import type { SandboxVendor } from '../../local/sandbox-vendor/start-sandbox-vendor.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { balanceOf, cashIn, inr, openWallets } from '../support/money.ts';
import { aPhone } from '../support/phones.ts';
import { storesOf } from '../support/stores.ts';
import { until } from '../support/until.ts';

const fee = 2;
let cloud: Cloud;
let sandbox: SandboxVendor;

beforeAll(async () => {
  // Waits of minutes take a tenth of a second; the vendor's own time is not shortened.
  cloud = await aCloud({ durableTimeScale: 0.01 });
  await allowManyPayments();
  await openWallets(cloud, { asha: 50_000, meena: 70_000, john: 100_000, ravi: 10, 'shop-1': 0, 'shop-poor': 0 });
  await cashIn(cloud, 'john', 30_000, 'second-john');
  // Nobody waits so long: the test says when a vendor is out of time.
  sandbox = await withSandboxVendor(cloud, { timeoutSec: 600, feeMinor: String(fee * 100) });
});

afterAll(async () => {
  await sandbox.stop();
  await cloud.stop();
});

/** One payer places every order here, in less time than anybody would: screening is not to stop them for that. */
async function allowManyPayments(): Promise<void> {
  type Sets = { readonly ruleSets: readonly { readonly rules: readonly { readonly id: string }[] }[] };
  const { body } = await callAs<Sets>(cloud, { client: 'operations' }, 'GET', '/v1/screening/rules');
  const rules = body.ruleSets[0]?.rules.filter(({ id }) => !id.startsWith('velocity'));
  const put = await callAs(cloud, { client: 'operations' }, 'PUT', '/v1/screening/rules', { currency: 'INR', rules });
  expect(put.status).toBe(200);
}

type Placed = { readonly status: number; readonly body: { readonly orderId: string } };

const place = (
  reference: string,
  rupees = 100,
  more: object = { merchant: 'shop-1' },
  payer = 'asha',
): Promise<Placed> =>
  callAs(
    cloud,
    { customer: payer },
    'POST',
    '/v1/orders',
    { vendor: 'sandbox', amount: inr(rupees), reference, ...more },
    { 'idempotency-key': `key-of-${reference}` },
  );

const read = async (orderId: string): Promise<OrderView> =>
  (await callAs<OrderView>(cloud, { client: 'operations' }, 'GET', `/v1/orders/${orderId}`)).body;

const ends: readonly string[] = ['delivered', 'undone', 'stuck'];

/** The order when it has ended. */
async function ended({ status, body: { orderId } }: Placed): Promise<OrderView> {
  expect(status).toBe(202);
  let order: OrderView | undefined;
  const isEnd = async (): Promise<boolean> => {
    order = await read(orderId).catch(() => undefined);
    return order !== undefined && ends.includes(order.state);
  };
  await until(isEnd, `the end of order ${orderId}`);
  return order ?? (await read(orderId));
}

/** Whether the vendor never answers such an order, or when nobody waits any more. */
const isSilent = (reference: string): boolean => /^(silent|late|stubborn)-/.test(reference);

/** The orders by their references, when all have ended; silent vendors run out of time when the others have answered. */
async function allEnded(placed: ReadonlyMap<string, Placed>): Promise<OrderView[]> {
  const endsOf = (isMine: (reference: string) => boolean) =>
    Promise.all([...placed].flatMap(([reference, each]) => (isMine(reference) ? [ended(each)] : [])));
  const answered = await endsOf((reference) => !isSilent(reference));
  // Again and again: an order may not wait for its vendor yet.
  const passing = setInterval(() => cloud.durable.expireCallbacks(), 50);
  const silent = await endsOf(isSilent).finally(() => clearInterval(passing));
  const references = [...placed.keys()];
  return [...answered, ...silent].toSorted((a, b) => references.indexOf(a.reference) - references.indexOf(b.reference));
}

const placeAll = async (references: readonly string[], rupees?: number): Promise<ReadonlyMap<string, Placed>> =>
  new Map(await Promise.all(references.map(async (each) => [each, await place(each, rupees)] as const)));

const atVendor = ({ orderId }: OrderView): SandboxOrder | undefined => sandbox.orders.get(orderId);
const stepsOf = ({ steps }: OrderView): string[] => steps.map(({ step }) => step);

/** Rupees that orders cost their payer. */
const costOf = (orders: readonly OrderView[]): number =>
  orders.reduce((sum, { captured }) => sum + (captured.minor === '0' ? 0 : Number(captured.minor) / 100 + fee), 0);

/** Paid and delivered, or neither: what is told of an order, and what its vendor thinks. */
async function expectWhole(orders: readonly OrderView[]): Promise<void> {
  for (const order of orders) {
    const isPaid = order.state === 'delivered';
    await until(() => (atVendor(order)?.state === 'delivered') === isPaid);
    expect([order.reference, order.captured.minor !== '0']).toEqual([order.reference, isPaid]);
  }
}

type Case = readonly [
  reference: string,
  state: string,
  reason: string | null,
  paid: number,
  steps: readonly string[],
  vendor: string | undefined,
];

const paid = ['placed', 'held', 'accepted', 'captured', 'delivered'];
const cases: readonly Case[] = [
  ['accept-1', 'delivered', null, 100, paid, 'delivered'],
  ['part-1', 'delivered', null, 50, paid, 'delivered'],
  ['later-1', 'delivered', null, 100, paid, 'delivered'],
  ['twice-1', 'delivered', null, 100, paid, 'delivered'],
  ['broken-1', 'delivered', null, 100, paid, 'delivered'],
  ['refuse-1', 'undone', 'vendor-refused', 0, ['placed', 'held', 'refused', 'undoing', 'voided', 'undone'], 'refused'],
  [
    'silent-1',
    'undone',
    'no-answer',
    0,
    ['placed', 'held', 'no-answer', 'undoing', 'voided', 'cancelled', 'undone'],
    'cancelled',
  ],
  [
    'hang-1',
    'undone',
    'no-answer',
    0,
    ['placed', 'held', 'no-answer', 'undoing', 'voided', 'cancelled', 'undone'],
    'cancelled',
  ],
  [
    'undelivered-1',
    'undone',
    'not-delivered',
    0,
    ['placed', 'held', 'accepted', 'captured', 'undoing', 'reversed', 'cancelled', 'undone'],
    'cancelled',
  ],
  [
    'stubborn-1',
    'stuck',
    'no-answer',
    0,
    ['placed', 'held', 'no-answer', 'undoing', 'voided', 'cancel-failed', 'stuck'],
    'asked',
  ],
];

it('pays what a vendor delivers, and gives back what it does not', async () => {
  const before = await balanceOf(cloud, 'asha');
  const orders = await allEnded(await placeAll(cases.map(([reference]) => reference)));

  expect(
    orders.map((order) => [
      order.reference,
      order.state,
      order.reason,
      Number(order.captured.minor) / 100,
      stepsOf(order),
      atVendor(order)?.state,
    ]),
  ).toEqual(cases);
  const spent = cases.reduce((sum, [, , , rupees]) => sum + (rupees === 0 ? 0 : rupees + fee), 0);
  expect(await balanceOf(cloud, 'asha')).toBe(before - spent * 100);
  expect(await balanceOf(cloud, 'shop-1')).toBe(45_000);
});

it('asks a vendor again that does not call', async () => {
  const order = await ended(await place('polled-1', 100, { vendor: 'sandbox-polled' }));
  expect(order).toMatchObject({ state: 'delivered', merchant: null });
});

it('tells a vendor to cancel that accepts when nobody waits any more, and captures nothing', async () => {
  const before = await balanceOf(cloud, 'asha');
  const [order] = await allEnded(await placeAll(['late-1']));
  if (order === undefined) throw new Error('no order');
  expect(order.state).toBe('undone');
  await until(async () => stepsOf(await read(order.orderId)).includes('cancelled-late'));
  expect(atVendor(order)).toMatchObject({ state: 'cancelled', cancelled: 2, outcomes: ['too-late'] });
  expect(await balanceOf(cloud, 'asha')).toBe(before);
});

it('takes a second call of a vendor for the first', async () => {
  const order = await ended(await place('twice-2'));
  await until(() => atVendor(order)?.outcomes.length === 2);
  expect(atVendor(order)?.outcomes).toEqual(['taken', 'taken']);
  const again = await answerAs('sandbox', order.orderId, { status: 'accepted' });
  expect(again).toMatchObject({ status: 200, body: { outcome: 'taken' } });
  expect(await answerAs('sandbox', order.orderId, { status: 'refused' })).toMatchObject({ status: 409 });
  expect(await read(order.orderId)).toEqual(order);
});

it('hears nobody but the vendor, and shows an order to nobody but its payer', async () => {
  const { body } = await place('silent-2');
  const path = `/v1/vendor-callbacks/${body.orderId}`;
  for (const who of [{ client: 'operations' }, { customer: 'asha' }])
    expect((await callAs(cloud, who, 'POST', path, { status: 'accepted' })).status).toBe(403);
  expect((await callAs(cloud, { customer: 'ravi' }, 'GET', `/v1/orders/${body.orderId}`)).status).toBe(404);
  expect((await callAs(cloud, { customer: 'asha' }, 'GET', `/v1/orders/${body.orderId}`)).status).toBe(200);
});

it('places one order for a key, and another request under it is refused', async () => {
  const first = await place('accept-2');
  expect(first.status).toBe(202);
  expect((await place('accept-2')).body).toEqual(first.body);
  expect((await place('accept-2', 101)).status).toBe(409);
  expect(await place('too-much-1', 200_000)).toMatchObject({ status: 422 });
});

it('undoes at once what the payer cannot pay', async () => {
  const order = await ended(await place('accept-3', 100, { merchant: 'shop-1' }, 'ravi'));
  expect(order).toMatchObject({ state: 'undone', reason: 'insufficient-funds' });
  expect(atVendor(order)).toBeUndefined();
});

it('lets screening stop an order before anything is kept of it', async () => {
  // Above Rs 50,000 a confirmation is asked for.
  const refused = await place('accept-4', 60_000);
  expect(refused).toMatchObject({ status: 403, body: { type: expect.stringContaining('step-up-required') } });
  expect([...sandbox.orders.values()].map(({ reference }) => reference)).not.toContain('accept-4');
});

it('places an order that screening stopped once a phone of the payer confirms it', async () => {
  const phone = aPhone();
  expect((await callAs(cloud, { customer: 'meena' }, 'PUT', '/v1/device-keys/phone-1', phone.key)).status).toBe(200);
  const body = { vendor: 'sandbox', amount: inr(60_000), reference: 'accept-5' };
  const send = (headers: object) =>
    callAs<{ toSign?: string; orderId: string }>(cloud, { customer: 'meena' }, 'POST', '/v1/orders', body, {
      'idempotency-key': 'order-to-confirm',
      ...headers,
    });
  const toSign = 'order-to-confirm\norder sandbox\n6000000 INR';
  expect(await send({})).toMatchObject({ status: 403, body: { toSign } });
  expect((await send(phone.header(toSign.replace('order sandbox', 'cash-out sandbox')))).status).toBe(403);
  const placed = await send(phone.header(toSign));
  expect(placed.status).toBe(202);
  expect((await ended(placed)).state).toBe('delivered');
});

it('takes money out through a vendor that is a bank', async () => {
  const before = await balanceOf(cloud, 'asha');
  const placed = await callAs<{ orderId: string }>(
    cloud,
    { customer: 'asha' },
    'POST',
    '/v1/cash-outs',
    { vendor: 'sandbox', amount: inr(500), reference: 'later-out' },
    { 'idempotency-key': 'cash-out-1' },
  );
  expect(placed.status).toBe(202);
  expect(await ended(placed)).toMatchObject({ kind: 'cash-out', state: 'delivered' });
  expect(await balanceOf(cloud, 'asha')).toBe(before - (500 + fee) * 100);
});

it('lets operators change a vendor, and takes no address without TLS but the laptop’s own, and none without keys', async () => {
  const { body } = await callAs<{ vendors: Record<string, unknown>[] }>(
    cloud,
    { client: 'operations' },
    'GET',
    '/v1/vendors',
  );
  const { vendorId, ...known } = body.vendors.find((each) => each.vendorId === 'sandbox-polled') ?? {};
  expect(vendorId).toBe('sandbox-polled');
  const put = (vendor: string, endpoint: unknown) =>
    callAs(cloud, { client: 'operations' }, 'PUT', `/v1/vendors/${vendor}`, { ...known, endpoint });
  expect((await put('sandbox-polled', 'http://vendor.example')).status).toBe(400);
  expect((await put('somebody', 'https://vendor.example/orders')).status).toBe(400);
  expect((await put('sandbox-polled', 'https://vendor.example/orders')).status).toBe(200);
  expect((await put('sandbox-polled', known.endpoint)).status).toBe(200);
});

it('counts cash-outs that wait for their vendor towards the day’s limit, until they are undone', async () => {
  const out = (reference: string) =>
    callAs<{ orderId: string; type?: string }>(
      cloud,
      { customer: 'john' },
      'POST',
      '/v1/cash-outs',
      { vendor: 'sandbox', amount: inr(10_000), reference },
      { 'idempotency-key': `key-of-${reference}` },
    );
  const references = Array.from({ length: 10 }, (_, index) => `silent-out-${index}`);
  const placed = new Map(await Promise.all(references.map(async (each) => [each, await out(each)] as const)));
  for (const { status, body } of placed.values()) {
    expect(status).toBe(202);
    await until(async () => (await read(body.orderId)).state === 'held');
  }
  await cloud.drained();
  expect(await out('later-more')).toMatchObject({ status: 403, body: { type: '/docs#problem-step-up-required' } });

  for (const { state } of await allEnded(placed)) expect(state).toBe('undone');
  await cloud.drained();
  const more = await out('later-more');
  expect(more.status).toBe(202);
  expect((await ended(more)).state).toBe('delivered');
});

/** An answer as the sandbox would send it. */
async function answerAs(client: string, orderId: string, body: object) {
  const path = `/v1/vendor-callbacks/${orderId}`;
  const call = { method: 'POST', path, body: JSON.stringify(body) };
  return callAs<{ outcome?: string }>(cloud, { client }, 'POST', path, body, signed(call, await keysIn(cloud, client)));
}

/** The calls that a saga makes of AWS. */
const places = [
  ['rds-data', 'ExecuteStatement'],
  ['lambda', 'CheckpointDurableExecution'],
  ['kinesis', 'PutRecords'],
] as const;
const moments = ['before', 'during', 'after'] as const;

it('brings every order to its end although workers die before, during and after every call', async () => {
  const before = [await balanceOf(cloud, 'asha'), await balanceOf(cloud, 'shop-1')];
  const references = ['accept', 'part', 'later', 'refuse', 'undelivered', 'late'];
  // Each at a call of its own, spread over all that the orders make.
  for (const [service, operation] of places)
    for (let call = 0; call < 24; call++) {
      const when = moments[call % moments.length] ?? 'before';
      cloud.faults.inject({
        kind: 'crash',
        when,
        service,
        operation,
        principal: 'OrderSaga',
        skip: call * 3,
        times: 1,
      });
    }
  // Vendors call again when they are not answered.
  for (const [call, when] of moments.entries()) {
    const dying = { kind: 'crash', when, principal: 'VendorCallbacks', times: 1 } as const;
    cloud.faults.inject({ ...dying, service: 'rds-data', skip: call * 4 });
    cloud.faults.inject({ ...dying, operation: 'SendDurableExecutionCallbackSuccess', skip: call });
  }
  const struckBefore = cloud.faults.struck();
  const rounds = [1, 2, 3].flatMap((round) => references.map((reference) => `${reference}-crash-${round}`));
  const all = await allEnded(await placeAll(rounds, 10));
  cloud.faults.clear();

  expect(cloud.faults.struck() - struckBefore).toBeGreaterThan(50);
  const states = Object.fromEntries(
    references.map((reference) => [
      reference,
      [...new Set(all.filter((order) => order.reference.startsWith(`${reference}-`)).map(({ state }) => state))],
    ]),
  );
  expect(states).toEqual({
    accept: ['delivered'],
    part: ['delivered'],
    later: ['delivered'],
    refuse: ['undone'],
    undelivered: ['undone'],
    late: ['undone'],
  });
  await expectWhole(all);
  expect(await balanceOf(cloud, 'asha')).toBe((before[0] ?? 0) - costOf(all) * 100);
  const sold = all.reduce((sum, { captured }) => sum + Number(captured.minor), 0);
  expect(await balanceOf(cloud, 'shop-1')).toBe((before[1] ?? 0) + sold);
});

it('goes on with every order after everything was stopped in the middle', async () => {
  const before = await balanceOf(cloud, 'asha');
  const references = ['accept', 'later', 'silent', 'undelivered', 'part', 'late'];
  const placed = await placeAll(
    references.map((reference) => `${reference}-restart`),
    10,
  );
  await cloud.restart('abruptly');
  const orders = await allEnded(placed);
  const isPaid = Object.fromEntries(orders.map(({ reference, state }) => [reference, state === 'delivered']));
  expect(isPaid).toEqual({
    'accept-restart': true,
    'later-restart': true,
    'part-restart': true,
    'silent-restart': false,
    'undelivered-restart': false,
    'late-restart': false,
  });
  await expectWhole(orders);
  expect(await balanceOf(cloud, 'asha')).toBe(before - costOf(orders) * 100);
});

it('hears nobody who has the vendor’s token and not its key', async () => {
  const { body } = await place('later-forged');
  const path = `/v1/vendor-callbacks/${body.orderId}`;
  const forged = { 'sangam-signature': `t=${Math.floor(Date.now() / 1000)},k=k1,v1=${'0'.repeat(64)}` };
  for (const headers of [{}, forged])
    expect(await callAs(cloud, { client: 'sandbox' }, 'POST', path, { status: 'refused' }, headers)).toMatchObject({
      status: 401,
      body: { type: '/docs#problem-signature-refused' },
    });
  expect((await ended({ status: 202, body })).state).toBe('delivered');
  expect(sandbox.refused).toEqual([]);
});

it('holds no money in the end, has told each order once, and finds the books in order', async () => {
  await until(() => {
    // One of an order above is still waited for.
    cloud.durable.expireCallbacks();
    return [...sandbox.orders.values()].every(
      ({ reference, state }) =>
        reference.startsWith('stubborn') || ['delivered', 'cancelled', 'refused'].includes(state),
    );
  });
  await cloud.drained();
  for (const owner of ['asha', 'ravi', 'shop-1'])
    expect((await callAs(cloud, { client: 'operations' }, 'GET', `/v1/accounts/${owner}:INR`)).body).toMatchObject({
      held: inr(0),
    });
  const stores = storesOf(cloud);
  const told = (await stores.records('DomainEvents'))
    .map((text) => JSON.parse(text) as { id: string; type: string; data: { orderId: string } })
    .filter(({ type }) => type.startsWith('sangam.payments.order-'));
  const [untold] = await stores.sql<{ orders: number }>(
    'SELECT count(*)::integer AS orders FROM payments.untold_order',
  );
  stores.close();
  expect(untold?.orders).toBe(0);
  const ids = (type: string) =>
    new Set(told.filter((each) => each.type.endsWith(`-${type}.v1`)).map(({ id }) => id)).size;
  expect(ids('placed')).toBe(ids('delivered') + ids('undone') + ids('stuck'));
  expect(ids('stuck')).toBe(1);
  const waiting = await callAs<OrderList>(cloud, { client: 'operations' }, 'GET', '/v1/orders?status=stuck');
  expect(waiting.body.orders).toMatchObject([{ state: 'stuck', reference: expect.stringMatching(/^stubborn/) }]);
  expect(waiting.body.next).toBeNull();
  expect((await callAs(cloud, { customer: 'asha' }, 'GET', '/v1/orders?status=stuck')).status).toBe(403);
  expect(cloud.metric('OrdersStuck').sum).toBeGreaterThan(0);
  expect(await cloud.fire('Verify')).toBe(1);
  await cloud.drained();
  expect(cloud.metric('LedgerVerified').sum).toBe(1);
  expect(cloud.metric('AccountsDrifted').sum + cloud.metric('CurrenciesUnbalanced').sum).toBe(0);
});
