import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { turnOf } from '../../local/turn.ts';

const module = fileURLToPath(new URL('../../local/turn.ts', import.meta.url));
const aFile = (): string => join(mkdtempSync(join(tmpdir(), 'sangam-turn-')), 'lock');

it('makes the next one wait until the one before lets go', async () => {
  const file = aFile();
  const release = await turnOf(file);
  const next = turnOf(file);

  expect(await Promise.race([next, sleep(300, 'still waits')])).toBe('still waits');
  release();
  (await next)();
});

it('passes at once from a process that was killed', async () => {
  const file = aFile();
  const source = `const { turnOf } = await import(${JSON.stringify(module)}); await turnOf(${JSON.stringify(file)}); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(holder.stdout, 'data');
  const next = turnOf(file);
  expect(await Promise.race([next, sleep(300, 'still waits')])).toBe('still waits');

  holder.kill('SIGKILL');
  (await next)();
});
