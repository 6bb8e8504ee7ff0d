import { block } from '../../../../lambdas/contracts/api/screening-blocks.ts';
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
  const call = (method: 'GET' | 'PUT' | 'DELETE', body?: unknown, subject = 'operations') =>
    handler(
      httpEvent({
        ...{ route: `${method} /v1/screening/blocks/{customerId}`, path: { customerId: 'asha' }, subject },
        ...{ scope: method === 'GET' ? 'ops/read' : 'ops/write', ...(body !== undefined && { body }) },
      }),
    );
  return { call, puts, clock };
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
