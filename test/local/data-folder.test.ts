import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
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

it('is free again when the process that marked it is gone, whoever has its number now', async () => {
  const folder = aFolder();
  expect(isOurs(folder)).toBe(false);

  const release = await lock(folder, 'http://127.0.0.1:4000');
  expect(isOurs(folder)).toBe(true);
  // This process is a test runner, not a cloud: its number alone proves nothing.
  expect(await runningOn(folder)).toBeUndefined();
  release();
  expect(await runningOn(folder)).toBeUndefined();
});
