import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { appSnapshotsIn } from '../adapters/app-snapshots.ts';
import { catalogueFrom } from '../adapters/catalogue-table.ts';
import { auroraOutbox } from '../adapters/outbox.ts';
import { rulesFrom } from '../adapters/rules-table.ts';
import { categoryOf } from '../domain/apps/category-of.ts';
import { makeAppInsights } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  APP_CATALOGUE_TABLE: required,
  DOMAIN_STREAM_NAME: required,
  PARKED_BUCKET: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
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
