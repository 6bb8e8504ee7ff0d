import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { trackIn } from '../adapters/track-receipts.ts';
import { makeTrack } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  DOMAIN_STREAM_NAME: required,
  PARKED_BUCKET: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});

export const handler = makeTrack({
  track: trackIn(database),
  publish: makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'track'),
  log: createLog('track'),
  meter: createMeter('track'),
});
