import { S3Client } from '@aws-sdk/client-s3';
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
import { makeSettle } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
  NUDGE_STREAM_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const kinesis = kinesisClient();
const log = createLog('settle');

export const handler = makeSettle({
  post: auroraLedger(openDatabase()).post,
  publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
  nudge: nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'settle'),
  log,
  meter: createMeter('settle'),
});
