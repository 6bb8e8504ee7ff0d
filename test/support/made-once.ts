import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { turnOf } from '../../local/turn.ts';
import { root } from './root.ts';

const run = promisify(execFile);

/** A folder that stays as it was made. */
export type MadeOnce = { readonly folder: string; readonly copyTo: (folder: string) => Promise<void> };

/**
 * A folder that is made once for all test files, of this and of later runs, and again only when what it is made from
 * changes. Of several processes one makes it, and the others wait for it.
 * @param inputs patterns of files in the checkout
 * @param make fills the empty folder that it is given
 */
export async function madeOnce(
  name: string,
  inputs: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<MadeOnce> {
  const digest = createHash('sha256');
  for (const file of inputs.flatMap((pattern) => globSync(pattern, { cwd: root })).sort())
    digest.update(file).update(readFileSync(join(root, file)));
  const all = join(tmpdir(), `sangam-${name}-${process.getuid?.() ?? 0}`);
  const folder = `${all}-${digest.digest('hex').slice(0, 16)}`;
  if (!existsSync(folder)) {
    dropUnused(all);
    await makeAt(folder, make);
  }
  const now = new Date();
  utimesSync(folder, now, now);
  return {
    folder,
    // With owners: PostgreSQL may run as another user, and takes only files of its own.
    copyTo: async (to) => {
      await run('cp', ['-Rp', `${folder}/.`, to]);
    },
  };
}

const unusedMaxMs = 86_400_000;

/** Each change of what they are made from leaves another. */
function dropUnused(all: string): void {
  for (const folder of globSync(`${all}-*`)) {
    const { mtimeMs = Date.now() } = statSync(folder, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > unusedMaxMs) rmSync(folder, { recursive: true, force: true });
  }
}

async function makeAt(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const release = await turnOf(`${folder}.lock`);
  try {
    if (existsSync(folder)) return;
    const unfinished = mkdtempSync(`${folder}-`);
    chmodSync(unfinished, 0o711);
    await make(unfinished);
    try {
      renameSync(unfinished, folder);
    } catch {
      // Another was taken for dead and was not.
      rmSync(unfinished, { recursive: true });
    }
  } finally {
    release();
  }
}
