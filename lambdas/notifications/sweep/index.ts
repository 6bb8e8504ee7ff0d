import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { z } from 'zod';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { requestOn } from '../adapters/requests.ts';
import { waitingMessagesIn } from '../adapters/waiting-messages.ts';
import { makeSweep } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  CAMPAIGN_STREAM_NAME: required,
  TRANSACTIONAL_STREAM_NAME: required,
  RECORD_AGE_MAX_HOURS: z.coerce.number().int().positive(),
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
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
