import { ruleSetsIn } from '../../../lambdas/screening/adapters/rule-sets.ts';
import { shippedRules } from '../../../lambdas/screening/domain/rules/shipped-rules.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

it('begins with the shipped rules', async () => {
  const all = await ruleSetsIn(db.app).all();
  expect(all).toMatchObject([{ mode: 'live', createdBy: 'sangam' }]);
  expect(all[0]?.ruleSet).toEqual(shippedRules);
});

it('numbers versions by currency, and takes the same again for what it is', async () => {
  const sets = ruleSetsIn(db.app);
  const rules = shippedRules.rules.slice(0, 2);
  const versions: number[] = [];
  for (const [currency, mode] of [
    ['INR', 'live'],
    ['INR', 'live'],
    ['INR', 'shadow'],
    ['EUR', 'live'],
  ] as const)
    versions.push((await sets.put({ currency, rules }, mode, 'operations')).ruleSet.version);
  expect(versions).toEqual([2, 2, 3, 1]);
  expect((await sets.all()).map(({ ruleSet, mode }) => [ruleSet.currency, ruleSet.version, mode])).toEqual([
    ['EUR', 1, 'live'],
    ['INR', 3, 'shadow'],
  ]);
});

it('gives several who change rules at once a version each', async () => {
  const sets = ruleSetsIn(db.app);
  const made = await Promise.all(
    [1, 2, 3].map((count) =>
      sets.put({ currency: 'USD', rules: shippedRules.rules.slice(0, count) }, 'live', 'operations'),
    ),
  );
  expect(made.map(({ ruleSet }) => ruleSet.version).toSorted()).toEqual([1, 2, 3]);
});

it.each([
  ['change a version', "UPDATE screening.rule_set SET mode = 'shadow'"],
  ['delete one', 'DELETE FROM screening.rule_set'],
  ['add one past the function', "INSERT INTO screening.rule_set VALUES ('GBP', 1, '[]', 'live', now(), 'me')"],
])('does not let the application %s', async (_, sql) => {
  await expect(db.app.query(sql)).rejects.toThrow(/SQLState: 42501/);
});
