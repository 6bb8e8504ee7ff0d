import { LambdaClient } from '@aws-sdk/client-lambda';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { startSagaBy } from '../adapters/executions.ts';
import { ordersIn } from '../adapters/orders-table.ts';
import { tellEndBy } from '../adapters/tell-end.ts';
import { unfinishedOrdersIn } from '../adapters/unfinished-orders.ts';
import { untoldEndsIn } from '../adapters/untold-ends.ts';
import { makeResumeOrders } from './handler.ts';
import { makeTellUntold } from './untold.ts';

const env = parseEnv({
  ORDER_SAGA_ARN: 'text',
  DOMAIN_STREAM_NAME: 'text',
});
const database = openDatabase();
const untold = untoldEndsIn(database);
const log = createLog('resume-orders');

export const handler = makeResumeOrders({
  unfinished: unfinishedOrdersIn(database),
  start: startSagaBy(new LambdaClient({}), env.ORDER_SAGA_ARN),
  tellUntold: makeTellUntold({
    waiting: untold.waiting,
    park: untold.park,
    read: ordersIn(database).read,
    tellEnd: tellEndBy({
      publish: makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME),
      told: untold.told,
      log,
      meter: createMeter('order-saga'),
    }),
    log,
  }),
  log,
  meter: createMeter('resume-orders'),
});
