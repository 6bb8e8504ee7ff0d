import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { campaignObjectsIn } from '../adapters/audience-objects.ts';
import { audiencePagesIn } from '../adapters/audience-pages.ts';
import { campaignProgressIn } from '../adapters/campaign-progress.ts';
import { campaignsIn } from '../adapters/campaigns-table.ts';
import { makeRunCampaign } from './handler.ts';

const env = parseEnv({
  REPORTS_BUCKET: 'text',
  CAMPAIGN_REQUESTS_NAME: 'text',
  DOMAIN_STREAM_NAME: 'text',
});
const database = openDatabase();
const kinesis = kinesisClient();

export const handler = withDurableExecution(
  makeRunCampaign({
    read: campaignsIn(database).read,
    progress: campaignProgressIn(database),
    readPage: audiencePagesIn(database, campaignObjectsIn(new S3Client({}), env.REPORTS_BUCKET)),
    request: makePublisher(kinesis, env.CAMPAIGN_REQUESTS_NAME),
    publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
    now: systemClock,
    log: createLog('run-campaign'),
    meter: createMeter('run-campaign'),
  }),
);
