import type { SagaEvent } from '../../../../lambdas/payments/adapters/executions.ts';
import type { Screened } from '../../../../lambdas/payments/adapters/screened-post.ts';
import { inr } from '../../../../lambdas/payments/domain/money.ts';
import type { Order } from '../../../../lambdas/payments/domain/order/order.ts';
import { heldForReview } from '../../../../lambdas/payments/domain/screened.ts';
import { requestKey } from '../../../../lambdas/payments/domain/transfer-id.ts';
import { makeOrders, type OrdersDeps } from '../../../../lambdas/payments/orders/handler.ts';
import { Problem } from '../../../../lambdas/shared/problem.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKnownOrder, aKnownVendor, anOrder } from '../../../support/orders.ts';
import { aPhone } from '../../../support/phones.ts';

const inert: OrdersDeps = {
  orders: { open: unexpected('open'), read: async () => undefined, list: unexpected('list') },
  vendorNamed: async (id) => aKnownVendor({ id }),
  screen: async (operation) => ({ do: 'post', operation }),
  start: unexpected('start'),
  log: silentLog,
  meter: silentMeter,
};
const wanted = {
  vendor: 'bill-payments',
  merchant: 'shop-1',
  amount: { minor: '125000', currency: 'INR' },
  reference: 'bill-1',
};
const placing = (changes: object = {}, route = 'POST /v1/orders') =>
  httpEvent({
    route,
    headers: { 'content-type': 'application/json', 'idempotency-key': 'order-4711' },
    body: { ...wanted, ...changes },
  });

function opening(answer: 'opened' | 'known' | 'id-reused', changes: Partial<OrdersDeps> = {}) {
  const opened: Order[] = [];
  const started: SagaEvent[] = [];
  const handler = makeOrders({
    ...inert,
    orders: {
      ...inert.orders,
      open: async (order) => {
        opened.push(order);
        return answer;
      },
    },
    start: async (event) => void started.push(event),
    ...changes,
  });
  return { handler, opened, started };
}

it('keeps the order with the terms of its vendor, and starts its execution', async () => {
  const { handler, opened, started } = opening('opened', {
    vendorNamed: async (id) => aKnownVendor({ id, feeMinor: 700n, timeoutSec: 45 }),
  });
  const answer = await handler(placing());
  expect(answer.statusCode).toBe(202);
  expect(opened).toMatchObject([
    { payer: 'asha', kind: 'order', merchant: 'shop-1', terms: { feeMinor: 700n, timeoutSec: 45 } },
  ]);
  expect(started).toEqual([{ run: 'order', orderId: jsonOf<{ orderId: string }>(answer).orderId }]);
});

it('starts again what was placed before: the first call may have died in between', async () => {
  const { handler, started } = opening('known');
  const answer = await handler(placing());
  expect(answer).toMatchObject({ statusCode: 202, headers: { 'idempotency-replayed': 'true' } });
  expect(started).toHaveLength(1);
});

it('refuses another request under the same key, and starts nothing', async () => {
  const { handler, started } = opening('id-reused');
  expect((await handler(placing())).statusCode).toBe(409);
  expect(started).toEqual([]);
});

it('pays the vendor itself for a cash-out', async () => {
  const { handler, opened } = opening('opened');
  const { merchant: _, ...rest } = wanted;
  const cashOut = { ...rest, context: { deviceId: 'phone-1' } };
  await handler(
    httpEvent({ route: 'POST /v1/cash-outs', headers: placing().headers as Record<string, string>, body: cashOut }),
  );
  expect(opened).toMatchObject([{ kind: 'cash-out', merchant: null, context: { deviceId: 'phone-1' } }]);
});

it.each([
  ['is not there', undefined, 400],
  ['is not enabled', aKnownVendor({ enabled: false }), 400],
  ['takes no orders', aKnownVendor({ endpoint: null }), 400],
  ['has another currency', aKnownVendor({ currency: 'USD' }), 400],
  ['takes less at most', aKnownVendor({ maxMinor: 124_999n }), 422],
  ['takes more at least', aKnownVendor({ minMinor: 125_001n }), 422],
])('refuses an order whose vendor %s', async (_, vendor, status) => {
  const handler = makeOrders({ ...inert, vendorNamed: async () => vendor });
  expect((await handler(placing())).statusCode).toBe(status);
});

it('holds a repeat to nothing that the vendor changed since', async () => {
  const { handler, started } = opening('known', { vendorNamed: async () => aKnownVendor({ enabled: false }) });
  expect((await handler(placing())).statusCode).toBe(400);
  const known = { ...inert.orders, open: async () => 'known' as const, read: async () => aKnownOrder() };
  const again = makeOrders({
    ...inert,
    orders: known,
    vendorNamed: async () => aKnownVendor({ enabled: false }),
    start: async (event) => void started.push(event),
  });
  expect((await again(placing())).statusCode).toBe(202);
  expect(started).toHaveLength(1);
});

describe('screening', () => {
  const told: string[] = [];
  const tell = async () => void told.push('told');
  const asked: Parameters<OrdersDeps['screen']>[] = [];
  const screenedTo =
    (answer: Exclude<Screened, { readonly do: 'post' }>): OrdersDeps['screen'] =>
    async (...what) => {
      asked.push(what);
      return answer;
    };
  const stepUp = new Problem('step-up-required', 'Ask for a second factor.');
  const held = heldForReview({
    op: 'post',
    ...requestKey('order', 'any'),
    debit: 'asha:INR',
    credit: 'shop-1:INR',
    amount: inr(125_000n),
  });

  beforeEach(() => {
    told.length = 0;
    asked.length = 0;
  });

  it.each<[string, Exclude<Screened, { readonly do: 'post' }>, string]>([
    ['refuses', { do: 'refuse', problem: stepUp, tell }, 'step-up-required'],
    ['would let an operator look at', { do: 'hold', operation: held, tell }, 'payment-blocked'],
  ])('stops and tells of an order that it %s, and keeps nothing of it', async (_, answer, kind) => {
    const handler = makeOrders({ ...inert, screen: screenedTo(answer) });
    expect(problemOf(await handler(placing())).type).toContain(kind);
    expect(told).toEqual(['told']);
    expect(asked).toMatchObject([
      [
        { debit: 'asha:INR', credit: 'shop-1:INR', amount: { minor: 125_000n, currency: 'INR' } },
        { toSign: expect.stringMatching(/^[^\n]+\norder bill-payments shop-1\n125000 INR$/), confirmation: undefined },
      ],
    ]);
  });

  it('looks at a cash-out as at what is paid of it, which is no customer’s, with where it was asked for', async () => {
    const handler = makeOrders({ ...inert, screen: screenedTo({ do: 'refuse', problem: stepUp, tell }) });
    const { merchant: _, ...cashOut } = wanted;
    const context = { deviceId: 'phone-1' };
    const headers = placing().headers as Record<string, string>;
    const signed = { ...headers, ...aPhone().header('anything') };
    await handler(httpEvent({ route: 'POST /v1/cash-outs', headers: signed, body: { ...cashOut, context } }));
    expect(asked).toMatchObject([
      [
        { credit: 'system:vendor-settlement:INR', kind: 'cash-out' },
        {
          context,
          toSign: expect.stringMatching(/^[^\n]+\ncash-out bill-payments\n125000 INR$/),
          confirmation: { deviceId: 'phone-1' },
        },
      ],
    ]);
  });

  it('is not asked again about what was placed', async () => {
    const { handler } = opening('known', {
      orders: { ...inert.orders, open: async () => 'known', read: async () => aKnownOrder() },
      start: async () => undefined,
      screen: unexpected('screen'),
    });
    expect((await handler(placing())).statusCode).toBe(202);
  });
});

it('lets nobody pay themselves', async () => {
  const { errors } = problemOf(await makeOrders(inert)(placing({ merchant: 'asha' })));
  expect(errors).toMatchObject([{ pointer: '/merchant' }]);
});

describe('an order', () => {
  const show = (subject: string, scope: string) =>
    makeOrders({
      ...inert,
      orders: { ...inert.orders, read: async () => aKnownOrder({ state: 'undone', reason: 'no-answer' }) },
    })(
      httpEvent({
        route: 'GET /v1/orders/{orderId}',
        path: { orderId: aKnownOrder().order.id },
        subject,
        scope,
      }),
    );

  it('is shown to who pays it and to operators, with its steps', async () => {
    for (const answer of [await show('asha', 'customers/self'), await show('operations', 'ops/read')])
      expect([answer.statusCode, jsonOf(answer)]).toEqual([
        200,
        expect.objectContaining({
          state: 'undone',
          reason: 'no-answer',
          steps: [expect.objectContaining({ step: 'placed' })],
        }),
      ]);
  });

  it('is not there for anybody else, its merchant included', async () => {
    expect((await show('shop-1', 'customers/self')).statusCode).toBe(404);
  });
});

describe('a list', () => {
  const ids = ['1', '2', '3'].map((end) => `5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a1${end}`);
  const stuck = ids.map((id) => aKnownOrder({ order: anOrder({ id }), state: 'stuck', reason: 'no-answer' }));

  function list(query: Record<string, string>) {
    const asked: unknown[] = [];
    const handler = makeOrders({
      ...inert,
      orders: {
        ...inert.orders,
        list: async (page) => {
          asked.push(page);
          return stuck.slice(0, page.limit);
        },
      },
    });
    const answer = handler(
      httpEvent({ route: 'GET /v1/orders', headers: {}, subject: 'operations', scope: 'ops/read', query }),
    );
    return { asked, answer };
  }

  it('shows orders of a status a page at a time, and where the next one begins', async () => {
    const { answer, asked } = list({ status: 'stuck', limit: '2' });
    expect(jsonOf(await answer)).toMatchObject({
      orders: [
        { orderId: ids[0], state: 'stuck', reason: 'no-answer' },
        { orderId: ids[1], state: 'stuck' },
      ],
      next: ids[1],
    });
    expect(asked).toEqual([{ state: 'stuck', limit: 3 }]);
  });

  it('is of those that wait for a person unless it is asked for others', async () => {
    const { answer, asked } = list({});
    expect((await answer).statusCode).toBe(200);
    expect(asked).toEqual([{ state: 'stuck', limit: 51 }]);
  });

  it('says that nothing follows the last page', async () => {
    const { answer, asked } = list({ status: 'stuck', limit: '3', after: ids[0] ?? '' });
    expect(jsonOf(await answer)).toMatchObject({ next: null });
    expect(asked).toEqual([{ state: 'stuck', limit: 4, after: ids[0] }]);
  });

  it.each([
    [{ state: 'stuck' }],
    [{ status: 'delivered' }],
    [{ status: 'stuck', after: 'order-1' }],
    [{ status: 'stuck', limit: '0' }],
  ])('is not made of %j', async (query) => {
    const { answer, asked } = list(query);
    expect((await answer).statusCode).toBe(400);
    expect(asked).toEqual([]);
  });
});
