import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { pastPaymentsIn } from '../adapters/past-payments.ts';
import { ruleSetsIn } from '../adapters/rule-sets.ts';
import { makeRules } from './handler.ts';

const env = parseEnv({ DATABASE_RESOURCE_ARN: required, DATABASE_SECRET_ARN: required, DATABASE_NAME: required });
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});

export const handler = makeRules({
  ruleSets: ruleSetsIn(database),
  pastPayments: pastPaymentsIn(database),
  log: createLog('rules'),
  meter: createMeter('rules'),
});
