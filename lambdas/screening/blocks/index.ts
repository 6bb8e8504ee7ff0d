import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { blocksIn } from '../adapters/blocks-table.ts';
import { makeBlocks } from './handler.ts';

const env = parseEnv({ SCREENING_LIMITS_TABLE: 'text' });

export const handler = makeBlocks({
  blocks: blocksIn(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.SCREENING_LIMITS_TABLE),
  now: systemClock,
  log: createLog('blocks'),
  meter: createMeter('blocks'),
});
