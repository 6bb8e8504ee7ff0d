import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { payoutFilesTable } from '../adapters/payout-files-table.ts';
import { payoutObjectsIn } from '../adapters/payout-objects.ts';
import { makePlanPayouts } from './handler.ts';

const env = parseEnv({
  PAYOUT_FILES_TABLE: 'text',
  REPORTS_BUCKET: 'text',
  BULK_LANE_NAME: 'text',
  DOMAIN_STREAM_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const s3 = new S3Client({});
const kinesis = kinesisClient();

export const handler = makePlanPayouts({
  files: payoutFilesTable(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.PAYOUT_FILES_TABLE),
  objects: payoutObjectsIn(s3, env.REPORTS_BUCKET),
  bulkLane: makePublisher(kinesis, env.BULK_LANE_NAME),
  publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
  now: systemClock,
  park: parkInS3(s3, env.PARKED_BUCKET, 'plan-payouts'),
  log: createLog('plan-payouts'),
  meter: createMeter('plan-payouts'),
});
