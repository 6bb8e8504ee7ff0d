import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder, isOurs, lock, openDataFolder, runningOn } from '../../local/data-folder.ts';

const aFolder = (): string => mkdtempSync(join(tmpdir(), 'sangam-folder-'));

it('is SANGAM_HOME, or one of its own for each user and checkout', () => {
  expect(dataFolder({ SANGAM_HOME: '/data/sangam' }, '/a')).toBe('/data/sangam');
  expect(dataFolder({}, '/a')).toMatch(/\/sangam-\d+-[0-9a-f]{8}$/);
  expect(dataFolder({}, '/a')).not.toBe(dataFolder({}, '/b'));
});

it('shows nothing of what it holds to others', () => {
  const folder = join(aFolder(), 'data');

  openDataFolder(folder);

  expect(statSync(folder).mode & 0o066).toBe(0);
  for (const name of ['logs', 'metrics', 'services/dynamodb'])
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
});

it('says what to do when it cannot be made', () => {
  const file = join(aFolder(), 'file');
  writeFileSync(file, '');

  expect(() => openDataFolder(join(file, 'inside'))).toThrow(/can't be used[\s\S]*SANGAM_HOME=/);
});

it('may not be a folder of somebody else, which a reset would drop', () => {
  const folder = aFolder();
  writeFileSync(join(folder, 'thesis.txt'), '');

  expect(() => openDataFolder(folder)).toThrow(/holds other files[\s\S]*SANGAM_HOME=/);
  expect(readdirSync(folder)).toEqual(['thesis.txt']);
});

it('may be opened again with all that it holds by then', () => {
  const folder = aFolder();
  openDataFolder(folder);
  writeFileSync(join(folder, 'state.json'), '{}');

  openDataFolder(folder);
  expect(isOurs(folder)).toBe(true);
});

it('is free when a loss of power left half of the note of who runs on it', async () => {
  const folder = aFolder();
  writeFileSync(join(folder, 'running.json'), '{"pid":');

  expect(await runningOn(folder)).toBeUndefined();
});

it('is free again when the process that marked it is gone, whoever has its number now', async () => {
  const folder = aFolder();
  const release = await lock(folder, 'http://127.0.0.1:4000');
  // This process is a test runner, not a cloud: its number alone proves nothing.
  expect(await runningOn(folder)).toBeUndefined();
  release();
  expect(await runningOn(folder)).toBeUndefined();
});
