import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { scramVerifier } from '../../../lambdas/platform/domain/scram.ts';
import { applyMigrations } from '../../../lambdas/platform/migrate/apply.ts';
import { freePort } from '../../../local/services/free-port.ts';
import { startPostgres } from '../../../local/services/postgres.ts';
import { startEmptyDatabase } from '../database.ts';
import { madeOnce } from '../made-once.ts';
import { migrationFiles } from '../migrations.ts';
import { newDataDir } from '../services.ts';
import { type SharedPostgres, template } from './index.ts';

export type Started = { readonly shared: SharedPostgres; readonly end: () => Promise<void> };

/** What a migrated database is made from: all that makes a server and its schema. */
const madeFrom = [
  'database/migrations/*.sql',
  'lambdas/platform/**/*.ts',
  'local/services/*.ts',
  'test/support/database*.ts',
  'test/support/shared-postgres/*.ts',
  'package-lock.json',
];

const newPassword = (): string => randomBytes(18).toString('base64');
const loginsIn = (folder: string): string => join(folder, 'logins.json');

/** Starts a server over a copy of a migrated cluster. */
export async function start(): Promise<Started> {
  const dataDir = newDataDir();
  await (await madeOnce('database', madeFrom, migrate)).copyTo(dataDir);
  const postgres = await startPostgres({
    dir: join(dataDir, 'postgres'),
    port: await freePort(),
    durable: false,
    // What a file's Data API and connections of its own may take, for each worker.
    connectionsMax: 60 * availableParallelism(),
  });
  const logins = JSON.parse(readFileSync(loginsIn(dataDir), 'utf8')) as Pick<
    SharedPostgres,
    'admin' | 'app' | 'ledger'
  >;
  return {
    shared: { superuser: { ...postgres.superuser, port: postgres.port }, ...logins },
    end: async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function migrate(dataDir: string): Promise<void> {
  const admin = { username: 'master', password: newPassword() };
  const app = { username: 'sangam_app', password: newPassword() };
  const ledger = { username: 'sangam_ledger', password: newPassword() };
  const { admin: database, services } = await startEmptyDatabase({ dataDir, database: template, admin });
  await applyMigrations(database, migrationFiles());
  for (const { username, password } of [app, ledger])
    await database.query(`ALTER ROLE ${username} LOGIN PASSWORD '${scramVerifier(password, randomBytes(16))}'`);
  await services.stop();
  writeFileSync(loginsIn(dataDir), JSON.stringify({ admin, app, ledger }), { mode: 0o600 });
}
