import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

it('is one start’s when several begin at the same moment', async () => {
  const folder = aFolder();
  openDataFolder(folder);
  const program = `
    const { lock } = await import('${new URL('../../local/data-folder.ts', import.meta.url)}');
    console.log('ready');
    process.stdin.once('data', async () => {
      console.log(await lock('${folder}', '').then(() => 'mine', () => 'taken'));
    });`;
  // Who else has this in its command line is taken for a cloud.
  const starts = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program, 'local/main.ts'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  for (const { stdout } of starts) await once(stdout, 'data');
  const answers = starts.map(async ({ stdin, stdout }) => {
    stdin.write('now');
    return String(await once(stdout, 'data')).trim();
  });

  const outcomes = (await Promise.all(answers)).toSorted();
  for (const start of starts) start.kill();
  expect(outcomes).toEqual(['mine', 'taken', 'taken', 'taken', 'taken', 'taken']);
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
