import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import { scramVerifier } from '../../lambdas/platform/domain/scram.ts';
import { applyMigrations } from '../../lambdas/platform/migrate/apply.ts';
import { type Database, makeDatabase } from '../../lambdas/shared/data-api.ts';
import { makeFaults } from '../../local/faults.ts';
import { startServices } from '../../local/services/index.ts';
import { migrationFiles } from '../../test/support/migrations.ts';

export type BenchLedger = {
  readonly dataDir: string;
  /** Through the Data API's stand-in. */
  readonly database: Database;
  /** Past it, at an isolation level. */
  readonly connect: (level: string) => Promise<pg.Client>;
  /** Under the login that posts single transfers. */
  readonly connectToPost: () => Promise<pg.Client>;
  /** Writes what is dirty to the disk, so that one load does not pay for the former's pages. */
  readonly checkpoint: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const resourceArn = 'arn:aws:rds:ap-south-1:000000000000:cluster:sangam';
const adminPassword = 'bench';
const posterPassword = 'bench';
/** Of 16 MB each: what the longest load writes, and half as much again. */
const logFiles = 28;

/** A durable PostgreSQL (fsync on) with all migrations, in a folder of its own. */
export async function startBenchLedger(): Promise<BenchLedger> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sangam-bench-'));
  chmodSync(dataDir, 0o711);
  const services = await startServices({
    dataDir,
    port: 0,
    pgPort: 0,
    region: 'ap-south-1',
    accountId: '000000000000',
    faults: makeFaults(1),
    onCrash: () => undefined,
    log: () => undefined,
    durable: true,
  });
  await services.addDatabase({ arn: resourceArn, database: 'sangam', adminUser: 'master', adminPassword });
  const as = { region: 'ap-south-1', endpoint: services.endpoint, credentials: services.root };
  const SecretString = JSON.stringify({ username: 'master', password: adminPassword });
  const { ARN = '' } = await new SecretsManagerClient(as).send(
    new CreateSecretCommand({ Name: 'bench', SecretString }),
  );
  const database = makeDatabase(new RDSDataClient(as), { resourceArn, secretArn: ARN, database: 'sangam' });
  await applyMigrations(database, migrationFiles());
  const at = { host: '127.0.0.1', port: services.databasePort, database: 'sangam' };
  const password = readFileSync(join(dataDir, 'postgres.password'), 'utf8');
  const superuser = new pg.Client({ ...at, user: 'postgres', password });
  await superuser.connect();
  // Aurora has no checkpoints and makes no files for its log; here both fall between the loads, whoever wrote most.
  await superuser.query(`ALTER SYSTEM SET max_wal_size = '4GB'`);
  await superuser.query(`ALTER SYSTEM SET min_wal_size = '2GB'`);
  await superuser.query(`ALTER SYSTEM SET checkpoint_timeout = '30min'`);
  await superuser.query('SELECT pg_reload_conf()');
  await makeLogFiles(superuser);
  const verifier = scramVerifier(posterPassword, randomBytes(16));
  await superuser.query(`ALTER ROLE sangam_ledger LOGIN PASSWORD '${verifier}'`);
  const connected = async (config: pg.ClientConfig): Promise<pg.Client> => {
    const client = new pg.Client({ ...at, ...config });
    await client.connect();
    return client;
  };
  return {
    dataDir,
    database,
    connect: (level) => {
      const options = `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`;
      return connected({ user: 'master', password: adminPassword, options });
    },
    connectToPost: () => connected({ user: 'sangam_ledger', password: posterPassword }),
    checkpoint: async () => {
      await superuser.query('CHECKPOINT');
    },
    stop: async () => {
      await superuser.end();
      await services.stop();
    },
  };
}

/** Every writer waits while PostgreSQL makes a file for its log. After a checkpoint those that are there are used again. */
async function makeLogFiles(superuser: pg.Client): Promise<void> {
  for (let file = 0; file < logFiles; file++) {
    // An empty file would not be left.
    await superuser.query(`SELECT pg_logical_emit_message(false, 'bench', '')`);
    await superuser.query('SELECT pg_switch_wal()');
  }
  await superuser.query('CHECKPOINT');
}
