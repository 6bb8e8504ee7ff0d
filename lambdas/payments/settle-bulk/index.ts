import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sleep } from '../../shared/backoff.ts';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { payoutFilesTable } from '../adapters/payout-files-table.ts';
import { payoutObjectsIn } from '../adapters/payout-objects.ts';
import { makeSettleBulk } from './handler.ts';

const env = parseEnv({
  PAYOUT_FILES_TABLE: 'text',
  REPORTS_BUCKET: 'text',
  DOMAIN_STREAM_NAME: 'text',
  NUDGE_STREAM_NAME: 'text',
  OPERATIONS_PER_CALL: 'count',
  OPERATIONS_PER_SEC: 'count',
  PARKED_BUCKET: 'text',
});
const s3 = new S3Client({});
const kinesis = kinesisClient();
const log = createLog('settle-bulk');

export const handler = makeSettleBulk({
  post: auroraLedger(openDatabase()).post,
  publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
  nudge: nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log),
  files: payoutFilesTable(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.PAYOUT_FILES_TABLE),
  objects: payoutObjectsIn(s3, env.REPORTS_BUCKET),
  operationsPerCall: env.OPERATIONS_PER_CALL,
  operationsPerSec: env.OPERATIONS_PER_SEC,
  pause: sleep,
  now: systemClock,
  park: parkInS3(s3, env.PARKED_BUCKET, 'settle-bulk'),
  log,
  meter: createMeter('settle-bulk'),
});
