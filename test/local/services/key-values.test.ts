import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type KeyValues, openKeyValues, type Range, type Write } from '../../../local/services/key-values.ts';

let dir: string;
let kept: KeyValues;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sangam-key-values-'));
  kept = openKeyValues(join(dir, 'entries.sqlite'));
});
afterEach(() => {
  kept.close();
  rmSync(dir, { recursive: true });
});

const write = (...writes: Write[]): Promise<void> =>
  new Promise((resolve, reject) => kept.write(writes, (error) => (error === null ? resolve() : reject(error))));
const put = (key: string, value: unknown): Write => ({ type: 'put', key, value });
const keysIn = (range: Range): string[] => [...kept.range(range)].map(({ key }) => key);

it('gives back what was put last, each time as an object of its own', async () => {
  const value = { text: 'one' };
  const written = write(put('a', value), put('b', 2));
  value.text = 'changed after it was handed over';
  await written;
  expect(kept.get('a')).toEqual({ text: 'one' });
  expect(kept.get('a')).not.toBe(kept.get('a'));
  await write(put('a', { text: 'two' }), { type: 'del', key: 'b' });
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([{ text: 'two' }, undefined, undefined]);
});

it('fails everybody whose write shared a transaction that failed, and takes the next', async () => {
  // A key that SQLite cannot take.
  const broken = put(Symbol('no text') as unknown as string, 1);
  const outcomes = await Promise.allSettled([write(put('a', 1)), write(broken)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(kept.get('a')).toBeUndefined();
  await write(put('a', 2));
  expect(kept.get('a')).toBe(2);
});

it('reads any range in the order of the keys, both ways', async () => {
  const keys = Array.from({ length: 350 }, (_, index) => String(index).padStart(4, '0'));
  await write(...keys.map((key) => put(key, key)));
  const bound = fc.option(
    fc.integer({ min: -5, max: 355 }).map((at) => String(Math.max(at, 0)).padStart(4, '0')),
    {
      nil: undefined,
    },
  );
  fc.assert(
    fc.property(
      fc.record({
        gt: bound,
        gte: bound,
        lt: bound,
        lte: bound,
        reverse: fc.boolean(),
        limit: fc.integer({ min: -1, max: 360 }),
      }),
      (range) => {
        const { gt = '', gte = '', lt = '~', lte = '~', reverse, limit } = range;
        const within = keys.filter((key) => key > gt && key >= gte && key < lt && key <= lte);
        const ordered = reverse ? within.toReversed() : within;
        expect(keysIn(range)).toEqual(limit < 0 ? ordered : ordered.slice(0, limit));
      },
    ),
  );
});

it('writes what waits before it closes', () => {
  kept.write([put('a', 1)], () => undefined);
  kept.close();
  kept = openKeyValues(join(dir, 'entries.sqlite'));
  expect(kept.get('a')).toBe(1);
});

it('keeps what it called back for when its process is killed outright', () => {
  const module = new URL('../../../local/services/key-values.ts', import.meta.url).href;
  const file = join(dir, 'killed.sqlite');
  const script = `
    import { openKeyValues } from '${module}';
    const kept = openKeyValues(${JSON.stringify(file)});
    const next = (n) => kept.write([{ type: 'put', key: 'n', value: n }], () => (n === 50 ? process.kill(process.pid, 'SIGKILL') : next(n + 1)));
    next(0);`;
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(signal).toBe('SIGKILL');
  kept.close();
  kept = openKeyValues(file);
  expect(kept.get('n')).toBe(50);
});
