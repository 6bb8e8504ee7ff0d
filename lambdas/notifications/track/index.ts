import { S3Client } from '@aws-sdk/client-s3';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { trackIn } from '../adapters/track-receipts.ts';
import { makeTrack } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const database = openDatabase();

export const handler = makeTrack({
  track: trackIn(database),
  publish: makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'track'),
  log: createLog('track'),
  meter: createMeter('track'),
});
