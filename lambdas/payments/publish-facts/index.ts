import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { publishWaiting } from '../adapters/publish-waiting.ts';
import { makePublishFacts } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  DOMAIN_STREAM_NAME: required,
  PARKED_BUCKET: required,
});
const ledger = auroraLedger(
  makeDatabase(new RDSDataClient({}), {
    resourceArn: env.DATABASE_RESOURCE_ARN,
    secretArn: env.DATABASE_SECRET_ARN,
    database: env.DATABASE_NAME,
  }),
);
const publish = makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME);

export const handler = makePublishFacts({
  publishWaiting: () => publishWaiting(ledger, publish),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'publish-facts'),
  log: createLog('publish-facts'),
  meter: createMeter('publish-facts'),
});
