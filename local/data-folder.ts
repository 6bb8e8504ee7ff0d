import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { commandOf } from './process-command.ts';
import { turnOf } from './turn.ts';

/** `SANGAM_HOME`, or a folder of its own for each user and checkout under the system's temp folder. */
export function dataFolder(environment: NodeJS.ProcessEnv, checkout: string): string {
  if (environment.SANGAM_HOME !== undefined && environment.SANGAM_HOME !== '') return resolve(environment.SANGAM_HOME);
  const digest = createHash('sha256').update(checkout).digest('hex').slice(0, 8);
  return join(tmpdir(), `sangam-${uid()}-${digest}`);
}

/**
 * Makes the folder with all that a cloud needs in it.
 * @throws Error that says what to do when it can't be made or written to, or is somebody else's: a reset drops all of it
 */
export function openDataFolder(folder: string): void {
  try {
    makeFolder(folder, passable());
    if (isSomebodyElses(folder)) throw new Error('it holds other files, and npm run reset would drop them');
    writeFileSync(markPath(folder), 'The data of a laptop cloud: npm run reset drops it.\n');
    makeFolder(join(folder, 'services'), passable());
    for (const name of privateFolders) makeFolder(join(folder, name), 0o700);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The data folder ${folder} can't be used: ${reason}\n` +
        'Choose an empty one that you can write to: SANGAM_HOME=/path/to/folder npm start',
    );
  }
}

const isSomebodyElses = (folder: string): boolean => !isOurs(folder) && readdirSync(folder).length > 0;

/** One by one: Node's recursive way never ends below /proc, where nothing can be made. */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), passable());
  mkdirSync(folder, { mode });
}

/** As root, PostgreSQL runs under a user of its own, who must get to its folder; others see nothing on the way. */
const passable = (): number => (uid() === 0 ? 0o711 : 0o700);

/** Not from the list of users: in a container the one at work need not be on it. */
const uid = (): number => process.getuid?.() ?? 0;

/** Messages and ids of customers lie in these, if only of made-up ones. */
const privateFolders = [
  'logs',
  'metrics',
  'issuer',
  'checkpoints',
  'executions',
  'compiled',
  'services/dynamodb',
  'services/kinesis',
  'services/objects-and-queues',
];

/** Whether a cloud was opened on the folder, which was empty then: only so is it ours to drop. */
export const isOurs = (folder: string): boolean => existsSync(markPath(folder));

type Running = { readonly pid: number; readonly apiUrl: string };

const lockPath = (folder: string): string => join(folder, 'running.json');
const markPath = (folder: string): string => join(folder, 'sangam');

function noted(folder: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(lockPath(folder), 'utf8')) as Running;
  } catch {
    // No note, or half of one after a loss of power.
    return undefined;
  }
}

/** The cloud that runs on this folder; undefined when none does. */
export async function runningOn(folder: string): Promise<Running | undefined> {
  const running = noted(folder);
  if (running === undefined) return undefined;
  return (await commandOf(running.pid)).includes('local/main.ts') ? running : undefined;
}

/**
 * Marks the folder as in use by this process.
 * @returns how to release it
 * @throws Error when another cloud runs on it
 */
export async function lock(folder: string, apiUrl: string): Promise<() => void> {
  const release = await turnOf(join(folder, 'start.lock'));
  try {
    await demandFree(folder);
    writeFileSync(lockPath(folder), JSON.stringify({ pid: process.pid, apiUrl } satisfies Running));
  } finally {
    release();
  }
  return () => rmSync(lockPath(folder), { force: true });
}

async function demandFree(folder: string): Promise<void> {
  const running = await runningOn(folder);
  if (running !== undefined && running.pid !== process.pid)
    throw new Error(
      `Sangam already runs on ${folder} (process ${running.pid}, ${running.apiUrl}).\n` +
        'Use that one, stop it with Ctrl-C, or start another on its own folder and ports: ' +
        'SANGAM_HOME=/path/to/folder SANGAM_PORT=4100 npm start',
    );
}
