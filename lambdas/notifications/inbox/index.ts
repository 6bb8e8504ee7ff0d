import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { inboxIn } from '../adapters/inbox-table.ts';
import { makeInbox } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  RECEIPT_STREAM_NAME: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});

export const handler = makeInbox({
  inbox: inboxIn(database),
  tell: makePublisher(kinesisClient(), env.RECEIPT_STREAM_NAME),
  now: systemClock,
  log: createLog('inbox'),
  meter: createMeter('inbox'),
});
