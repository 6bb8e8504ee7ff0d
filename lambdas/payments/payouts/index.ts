import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { signedUrlsOf } from '../../shared/signed-urls.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { payoutFilesTable } from '../adapters/payout-files-table.ts';
import { payoutObjectsIn } from '../adapters/payout-objects.ts';
import { vendorsIn } from '../adapters/vendors-table.ts';
import { makePayouts } from './handler.ts';

const env = parseEnv({
  PAYOUT_FILES_TABLE: 'text',
  REPORTS_BUCKET: 'text',
  BULK_LANE_NAME: 'text',
});

const database = openDatabase();

export const handler = makePayouts({
  files: payoutFilesTable(DynamoDBDocumentClient.from(new DynamoDBClient({})), env.PAYOUT_FILES_TABLE),
  beginningOf: payoutObjectsIn(new S3Client({}), env.REPORTS_BUCKET).beginningOf,
  signedUrl: signedUrlsOf(env.REPORTS_BUCKET),
  vendorNamed: vendorsIn(database, systemClock),
  systemAccount: auroraLedger(database).systemAccount,
  bulkLane: makePublisher(kinesisClient(), env.BULK_LANE_NAME),
  now: systemClock,
  log: createLog('payouts'),
  meter: createMeter('payouts'),
});
