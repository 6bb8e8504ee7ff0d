import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** `SANGAM_HOME`, or a folder of its own for each user and checkout under the system's temp folder. */
export function dataFolder(environment: NodeJS.ProcessEnv, checkout: string): string {
  if (environment.SANGAM_HOME !== undefined && environment.SANGAM_HOME !== '') return resolve(environment.SANGAM_HOME);
  const digest = createHash('sha256').update(checkout).digest('hex').slice(0, 8);
  return join(tmpdir(), `sangam-${userInfo().uid}-${digest}`);
}

/** @throws Error that says what to do when the folder can't be made or written to */
export function openDataFolder(folder: string): void {
  try {
    // Others may pass through: as root, PostgreSQL runs under a user of its own.
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The data folder ${folder} can't be used: ${reason}\n` +
        'Choose one that you can write to: SANGAM_HOME=/path/to/folder npm start',
    );
  }
}

type Running = { readonly pid: number; readonly startedAt: string; readonly apiUrl: string };

const lockPath = (folder: string): string => join(folder, 'running.json');

/** The cloud that runs on this folder; undefined when none does. */
export function runningOn(folder: string): Running | undefined {
  if (!existsSync(lockPath(folder))) return undefined;
  const running = JSON.parse(readFileSync(lockPath(folder), 'utf8')) as Running;
  return isAlive(running.pid) ? running : undefined;
}

/**
 * Marks the folder as in use by this process.
 * @throws Error when another cloud runs on it
 */
export function lock(folder: string, apiUrl: string): () => void {
  const running = runningOn(folder);
  if (running !== undefined && running.pid !== process.pid)
    throw new Error(
      `Sangam already runs on ${folder} (process ${running.pid}, ${running.apiUrl}).\n` +
        'Use that one, stop it with Ctrl-C, or start another on its own folder and ports: ' +
        'SANGAM_HOME=/path/to/folder SANGAM_PORT=4100 npm start',
    );
  const mine: Running = { pid: process.pid, startedAt: new Date().toISOString(), apiUrl };
  writeFileSync(lockPath(folder), JSON.stringify(mine));
  return () => rmSync(lockPath(folder), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
