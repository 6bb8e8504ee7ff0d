import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stream } from 'node:stream';
import { type KeyValues, openKeyValues } from '../../../local/services/key-values.ts';
import { type Level, levelOver } from '../../../local/services/level-over.ts';

let dir: string;
let keyValues: KeyValues;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sangam-level-'));
  keyValues = openKeyValues(join(dir, 'entries.sqlite'));
});
afterAll(() => {
  keyValues.close();
  rmSync(dir, { recursive: true });
});

const over = (prefix: string): Level => levelOver(keyValues, prefix, () => new Error('missing'));
const put = (level: Level, ...keys: string[]): Promise<unknown> =>
  new Promise((resolve) =>
    level.batch(
      keys.map((key) => ({ type: 'put', key, value: `value of ${key}` })),
      {},
      resolve,
    ),
  );
const get = (level: Level, key: string): Promise<unknown> =>
  new Promise((resolve) => level.get(key, (error, value) => resolve(error ?? value)));

async function all(stream: Stream): Promise<unknown[]> {
  const told: unknown[] = [];
  stream.on('data', (each) => told.push(each));
  await once(stream, 'end');
  return told;
}

it('keeps apart what lies under different prefixes', async () => {
  const [one, other] = [over('a!'), over('a!b!')];
  await put(one, 'x', 'y');
  await put(other, 'x');
  await new Promise((resolve) => one.del('x', resolve));
  expect(await get(one, 'x')).toEqual(new Error('missing'));
  expect(await get(other, 'x')).toBe('value of x');
  expect(await all(over('a!b!').createKeyStream())).toEqual(['x']);
});

it('reads ranges under its prefix', async () => {
  const level = over('range!');
  await put(level, 'a', 'b', 'c', 'd');
  await put(over('range"'), 'a');
  expect(await all(level.createValueStream())).toEqual(['a', 'b', 'c', 'd'].map((key) => `value of ${key}`));
  expect(await all(level.createReadStream({ gte: 'b', lt: 'd' }))).toEqual([
    { key: 'b', value: 'value of b' },
    { key: 'c', value: 'value of c' },
  ]);
  expect(await all(level.createKeyStream({ gt: 'b', lte: 'd', reverse: true }))).toEqual(['d', 'c']);
  expect(await all(level.createKeyStream({ start: 'c' }))).toEqual(['c', 'd']);
});

it('tells nothing more once it was destroyed', async () => {
  const level = over('many!');
  await put(level, ...Array.from({ length: 300 }, (_, index) => String(index)));
  const stream = level.createValueStream() as Stream & { destroy: () => void };
  let told = 0;
  stream.on('data', () => {
    if (++told === 3) stream.destroy();
  });
  await new Promise(setImmediate);
  expect(told).toBe(3);
});
