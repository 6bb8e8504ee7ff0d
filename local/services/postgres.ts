import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { commandOf } from '../process-command.ts';
import { isOpenToAll, postgresBinaries, runAs } from './postgres-binaries.ts';

const run = promisify(execFile);

export type PostgresOptions = {
  readonly dir: string;
  readonly port: number;
  /** False gives up durability for speed: for tests only. */
  readonly durable: boolean;
  /** 60 when left out. */
  readonly connectionsMax?: number;
};

export type Postgres = {
  readonly port: number;
  /** Options of a connection as the superuser. */
  readonly superuser: pg.ClientConfig;
  readonly stop: () => Promise<void>;
};

const superuserName = 'postgres';

/**
 * A PostgreSQL server on 127.0.0.1 with its data in `dir`, made at the first start. Passwords are checked as on AWS; the
 * superuser's lies beside the data, readable by its owner only.
 * @throws Error saying what to do when the folder cannot be used or the server does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dir, port, durable, connectionsMax = 60 } = options;
  const as = runAs();
  const binaries = join(postgresBinaries(), 'bin');
  prepareFolder(dir, as);
  const passwordFile = `${dir}.password`;
  if (!existsSync(join(dir, 'PG_VERSION'))) {
    rmSync(dir, { recursive: true, force: true });
    prepareFolder(dir, as);
    writeFileSync(passwordFile, crypto.randomUUID(), { mode: 0o600 });
    if (as !== undefined) chownSync(passwordFile, as.uid, as.gid);
    const flags = ['--auth=scram-sha-256', `--username=${superuserName}`, `--pwfile=${passwordFile}`];
    const speed = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
    await run(join(binaries, 'initdb'), ['-D', dir, ...flags, ...speed], { ...as, cwd: '/' });
  }
  await endOrphan(dir);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(connectionsMax),
    shared_buffers: '128MB',
    deadlock_timeout: '50ms',
    timezone: 'UTC',
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(binaries, 'postgres'), ['-D', dir, ...flags], {
    ...as,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C reaches all of a terminal's processes; the database goes last, after those that use it.
    detached: true,
  });
  const guard = guardOf(server);
  const killServer = () => server.kill('SIGQUIT');
  process.once('exit', killServer);
  await ready(server, port);
  const password = readFileSync(passwordFile, 'utf8');
  return {
    port,
    superuser: { host: '127.0.0.1', port, user: superuserName, password, database: 'postgres' },
    stop: () =>
      new Promise((resolve) => {
        process.removeListener('exit', killServer);
        guard.kill();
        if (server.exitCode !== null || server.signalCode !== null) return resolve();
        server.once('exit', () => resolve());
        server.kill('SIGINT');
      }),
  };
}

/** A laptop that is killed outright runs no handler: then this pipe closes, and the shell behind it ends the server. */
function guardOf(server: ChildProcess): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'cat > /dev/null; kill -QUIT "$0"', String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  return guard;
}

/** A server whose laptop was killed outright still holds the data: it is asked to end first. */
async function endOrphan(dir: string): Promise<void> {
  const file = join(dir, 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  if (Number.isNaN(pid)) return;
  // After a reboot the number may belong to anybody.
  if (!(await commandOf(pid)).includes(dir)) return rmSync(file, { force: true });
  const signalled = (signal: 'SIGQUIT' | 0): boolean => {
    try {
      return process.kill(pid, signal);
    } catch {
      return false;
    }
  };
  signalled('SIGQUIT');
  for (let waited = 0; waited < 5000 && signalled(0); waited += 50) await sleep(50);
  rmSync(file, { force: true });
}

function prepareFolder(dir: string, as: ReturnType<typeof runAs>): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (as === undefined) return;
  chownSync(dir, as.uid, as.gid);
  if (!isOpenToAll(join(dir, '..')))
    throw new Error(
      `PostgreSQL cannot run as root, and user ${as.uid} cannot reach ${dir}. Set SANGAM_HOME to a folder that all users may enter.`,
    );
}

function ready(server: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => {
      const taken = said.includes('Address already in use');
      reject(
        new Error(
          taken ? `Port ${port} for PostgreSQL is taken: set SANGAM_PORT to another.` : `PostgreSQL ended: ${said}`,
        ),
      );
    });
  });
}

/** A connection that is closed whatever happens. */
export async function withClient<Result>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
