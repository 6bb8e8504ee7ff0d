import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { saveSmsIn } from '../adapters/device-sms-table.ts';
import { makeStoreSms } from './handler.ts';

const env = parseEnv({
  DEVICE_SMS_TABLE: 'text',
  SMS_RETENTION_DAYS: 'count',
  PARKED_BUCKET: 'text',
});

export const handler = makeStoreSms({
  save: saveSmsIn(new DynamoDBClient({}), env.DEVICE_SMS_TABLE),
  retentionDays: env.SMS_RETENTION_DAYS,
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'store-sms'),
  log: createLog('store-sms'),
  meter: createMeter('store-sms'),
});
