import { S3Client } from '@aws-sdk/client-s3';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { publishWaiting } from '../adapters/publish-waiting.ts';
import { makePublishFacts } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const ledger = auroraLedger(openDatabase());
const publish = makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME);

export const handler = makePublishFacts({
  publishWaiting: () => publishWaiting(ledger, publish),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'publish-facts'),
  log: createLog('publish-facts'),
  meter: createMeter('publish-facts'),
});
