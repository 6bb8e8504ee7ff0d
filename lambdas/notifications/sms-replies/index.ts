import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { answeredMessagesIn } from '../adapters/answered-message.ts';
import { wishesIn } from '../adapters/wishes.ts';
import { makeSmsReplies } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  RECEIPT_STREAM_NAME: required,
  DOMAIN_STREAM_NAME: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const kinesis = kinesisClient();
const { stopSms, startSms } = wishesIn(database);

export const handler = makeSmsReplies({
  stopSms,
  startSms,
  findAnswered: answeredMessagesIn(database),
  tell: makePublisher(kinesis, env.RECEIPT_STREAM_NAME),
  publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
  log: createLog('sms-replies'),
  meter: createMeter('sms-replies'),
});
