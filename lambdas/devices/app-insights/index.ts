import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { appSnapshotsIn } from '../adapters/app-snapshots.ts';
import { catalogueFrom } from '../adapters/catalogue-table.ts';
import { auroraOutbox } from '../adapters/outbox.ts';
import { rulesFrom } from '../adapters/rules-table.ts';
import { categoryOf } from '../domain/apps/category-of.ts';
import { makeAppInsights } from './handler.ts';

const env = parseEnv({
  APP_CATALOGUE_TABLE: 'text',
  DOMAIN_STREAM_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const database = openDatabase();
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const loadCatalogue = catalogueFrom(documents, env.APP_CATALOGUE_TABLE, systemClock);

export const handler = makeAppInsights({
  snapshots: appSnapshotsIn(database),
  categoryOf: async () => categoryOf(await loadCatalogue()),
  loadRules: rulesFrom(database, 'app-change', systemClock),
  flushOutbox: auroraOutbox(database, makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME)).flush,
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'app-insights'),
  log: createLog('app-insights'),
  meter: createMeter('app-insights'),
});
