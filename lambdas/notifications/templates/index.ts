import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { customersIn } from '../adapters/customers-reader.ts';
import { rulesIn } from '../adapters/sending-rules.ts';
import { templatesIn } from '../adapters/templates-table.ts';
import { valuesOfCustomerBy } from '../adapters/values-of-customer.ts';
import { makeTemplates } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  LINK_HOSTS: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});

export const handler = makeTemplates({
  templates: templatesIn(database),
  valuesOfCustomer: valuesOfCustomerBy(customersIn(database), rulesIn(database, systemClock), systemClock),
  linkHosts: new Set(env.LINK_HOSTS.split(',')),
  log: createLog('templates'),
  meter: createMeter('templates'),
});
