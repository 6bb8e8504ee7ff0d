import { randomBytes } from 'node:crypto';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { scramVerifier } from '../../lambdas/platform/domain/scram.ts';
import { applyMigrations } from '../../lambdas/platform/migrate/apply.ts';
import { type Database, makeDatabase } from '../../lambdas/shared/data-api.ts';
import { type DatabaseServer, startDatabaseServer } from './database-server.ts';
import { madeOnce } from './made-once.ts';
import { migrationFiles } from './migrations.ts';
import { newDataDir } from './services.ts';

export type EmptyDatabase = {
  readonly admin: Database;
  /** A login of its own through the Data API of the database. */
  readonly loginAs: (username: string, password: string) => Promise<Database>;
  readonly services: DatabaseServer;
};

export type MigratedDatabase = {
  readonly admin: Database;
  /** As functions log in. */
  readonly app: Database;
  readonly services: DatabaseServer;
};

const resourceArn = 'arn:aws:rds:ap-south-1:000000000000:cluster:sangam';

/** What a migrated database is made from: all that makes a server and its schema. */
const madeFrom = [
  'database/migrations/*.sql',
  'lambdas/platform/**/*.ts',
  'local/services/*.ts',
  'test/support/database*.ts',
  'package-lock.json',
];

/** A database without a schema behind the Data API, with its admin's login. */
export async function startEmptyDatabase(dataDir = newDataDir()): Promise<EmptyDatabase> {
  const services = await startDatabaseServer(dataDir);
  const as = { ...services.config, credentials: services.root };
  const secrets = new SecretsManagerClient(as);
  const loginAs = async (username: string, password: string): Promise<Database> => {
    const SecretString = JSON.stringify({ username, password });
    const Name = `${username}-${randomBytes(4).toString('hex')}`;
    const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name, SecretString }));
    return makeDatabase(new RDSDataClient(as), { resourceArn, secretArn: ARN, database: 'sangam' });
  };
  const adminPassword = randomBytes(18).toString('base64');
  await services.addDatabase({ arn: resourceArn, database: 'sangam', adminUser: 'master', adminPassword });
  return { admin: await loginAs('master', adminPassword), loginAs, services };
}

/** A migrated database behind the Data API, with the admin's and the application's logins. */
export async function startMigratedDatabase(): Promise<MigratedDatabase> {
  const dataDir = newDataDir();
  // Making one takes seconds, and a copy of its files a fraction of one.
  await (await madeOnce('database', madeFrom, migrate)).copyTo(dataDir);
  const { admin, loginAs, services } = await startEmptyDatabase(dataDir);
  const password = randomBytes(18).toString('base64');
  await admin.query(`ALTER ROLE sangam_app LOGIN PASSWORD '${scramVerifier(password, randomBytes(16))}'`);
  return { admin, app: await loginAs('sangam_app', password), services };
}

async function migrate(dataDir: string): Promise<void> {
  const { admin, services } = await startEmptyDatabase(dataDir);
  await applyMigrations(admin, migrationFiles());
  await services.stop();
}
