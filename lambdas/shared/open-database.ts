import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { type Database, makeDatabase } from './data-api.ts';
import { parseEnv } from './env.ts';

/**
 * The database that the function's environment names, through the Data API; opened once, at load.
 * @throws Error naming each variable that is missing.
 */
export function openDatabase(): Database {
  return openDatabaseAs(parseEnv({ DATABASE_SECRET_ARN: 'text' }).DATABASE_SECRET_ARN);
}

/** The same under the login of another secret. */
export function openDatabaseAs(secretArn: string): Database {
  const env = parseEnv({ DATABASE_RESOURCE_ARN: 'text', DATABASE_NAME: 'text' });
  return makeDatabase(new RDSDataClient({}), {
    resourceArn: env.DATABASE_RESOURCE_ARN,
    secretArn,
    database: env.DATABASE_NAME,
  });
}
