import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { sentMessagesIn } from '../adapters/sent-messages.ts';
import { makeAppEvents } from './handler.ts';

const env = parseEnv({
  RECEIPT_STREAM_NAME: 'text',
});
const database = openDatabase();

export const handler = makeAppEvents({
  find: sentMessagesIn(database),
  tell: makePublisher(kinesisClient(), env.RECEIPT_STREAM_NAME),
  now: systemClock,
  log: createLog('app-events'),
  meter: createMeter('app-events'),
});
