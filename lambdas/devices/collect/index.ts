import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { consentsTable } from '../adapters/consents-table.ts';
import { categoryByPackage, shippedCatalogue } from '../domain/apps/catalogue.ts';
import { makeCollect } from './handler.ts';

const env = parseEnv({ DEVICE_STREAM_NAME: 'text', CONSENTS_TABLE: 'text' });

export const handler = makeCollect({
  latestConsent: consentsTable(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.CONSENTS_TABLE).latest,
  publish: makePublisher(kinesisClient(), env.DEVICE_STREAM_NAME),
  catalogue: categoryByPackage(shippedCatalogue),
  now: systemClock,
  log: createLog('collect'),
  meter: createMeter('collect'),
});
