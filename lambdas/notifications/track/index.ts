import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { bouncedMessagesIn } from '../adapters/bounced-messages.ts';
import { replacingBounced } from '../adapters/replace-bounced.ts';
import { requestOn } from '../adapters/requests.ts';
import { trackIn } from '../adapters/track-receipts.ts';
import { makeTrack } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
  CAMPAIGN_REQUESTS_NAME: 'text',
  TRANSACTIONAL_REQUESTS_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const database = openDatabase();
const kinesis = kinesisClient();

export const handler = makeTrack({
  track: trackIn(database),
  replaceBounced: replacingBounced(
    bouncedMessagesIn(database),
    requestOn({
      campaigns: makePublisher(kinesis, env.CAMPAIGN_REQUESTS_NAME),
      transactional: makePublisher(kinesis, env.TRANSACTIONAL_REQUESTS_NAME),
    }),
    systemClock,
  ),
  publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'track'),
  log: createLog('track'),
  meter: createMeter('track'),
});
