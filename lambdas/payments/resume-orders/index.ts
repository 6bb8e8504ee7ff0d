import { LambdaClient } from '@aws-sdk/client-lambda';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { startSagaBy } from '../adapters/executions.ts';
import { unfinishedOrdersIn } from '../adapters/unfinished-orders.ts';
import { makeResumeOrders } from './handler.ts';

const env = parseEnv({
  ORDER_SAGA_ARN: 'text',
});

export const handler = makeResumeOrders({
  unfinished: unfinishedOrdersIn(openDatabase()),
  start: startSagaBy(new LambdaClient({}), env.ORDER_SAGA_ARN),
  log: createLog('resume-orders'),
  meter: createMeter('resume-orders'),
});
