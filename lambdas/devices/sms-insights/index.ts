import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { applyBankFactsIn } from '../adapters/bank-facts.ts';
import { auroraOutbox } from '../adapters/outbox.ts';
import { rulesFrom } from '../adapters/rules-table.ts';
import { makeSmsInsights } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const database = openDatabase();

export const handler = makeSmsInsights({
  apply: applyBankFactsIn(database),
  loadRules: rulesFrom(database, 'bank-fact', systemClock),
  flushOutbox: auroraOutbox(database, makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME)).flush,
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'sms-insights'),
  log: createLog('sms-insights'),
  meter: createMeter('sms-insights'),
});
