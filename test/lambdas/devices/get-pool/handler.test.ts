import { pool } from '../../../../lambdas/contracts/api/apps.ts';
import { makeGetPool } from '../../../../lambdas/devices/get-pool/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';

const sums = new Map([
  ['app#com.whatsapp', 2],
  ['app#com.phonepe.app', 3],
  ['app#in.gone', 0],
  ['app#com.example', 2],
  ['category#upi', 3],
  ['category#communication', 2],
]);

const get = (query?: Record<string, string>, readPool: () => Promise<ReadonlyMap<string, number>> = async () => sums) =>
  makeGetPool({ readPool, log: silentLog, meter: silentMeter })(
    httpEvent({ route: 'GET /v1/apps/pool', headers: {}, subject: 'ops', scope: 'ops/read', ...(query && { query }) }),
  );

it('tells the most common first, and nothing that nobody has', async () => {
  expect(pool.parse(jsonOf(await get()))).toEqual({
    categories: [
      { category: 'upi', customers: 3 },
      { category: 'communication', customers: 2 },
    ],
    apps: [
      { package: 'com.phonepe.app', customers: 3 },
      { package: 'com.example', customers: 2 },
      { package: 'com.whatsapp', customers: 2 },
    ],
    total: 3,
  });
});

it('tells a part of the apps on demand, and how many there are', async () => {
  expect(jsonOf(await get({ limit: '1', offset: '1' }))).toMatchObject({
    apps: [{ package: 'com.example', customers: 2 }],
    total: 3,
  });
});

it.each([
  [{ limit: '0' }],
  [{ limit: '1001' }],
  [{ limit: 'all' }],
  [{ limit: '1,2' }],
  [{ offset: '-1' }],
  [{ page: '2' }],
])('does not read the pool for %j', async (query) => {
  const answer = await get(query, unexpected('readPool'));
  expect(problemOf(answer)).toMatchObject({
    status: 400,
    errors: [{ in: 'query', pointer: `/${Object.keys(query)[0]}` }],
  });
});
