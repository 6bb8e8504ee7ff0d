import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { startSagaBy, wakeBy } from '../adapters/executions.ts';
import { ordersIn } from '../adapters/orders-table.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { vendorKeysIn } from '../adapters/vendor-keys.ts';
import { makeVendorCallbacks } from './handler.ts';

const env = parseEnv({
  ORDER_SAGA_ARN: 'text',
  VENDOR_KEYS_ARNS: 'text',
});
const database = openDatabase();
const lambda = new LambdaClient({});
const log = createLog('vendor-callbacks');

export const handler = makeVendorCallbacks({
  orders: ordersIn(database),
  vendorNamed: vendorDirectoryIn(database).named,
  keysOf: vendorKeysIn(new SecretsManagerClient({}), env.VENDOR_KEYS_ARNS, systemClock, log),
  now: systemClock,
  wake: wakeBy(lambda),
  start: startSagaBy(lambda, env.ORDER_SAGA_ARN),
  log,
  meter: createMeter('vendor-callbacks'),
});
