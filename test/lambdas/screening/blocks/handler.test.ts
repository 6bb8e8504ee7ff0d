import { block, blocks } from '../../../../lambdas/contracts/api/screening-blocks.ts';
import type { KeptBlock } from '../../../../lambdas/screening/adapters/blocks-table.ts';
import { makeBlocks } from '../../../../lambdas/screening/blocks/handler.ts';
import { silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';

const now = new Date('2026-11-21T06:30:00.000Z');

function setUp() {
  const kept = new Map<string, KeptBlock>();
  const puts: KeptBlock[] = [];
  const clock = { now };
  const handler = makeBlocks({
    blocks: {
      list: async ({ limit, after = '' }) => {
        const all = [...kept].map(([customerId, each]) => ({ customerId, ...each }));
        const rest = all.filter(({ customerId }) => customerId > after);
        const page = rest.slice(0, limit);
        return { blocks: page, next: rest.length > limit ? page.at(-1)?.customerId : undefined };
      },
      find: async (customerId) => kept.get(customerId),
      put: async (customerId, wanted) => {
        puts.push(wanted);
        kept.set(customerId, wanted);
      },
      lift: async (customerId) => void kept.delete(customerId),
    },
    now: () => clock.now,
    log: silentLog,
    meter: silentMeter,
  });
  const list = (query: Record<string, string> = {}) =>
    handler(
      httpEvent({ route: 'GET /v1/screening/blocks', query, subject: 'operations', scope: 'ops/read', headers: {} }),
    );
  const call = (method: 'GET' | 'PUT' | 'DELETE', body?: unknown, subject = 'operations', customerId = 'asha') =>
    handler(
      httpEvent({
        ...{ route: `${method} /v1/screening/blocks/{customerId}`, path: { customerId }, subject },
        ...{ scope: method === 'GET' ? 'ops/read' : 'ops/write', ...(body !== undefined && { body }) },
      }),
    );
  return { call, list, puts, clock };
}

it('blocks a customer, tells who did and why, and lets them pay again', async () => {
  const { call } = setUp();
  expect((await call('GET')).statusCode).toBe(404);
  const put = await call('PUT', { reason: 'account-takeover' });
  expect(block.parse(jsonOf(put))).toEqual({
    ...{ customerId: 'asha', reason: 'account-takeover', until: null },
    ...{ since: now.toISOString(), by: 'operations' },
  });
  expect(jsonOf(await call('GET'))).toEqual(jsonOf(put));
  expect((await call('DELETE')).statusCode).toBe(204);
  expect((await call('GET')).statusCode).toBe(404);
  expect((await call('DELETE')).statusCode).toBe(204);
});

it('takes the same again for what it is, and another block in its place', async () => {
  const { call, puts, clock } = setUp();
  const wanted = { reason: 'account-takeover', until: '2026-11-22T12:00:00+05:30' };
  const first = jsonOf(await call('PUT', wanted));
  clock.now = new Date(now.getTime() + 1000);
  expect(jsonOf(await call('PUT', wanted, 'somebody-else'))).toEqual(first);
  await call('PUT', { ...wanted, reason: 'court-order' }, 'somebody-else');
  expect(puts).toMatchObject([
    { reason: 'account-takeover', until: '2026-11-22T06:30:00.000Z', by: 'operations' },
    { reason: 'court-order', by: 'somebody-else' },
  ]);
});

it('knows nothing of a block that is over, and sets it anew', async () => {
  const { call, puts, clock } = setUp();
  await call('PUT', { reason: 'account-takeover', until: '2026-11-21T07:00:00Z' });
  clock.now = new Date('2026-11-21T07:00:00Z');
  expect((await call('GET')).statusCode).toBe(404);
  await call('PUT', { reason: 'account-takeover' });
  expect(puts).toHaveLength(2);
});

it('refuses one that would be over already', async () => {
  const { call, puts } = setUp();
  const answer = await call('PUT', { reason: 'account-takeover', until: now.toISOString() });
  expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer: '/until' }] });
  expect(puts).toEqual([]);
});

it('lists who is blocked in pages, and nobody whose block is over', async () => {
  const { call, list, clock } = setUp();
  for (const customer of ['asha', 'meera', 'ravi'])
    await call(
      'PUT',
      { reason: 'account-takeover', ...(customer === 'meera' && { until: '2026-11-21T07:00:00Z' }) },
      'operations',
      customer,
    );
  const ids = (answer: Awaited<ReturnType<typeof list>>) => {
    const { blocks: found, next } = blocks.parse(jsonOf(answer));
    return [found.map(({ customerId }) => customerId), next];
  };
  expect(ids(await list({ limit: '2' }))).toEqual([['asha', 'meera'], 'meera']);
  expect(ids(await list({ limit: '2', after: 'meera' }))).toEqual([['ravi'], null]);
  clock.now = new Date('2026-11-21T08:00:00.000Z');
  expect(ids(await list())).toEqual([['asha', 'ravi'], null]);
  expect((await list({ limit: '101' })).statusCode).toBe(400);
});
