import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { startSagaBy, wakeBy } from '../adapters/executions.ts';
import { ordersIn } from '../adapters/orders-table.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { makeVendorCallbacks } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  ORDER_SAGA_ARN: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const lambda = new LambdaClient({});

export const handler = makeVendorCallbacks({
  orders: ordersIn(database),
  vendorNamed: vendorDirectoryIn(database).named,
  wake: wakeBy(lambda),
  start: startSagaBy(lambda, env.ORDER_SAGA_ARN),
  log: createLog('vendor-callbacks'),
  meter: createMeter('vendor-callbacks'),
});
