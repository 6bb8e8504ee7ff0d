import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { makePublisher } from '../../shared/publish.ts';
import { saveLimitsIn } from '../adapters/limits-table.ts';
import { cachedRules, ruleSetsIn } from '../adapters/rule-sets.ts';
import { statesTable } from '../adapters/states-table.ts';
import { makeScreen } from './handler.ts';

const env = parseEnv({
  SCREENING_STATES_TABLE: required,
  SCREENING_LIMITS_TABLE: required,
  DOMAIN_STREAM_NAME: required,
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  PARKED_BUCKET: required,
});
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});

export const handler = makeScreen({
  rules: cachedRules(ruleSetsIn(database).all, systemClock),
  states: statesTable(documents, env.SCREENING_STATES_TABLE),
  saveLimits: saveLimitsIn(documents, env.SCREENING_LIMITS_TABLE),
  publish: makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME),
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'screen'),
  log: createLog('screen'),
  meter: createMeter('screen'),
});
