import { LambdaClient } from '@aws-sdk/client-lambda';
import { openJudge } from '../../screening/adapters/open-judge.ts';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { startSagaBy } from '../adapters/executions.ts';
import { ordersIn } from '../adapters/orders-table.ts';
import { makeScreenPost } from '../adapters/screened-post.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { makeOrders } from './handler.ts';

const env = parseEnv({
  ORDER_SAGA_ARN: 'text',
  DOMAIN_STREAM_NAME: 'text',
  SCREENING_LIMITS_TABLE: 'text',
  SCREENING_LIMIT_MS: 'count',
});
const database = openDatabase();
const log = createLog('orders');
const meter = createMeter('orders');
const ledger = auroraLedger(database);

export const handler = makeOrders({
  orders: ordersIn(database),
  vendorNamed: vendorDirectoryIn(database).named,
  screen: makeScreenPost({
    judgeFor: openJudge(env, database, log),
    isMerchant: async (account) => (await ledger.account(account))?.kind === 'merchant',
    publish: makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME),
    now: systemClock,
    log,
    meter,
  }),
  start: startSagaBy(new LambdaClient({}), env.ORDER_SAGA_ARN),
  log,
  meter,
});
