import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { saveLimitsIn } from '../adapters/limits-table.ts';
import { cachedRules, ruleSetsIn } from '../adapters/rule-sets.ts';
import { statesTable } from '../adapters/states-table.ts';
import { makeScreen } from './handler.ts';

const env = parseEnv({
  SCREENING_STATES_TABLE: 'text',
  SCREENING_LIMITS_TABLE: 'text',
  DOMAIN_STREAM_NAME: 'text',
  PARKED_BUCKET: 'text',
});
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});
const database = openDatabase();

export const handler = makeScreen({
  rules: cachedRules(ruleSetsIn(database).all, systemClock),
  states: statesTable(documents, env.SCREENING_STATES_TABLE),
  saveLimits: saveLimitsIn(documents, env.SCREENING_LIMITS_TABLE),
  publish: makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'screen'),
  log: createLog('screen'),
  meter: createMeter('screen'),
});
