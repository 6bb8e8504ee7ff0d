import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { saveEntryIn } from '../adapters/catalogue-entries.ts';
import { makeExtendCatalogue } from './handler.ts';

const env = parseEnv({ APP_CATALOGUE_TABLE: 'text' });

export const handler = makeExtendCatalogue({
  save: saveEntryIn(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.APP_CATALOGUE_TABLE),
  log: createLog('extend-catalogue'),
  meter: createMeter('extend-catalogue'),
});
