import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { customersIn } from '../adapters/customers-reader.ts';
import { rulesIn } from '../adapters/sending-rules.ts';
import { templatesIn } from '../adapters/templates-table.ts';
import { valuesOfCustomerBy } from '../adapters/values-of-customer.ts';
import { makeTemplates } from './handler.ts';

const env = parseEnv({
  LINK_HOSTS: 'text',
  LINK_BASE: 'text',
});
const database = openDatabase();

export const handler = makeTemplates({
  templates: templatesIn(database),
  valuesOfCustomer: valuesOfCustomerBy(customersIn(database), rulesIn(database, systemClock), systemClock),
  linkHosts: new Set(env.LINK_HOSTS.split(',')),
  linkBase: env.LINK_BASE,
  log: createLog('templates'),
  meter: createMeter('templates'),
});
