import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { readPoolFrom } from '../adapters/pool-reader.ts';
import { makeGetPool } from './handler.ts';

const env = parseEnv({ APP_POOL_TABLE: 'text' });

export const handler = makeGetPool({
  readPool: readPoolFrom(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.APP_POOL_TABLE),
  log: createLog('get-pool'),
  meter: createMeter('get-pool'),
});
