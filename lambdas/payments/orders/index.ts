import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { startSagaBy } from '../adapters/executions.ts';
import { ordersIn } from '../adapters/orders-table.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { makeOrders } from './handler.ts';

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

export const handler = makeOrders({
  orders: ordersIn(database),
  vendorNamed: vendorDirectoryIn(database).named,
  start: startSagaBy(new LambdaClient({}), env.ORDER_SAGA_ARN),
  log: createLog('orders'),
  meter: createMeter('orders'),
});
