import { cachedRules } from '../../../../lambdas/screening/adapters/rule-sets.ts';
import { aRuleSet } from '../../../support/screening.ts';

/** A database that can go away, or answer only when it is told to, and a clock in seconds. */
function setUp() {
  const at = { sec: 0, version: 1, isAway: false, isSlow: false, asked: 0, answer: (): void => undefined };
  const load = cachedRules(
    async () => {
      at.asked++;
      if (at.isAway) throw new Error('away');
      const found = [aRuleSet({ ruleSet: { version: at.version, currency: 'INR', rules: [] } })];
      if (at.isSlow)
        await new Promise<void>((resolve) => {
          at.answer = resolve;
        });
      return found;
    },
    () => new Date(at.sec * 1000),
  );
  const version = async () => (await load()).get('INR')?.compiled.version;
  return { at, version };
}

it('finds within a minute what changed, and asks no more than twice in it', async () => {
  const { at, version } = setUp();
  expect(await version()).toBe(1);
  at.version = 2;
  at.sec = 30;
  expect([await version(), at.asked]).toEqual([1, 1]);
  at.sec = 61;
  expect([await version(), at.asked]).toEqual([2, 2]);
});

it('keeps nobody waiting for newer rules who asks more often than twice a minute', async () => {
  const { at, version } = setUp();
  await version();
  Object.assign(at, { version: 2, sec: 31, isSlow: true });
  expect([await version(), await version(), at.asked]).toEqual([1, 1, 2]);
  at.answer();
  await new Promise(setImmediate);
  expect([await version(), at.asked]).toEqual([2, 2]);
});

it('does not take an answer that comes late for newer than one that was asked for since', async () => {
  const { at, version } = setUp();
  await version();
  Object.assign(at, { sec: 31, isSlow: true });
  await version();
  Object.assign(at, { version: 2, sec: 3600, isSlow: false });
  expect(await version()).toBe(2);
  at.answer();
  await new Promise(setImmediate);
  expect(await version()).toBe(2);
});

it('keeps what it knows while newer rules cannot be read, and does not ask for each payment', async () => {
  const { at, version } = setUp();
  await version();
  Object.assign(at, { isAway: true, sec: 100 });
  expect([await version(), await version(), at.asked]).toEqual([1, 1, 2]);
  Object.assign(at, { isAway: false, version: 2, sec: 131 });
  expect([await version(), at.asked]).toEqual([2, 3]);
});

it('fails when it never knew any', async () => {
  const { at, version } = setUp();
  at.isAway = true;
  await expect(version()).rejects.toThrow('away');
});
