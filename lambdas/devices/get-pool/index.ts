import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { catalogueFrom } from '../adapters/catalogue-table.ts';
import { readPoolFrom } from '../adapters/pool-reader.ts';
import { makeGetPool } from './handler.ts';

const env = parseEnv({ APP_POOL_TABLE: 'text', APP_CATALOGUE_TABLE: 'text' });
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = makeGetPool({
  readPool: readPoolFrom(documents, env.APP_POOL_TABLE),
  loadCatalogue: catalogueFrom(documents, env.APP_CATALOGUE_TABLE, systemClock),
  log: createLog('get-pool'),
  meter: createMeter('get-pool'),
});
