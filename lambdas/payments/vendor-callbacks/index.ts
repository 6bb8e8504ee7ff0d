import { LambdaClient } from '@aws-sdk/client-lambda';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { startSagaBy, wakeBy } from '../adapters/executions.ts';
import { ordersIn } from '../adapters/orders-table.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { makeVendorCallbacks } from './handler.ts';

const env = parseEnv({
  ORDER_SAGA_ARN: 'text',
});
const database = openDatabase();
const lambda = new LambdaClient({});

export const handler = makeVendorCallbacks({
  orders: ordersIn(database),
  vendorNamed: vendorDirectoryIn(database).named,
  wake: wakeBy(lambda),
  start: startSagaBy(lambda, env.ORDER_SAGA_ARN),
  log: createLog('vendor-callbacks'),
  meter: createMeter('vendor-callbacks'),
});
