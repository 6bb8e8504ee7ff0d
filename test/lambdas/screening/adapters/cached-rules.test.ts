import { cachedRules } from '../../../../lambdas/screening/adapters/rule-sets.ts';
import { aRuleSet } from '../../../support/screening.ts';

/** A database that can go away, and a clock in seconds. */
function setUp() {
  const at = { sec: 0, version: 1, isAway: false, asked: 0 };
  const load = cachedRules(
    async () => {
      at.asked++;
      if (at.isAway) throw new Error('away');
      return [aRuleSet({ ruleSet: { version: at.version, currency: 'INR', rules: [] } })];
    },
    () => new Date(at.sec * 1000),
  );
  const version = async () => (await load()).get('INR')?.compiled.version;
  return { at, version };
}

it('asks once in a minute and then finds what changed', async () => {
  const { at, version } = setUp();
  expect(await version()).toBe(1);
  at.version = 2;
  at.sec = 60;
  expect([await version(), at.asked]).toEqual([1, 1]);
  at.sec = 61;
  expect([await version(), at.asked]).toEqual([2, 2]);
});

it('keeps what it knows while newer rules cannot be read, and does not ask for each payment', async () => {
  const { at, version } = setUp();
  await version();
  Object.assign(at, { isAway: true, sec: 100 });
  expect([await version(), await version(), at.asked]).toEqual([1, 1, 2]);
});

it('fails when it never knew any', async () => {
  const { at, version } = setUp();
  at.isAway = true;
  await expect(version()).rejects.toThrow('away');
});
