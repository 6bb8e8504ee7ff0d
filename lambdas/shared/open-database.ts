import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { type Database, type DatabaseConfig, makeDatabase, type Query, queryOnce } from './data-api.ts';
import { parseEnv } from './env.ts';

/**
 * The database that the function's environment names, through the Data API; opened once, at load.
 * @throws Error naming each variable that is missing.
 */
export function openDatabase(): Database {
  return makeDatabase(new RDSDataClient({}), configured());
}

/** Statements under the login of another secret, in the same database; nobody repeats them. */
export const openQueryAs = (secretArn: string): Query =>
  queryOnce(new RDSDataClient({}), { ...configured(), secretArn });

function configured(): DatabaseConfig {
  const env = parseEnv({ DATABASE_RESOURCE_ARN: 'text', DATABASE_SECRET_ARN: 'text', DATABASE_NAME: 'text' });
  return {
    resourceArn: env.DATABASE_RESOURCE_ARN,
    secretArn: env.DATABASE_SECRET_ARN,
    database: env.DATABASE_NAME,
  };
}
