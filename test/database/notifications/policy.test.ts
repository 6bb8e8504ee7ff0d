import { aPolicy, aProductState } from '../../../lambdas/contracts/api/notification-policy-examples.ts';
import { policyState, productState } from '../../../lambdas/contracts/api/notification-policy-state.ts';
import { policiesIn } from '../../../lambdas/notifications/adapters/policy-table.ts';
import { productsIn } from '../../../lambdas/notifications/adapters/products-table.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const withCap = (perDay: number) => ({ ...aPolicy, caps: { promotional: { perDay, perWeek: 50 } } });

it('adds a version with each change, and keeps one that is said again', async () => {
  const policies = policiesIn(db.app);
  const first = policyState.parse(await policies.newest());
  const second = await policies.put(withCap(11), 'operations');
  expect(second).toMatchObject({ ...withCap(11), version: first.version + 1, changedBy: 'operations' });
  expect(await policies.put(withCap(11), 'somebody else')).toEqual(second);
  expect(await policies.newest()).toEqual(second);
});

it('lets one of many writers at the same time be the newest, and tells the others', async () => {
  const policies = policiesIn(db.app);
  const answers = await Promise.all([21, 22, 23, 24].map((cap) => policies.put(withCap(cap), 'operations')));
  const newest = await policies.newest();
  const kept = answers.filter((answer) => answer !== undefined);
  expect(kept).toContainEqual(newest);
  expect(new Set(kept.map(({ version }) => version)).size).toBe(kept.length);
});

it('keeps products beside those of the first day', async () => {
  const products = productsIn(db.app);
  const shipped = await products.all();
  for (const each of shipped) expect(productState.parse(each)).toEqual(each);
  const { productId: _, enabled, ...wanted } = aProductState;
  await products.put('test-advance', wanted, enabled);
  expect(await products.all('test-advance')).toEqual([{ ...aProductState, productId: 'test-advance' }]);
  await products.put('test-advance', { ...wanted, name: 'Another Advance' }, false);
  expect(await products.all('test-advance')).toMatchObject([{ name: 'Another Advance', enabled: false }]);
  expect(await products.all()).toHaveLength(shipped.length + 1);
  expect(await products.all('no-such-product')).toEqual([]);
});
