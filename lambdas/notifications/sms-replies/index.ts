import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { answeredMessagesIn } from '../adapters/answered-message.ts';
import { tellingPreferences } from '../adapters/preference-outbox.ts';
import { wishesIn } from '../adapters/wishes.ts';
import { makeSmsReplies } from './handler.ts';

const env = parseEnv({
  RECEIPT_STREAM_NAME: 'text',
  DOMAIN_STREAM_NAME: 'text',
});
const database = openDatabase();
const kinesis = kinesisClient();
const { stopSms, startSms } = wishesIn(database);

export const handler = makeSmsReplies({
  stopSms,
  startSms,
  findAnswered: answeredMessagesIn(database),
  tell: makePublisher(kinesis, env.RECEIPT_STREAM_NAME),
  publish: tellingPreferences(makePublisher(kinesis, env.DOMAIN_STREAM_NAME), database),
  now: systemClock,
  log: createLog('sms-replies'),
  meter: createMeter('sms-replies'),
});
