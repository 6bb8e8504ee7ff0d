import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { makeFaults } from '../../local/faults.ts';
import type { StandIn } from '../../local/services/call.ts';
import { createDatabaseOnce, type DatabaseWanted } from '../../local/services/create-database.ts';
import { startDataApi } from '../../local/services/data-api/data-api.ts';
import { freePort } from '../../local/services/free-port.ts';
import { openFront } from '../../local/services/front.ts';
import { type Postgres, startPostgres } from '../../local/services/postgres.ts';
import { makeRespond } from '../../local/services/respond.ts';
import { startSecrets } from '../../local/services/secrets.ts';
import { accountId, newDataDir, region } from './services.ts';

/** PostgreSQL behind the Data API, and the secrets that it logs in with, without the other stand-ins: quicker to start. */
export type DatabaseServer = {
  readonly databasePort: number;
  readonly root: AwsCredentialIdentity;
  readonly config: { readonly region: string; readonly endpoint: string; readonly maxAttempts: number };
  readonly addDatabase: (wanted: DatabaseWanted) => Promise<void>;
  /** The Data API reaches a database that is there already by this ARN. */
  readonly reach: (arn: string, database: string) => void;
  /** Ends it and keeps the data. */
  readonly stop: () => Promise<void>;
  /** Ends it and drops the data. */
  readonly drop: () => Promise<void>;
};

/**
 * A server of its own.
 * @param dataDir keeps PostgreSQL's data in `postgres`; what lies there is gone on with
 */
export async function startDatabaseServer(dataDir = newDataDir()): Promise<DatabaseServer> {
  const postgres = await startPostgres({ dir: join(dataDir, 'postgres'), port: await freePort(), durable: false });
  return serveDatabases(postgres, dataDir);
}

/** @param postgres runs already, and is stopped with what is put before it */
export async function serveDatabases(
  postgres: Pick<Postgres, 'port' | 'superuser' | 'stop'>,
  dataDir: string,
): Promise<DatabaseServer> {
  const root = { accessKeyId: 'root', secretAccessKey: randomBytes(16).toString('hex') };
  const secrets = startSecrets(join(dataDir, 'secrets.json'), region, accountId);
  const dataApi = startDataApi(secrets.valueOf);
  const respond = makeRespond({
    standIns: new Map<string, StandIn>([
      ['secretsmanager', secrets],
      ['rds-data', dataApi],
    ]),
    principalOf: (key) =>
      key === root.accessKeyId ? { name: 'root', role: 'root', statements: 'root' as const } : undefined,
    account: { region, accountId },
    keyOf: () => undefined,
    faults: makeFaults(7),
    onCrash: () => undefined,
    log: () => undefined,
    onCall: () => undefined,
  });
  const front = await openFront(0, respond);
  const reach = (arn: string, database: string): void =>
    dataApi.addCluster(arn, { host: '127.0.0.1', port: postgres.port, database });
  const stop = async (): Promise<void> => {
    await front.close();
    await dataApi.stop();
    await postgres.stop();
  };
  return {
    databasePort: postgres.port,
    root,
    config: { region, endpoint: `http://127.0.0.1:${front.port}`, maxAttempts: 1 },
    addDatabase: async (wanted) => {
      await createDatabaseOnce(postgres.superuser, wanted);
      reach(wanted.arn, wanted.database);
    },
    reach,
    stop,
    drop: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
