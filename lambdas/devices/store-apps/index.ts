import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { saveAppsIn } from '../adapters/device-apps-table.ts';
import { makeStoreApps } from './handler.ts';

const env = parseEnv({ DEVICE_APPS_TABLE: 'text', PARKED_BUCKET: 'text' });

export const handler = makeStoreApps({
  save: saveAppsIn(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.DEVICE_APPS_TABLE),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'store-apps'),
  log: createLog('store-apps'),
  meter: createMeter('store-apps'),
});
