import { coalesceLevel } from '../../../local/services/coalesce-level.ts';

/** A database in memory that counts its calls. */
function aLevel({ broken = false } = {}) {
  const kept = new Map<string, unknown>();
  const calls: string[] = [];
  const prototype = {
    get: (_: string): Promise<unknown> => Promise.reject(new Error('not by itself')),
    put: (_: string, __: unknown): Promise<void> => Promise.reject(new Error('not by itself')),
    getMany: async (keys: readonly string[]) => {
      calls.push(`get ${keys.join(' ')}`);
      return keys.map((key) => kept.get(key));
    },
    batch: async (operations: readonly { key: string; value: unknown }[]) => {
      calls.push(`put ${operations.map(({ key }) => key).join(' ')}`);
      if (broken) throw new Error('disk full');
      for (const { key, value } of operations) kept.set(key, value);
    },
  };
  coalesceLevel(prototype);
  return { level: Object.create(prototype) as typeof prototype, calls };
}

it('makes what is asked in one turn one call, and tells each asker its own', async () => {
  const { level, calls } = aLevel();
  await Promise.all([level.put('a', 1), level.put('b', 2)]);
  expect(await Promise.all([level.get('b'), level.get('a'), level.get('c')])).toEqual([2, 1, undefined]);
  await level.put('a', 3);
  expect(await level.get('a')).toBe(3);
  expect(calls).toEqual(['put a b', 'get b a c', 'put a', 'get a']);
});

it('fails everybody whose write was in a call that failed', async () => {
  const { level } = aLevel({ broken: true });
  const outcomes = await Promise.allSettled([level.put('a', 1), level.put('b', 2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it('keeps databases apart', async () => {
  const one = aLevel();
  const other = aLevel();
  await Promise.all([one.level.put('a', 1), other.level.put('a', 2)]);
  expect(await Promise.all([one.level.get('a'), other.level.get('a')])).toEqual([1, 2]);
});
