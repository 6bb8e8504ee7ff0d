import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { ordersIn } from '../adapters/orders-table.ts';
import { transfersIn } from '../adapters/transfers-reader.ts';
import { untoldEndsIn } from '../adapters/untold-ends.ts';
import { vendorOver } from '../adapters/vendor-calls.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { signBy, vendorKeysIn } from '../adapters/vendor-keys.ts';
import { makeOrderSaga } from './handler.ts';

const env = parseEnv({
  REVERSAL_LANE_NAME: 'text',
  NUDGE_STREAM_NAME: 'text',
  DOMAIN_STREAM_NAME: 'text',
  VENDOR_KEYS_ARNS: 'text',
  VENDOR_LIMIT_MS: 'count',
});
const database = openDatabase();
const kinesis = kinesisClient();
const log = createLog('order-saga');
const keysOf = vendorKeysIn(new SecretsManagerClient({}), env.VENDOR_KEYS_ARNS, systemClock, log);

export const handler = withDurableExecution(
  makeOrderSaga({
    orders: ordersIn(database),
    ledger: auroraLedger(database),
    readTransfer: transfersIn(database),
    vendors: vendorOver(fetch, signBy(keysOf, systemClock), env.VENDOR_LIMIT_MS),
    vendorNamed: vendorDirectoryIn(database).named,
    reversalLane: makePublisher(kinesis, env.REVERSAL_LANE_NAME),
    publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
    told: untoldEndsIn(database).told,
    nudge: nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log),
    now: systemClock,
    log,
    meter: createMeter('order-saga'),
  }),
);
