import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { requestOn } from '../adapters/requests.ts';
import { waitingMessagesIn } from '../adapters/waiting-messages.ts';
import { makeSweep } from './handler.ts';

const env = parseEnv({
  CAMPAIGN_STREAM_NAME: 'text',
  TRANSACTIONAL_STREAM_NAME: 'text',
  RECORD_AGE_MAX_HOURS: 'count',
});
const database = openDatabase();
const kinesis = kinesisClient();

export const handler = makeSweep({
  messages: waitingMessagesIn(database),
  request: requestOn({
    campaigns: makePublisher(kinesis, env.CAMPAIGN_STREAM_NAME),
    transactional: makePublisher(kinesis, env.TRANSACTIONAL_STREAM_NAME),
  }),
  recordAgeMaxHours: env.RECORD_AGE_MAX_HOURS,
  now: systemClock,
  log: createLog('sweep'),
  meter: createMeter('sweep'),
});
