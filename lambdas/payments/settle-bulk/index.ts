import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { sleep } from '../../shared/backoff.ts';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { payoutFilesTable } from '../adapters/payout-files-table.ts';
import { payoutObjectsIn } from '../adapters/payout-objects.ts';
import { makeSettleBulk } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  PAYOUT_FILES_TABLE: required,
  REPORTS_BUCKET: required,
  DOMAIN_STREAM_NAME: required,
  NUDGE_STREAM_NAME: required,
  OPERATIONS_PER_CALL: z.coerce.number().int().positive(),
  OPERATIONS_PER_SEC: z.coerce.number().int().positive(),
  PARKED_BUCKET: required,
});
const s3 = new S3Client({});
const kinesis = kinesisClient();
const log = createLog('settle-bulk');

export const handler = makeSettleBulk({
  post: auroraLedger(
    makeDatabase(new RDSDataClient({}), {
      resourceArn: env.DATABASE_RESOURCE_ARN,
      secretArn: env.DATABASE_SECRET_ARN,
      database: env.DATABASE_NAME,
    }),
  ).post,
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
