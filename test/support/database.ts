import { randomBytes } from 'node:crypto';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { escapeIdentifier } from 'pg';
import {
  type Database,
  type DatabaseConfig,
  makeDatabase,
  type Query,
  queryOnce,
} from '../../lambdas/shared/data-api.ts';
import { withClient } from '../../local/services/postgres.ts';
import { type DatabaseServer, serveDatabases, startDatabaseServer } from './database-server.ts';
import { newDataDir } from './services.ts';
import { type Login, sharedPostgres, template } from './shared-postgres/index.ts';

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
  /** As those log in that post single transfers at once. */
  readonly poster: Query;
  /** What it is called on the server that it shares with others. */
  readonly database: string;
  readonly services: DatabaseServer;
};

const resourceArn = 'arn:aws:rds:ap-south-1:000000000000:cluster:sangam';

export type EmptyDatabaseOptions = { readonly dataDir?: string; readonly database?: string; readonly admin?: Login };

/** A database without a schema behind the Data API, on a server of its own, with its admin's login. */
export async function startEmptyDatabase(options: EmptyDatabaseOptions = {}): Promise<EmptyDatabase> {
  const { database = 'sangam', admin = { username: 'master', password: randomBytes(18).toString('base64') } } = options;
  const services = await startDatabaseServer(options.dataDir);
  const { loginAs } = loginsOf(services, database);
  const { username: adminUser, password: adminPassword } = admin;
  await services.addDatabase({ arn: resourceArn, database, adminUser, adminPassword });
  return { admin: await loginAs(adminUser, adminPassword), loginAs, services };
}

/** A migrated database behind the Data API, with the admin's and the application's logins. */
export async function startMigratedDatabase(): Promise<MigratedDatabase> {
  const { superuser, admin, app, ledger } = await sharedPostgres();
  const database = `${template}_${randomBytes(6).toString('hex')}`;
  const asSuperuser = (sql: string) => withClient(superuser, (client) => client.query(sql));
  await asSuperuser(`CREATE DATABASE ${database} TEMPLATE ${template} OWNER ${escapeIdentifier(admin.username)}`);
  const stop = async (): Promise<void> => {
    await asSuperuser(`DROP DATABASE ${database} WITH (FORCE)`);
  };
  const services = await serveDatabases({ port: superuser.port, superuser, stop }, newDataDir());
  services.reach(resourceArn, database);
  const { loginAs, once } = loginsOf(services, database);
  return {
    admin: await loginAs(admin.username, admin.password),
    app: await loginAs(app.username, app.password),
    poster: await once(ledger),
    database,
    services,
  };
}

function loginsOf({ config, root }: DatabaseServer, database: string) {
  const as = { ...config, credentials: root };
  const secrets = new SecretsManagerClient(as);
  const secretOf = async (login: Login): Promise<DatabaseConfig> => {
    const Name = `${login.username}-${randomBytes(4).toString('hex')}`;
    const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(login) }));
    return { resourceArn, secretArn: ARN, database };
  };
  const client = new RDSDataClient(as);
  return {
    loginAs: async (username: string, password: string): Promise<Database> =>
      makeDatabase(client, await secretOf({ username, password })),
    once: async (login: Login): Promise<Query> => queryOnce(client, await secretOf(login)),
  };
}
