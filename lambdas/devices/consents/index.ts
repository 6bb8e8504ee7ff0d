import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { consentsTable } from '../adapters/consents-table.ts';
import { makeConsents } from './handler.ts';

const env = parseEnv({ CONSENTS_TABLE: 'text' });

export const handler = makeConsents({
  consents: consentsTable(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.CONSENTS_TABLE),
  now: systemClock,
  log: createLog('consents'),
  meter: createMeter('consents'),
});
