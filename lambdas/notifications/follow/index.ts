import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { convertIn } from '../adapters/conversions.ts';
import { requestOn } from '../adapters/requests.ts';
import { cachedRules, triggerRulesIn } from '../adapters/trigger-rules.ts';
import { makeFollow } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  DOMAIN_STREAM_NAME: required,
  CAMPAIGN_REQUESTS_NAME: required,
  TRANSACTIONAL_REQUESTS_NAME: required,
  PARKED_BUCKET: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const kinesis = kinesisClient();
const log = createLog('follow');

export const handler = makeFollow({
  loadRules: cachedRules(triggerRulesIn(database).all, systemClock, log),
  request: requestOn({
    campaigns: makePublisher(kinesis, env.CAMPAIGN_REQUESTS_NAME),
    transactional: makePublisher(kinesis, env.TRANSACTIONAL_REQUESTS_NAME),
  }),
  convert: convertIn(database),
  publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'follow'),
  log,
  meter: createMeter('follow'),
});
