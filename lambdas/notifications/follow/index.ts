import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { convertIn } from '../adapters/conversions.ts';
import { requestOn } from '../adapters/requests.ts';
import { cachedRules, triggerRulesIn } from '../adapters/trigger-rules.ts';
import { makeFollow } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
  CAMPAIGN_REQUESTS_NAME: 'text',
  TRANSACTIONAL_REQUESTS_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const database = openDatabase();
const kinesis = kinesisClient();
const log = createLog('follow');
const meter = createMeter('follow');

export const handler = makeFollow({
  loadRules: cachedRules(triggerRulesIn(database).all, systemClock, { log, meter }),
  request: requestOn({
    campaigns: makePublisher(kinesis, env.CAMPAIGN_REQUESTS_NAME),
    transactional: makePublisher(kinesis, env.TRANSACTIONAL_REQUESTS_NAME),
  }),
  convert: convertIn(database),
  publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'follow'),
  log,
  meter,
});
