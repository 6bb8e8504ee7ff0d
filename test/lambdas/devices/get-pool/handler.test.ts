import { pool } from '../../../../lambdas/contracts/api/apps.ts';
import type { LoadCatalogue } from '../../../../lambdas/devices/adapters/catalogue-table.ts';
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

const get = (
  query?: Record<string, string>,
  readPool: () => Promise<ReadonlyMap<string, number>> = async () => sums,
  loadCatalogue: LoadCatalogue = unexpected('loadCatalogue'),
) =>
  makeGetPool({ readPool, loadCatalogue, log: silentLog, meter: silentMeter })(
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
  [{ category: 'UPI apps' }],
])('does not read the pool for %j', async (query) => {
  const answer = await get(query, unexpected('readPool'));
  expect(problemOf(answer)).toMatchObject({
    status: 400,
    errors: [{ in: 'query', pointer: `/${Object.keys(query)[0]}` }],
  });
});

describe('a category', () => {
  const installed = new Map([
    ['app#com.phonepe.app', 5],
    ['app#in.example.upi', 7],
    ['app#com.example.loans', 3],
    ['app#com.android.rupeeloan', 2],
    ['app#in.gone.upi', 0],
    ['app#com.example', 1],
    ['category#upi', 9],
    ['category#lender', 3],
  ]);
  const catalogue = new Map([
    ['com.phonepe.app', 'upi'],
    ['com.example.loans', 'bnpl'],
  ]);
  const of = async (category: string, page: Record<string, string> = {}) =>
    pool.parse(
      jsonOf(
        await get(
          { category, ...page },
          async () => installed,
          async () => catalogue,
        ),
      ),
    );

  it('has apps by the catalogue and by their names, and counts them alone', async () => {
    expect(await of('upi')).toEqual({
      categories: [
        { category: 'upi', customers: 9 },
        { category: 'lender', customers: 3 },
      ],
      apps: [
        { package: 'in.example.upi', customers: 7 },
        { package: 'com.phonepe.app', customers: 5 },
      ],
      total: 2,
    });
  });

  it('is in pages of its own', async () => {
    expect(await of('upi', { limit: '1', offset: '1' })).toMatchObject({
      apps: [{ package: 'com.phonepe.app', customers: 5 }],
      total: 2,
    });
  });

  it.each([
    ['bnpl', ['com.example.loans']],
    // It passed the edge, so somebody installed it, whatever its name looks like.
    ['lender', ['com.android.rupeeloan']],
    ['unknown', ['com.example']],
    ['made-up', []],
  ])('%s has what the catalogue says before the name: %j', async (category, names) => {
    const { apps, total } = await of(category);
    expect(apps.map((app) => app.package)).toEqual(names);
    expect(total).toBe(names.length);
  });
});
