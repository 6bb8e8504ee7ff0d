import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { policiesIn } from '../adapters/policy-table.ts';
import { productsIn } from '../adapters/products-table.ts';
import { makePolicy } from './handler.ts';

const env = parseEnv({ DATABASE_RESOURCE_ARN: required, DATABASE_SECRET_ARN: required, DATABASE_NAME: required });
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});

export const handler = makePolicy({
  policies: policiesIn(database),
  products: productsIn(database),
  log: createLog('policy'),
  meter: createMeter('policy'),
});
