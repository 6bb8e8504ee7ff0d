import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { catalogueFrom } from '../adapters/catalogue-table.ts';
import { poolTables } from '../adapters/pool-tables.ts';
import { categoryOf } from '../domain/apps/category-of.ts';
import { makeAppPool } from './handler.ts';

const env = parseEnv({
  APP_POOL_TABLE: 'text',
  APP_POOL_MEMBERS_TABLE: 'text',
  APP_CATALOGUE_TABLE: 'text',
  PARKED_BUCKET: 'text',
});
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const loadCatalogue = catalogueFrom(documents, env.APP_CATALOGUE_TABLE, systemClock);

export const handler = makeAppPool({
  pool: poolTables(documents, { pool: env.APP_POOL_TABLE, members: env.APP_POOL_MEMBERS_TABLE }),
  categoryOf: async () => categoryOf(await loadCatalogue()),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'app-pool'),
  log: createLog('app-pool'),
  meter: createMeter('app-pool'),
});
