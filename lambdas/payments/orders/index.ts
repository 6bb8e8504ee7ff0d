import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { judgeFrom } from '../../screening/adapters/judge-at-path.ts';
import { readLimitsIn } from '../../screening/adapters/limits-table.ts';
import { cachedRules, ruleSetsIn } from '../../screening/adapters/rule-sets.ts';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { startSagaBy } from '../adapters/executions.ts';
import { ordersIn } from '../adapters/orders-table.ts';
import { makeScreenPost } from '../adapters/screened-post.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { makeOrders } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  ORDER_SAGA_ARN: required,
  DOMAIN_STREAM_NAME: required,
  SCREENING_LIMITS_TABLE: required,
  SCREENING_LIMIT_MS: z.coerce.number().int().positive(),
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const log = createLog('orders');
const ledger = auroraLedger(database);
// What is late is given up; trying again would only come later still.
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }));

export const handler = makeOrders({
  orders: ordersIn(database),
  vendorNamed: vendorDirectoryIn(database).named,
  screen: makeScreenPost({
    judgeFor: judgeFrom({
      readLimits: readLimitsIn(documents, env.SCREENING_LIMITS_TABLE),
      rules: cachedRules(ruleSetsIn(database).all, systemClock),
      now: systemClock,
      limitMs: env.SCREENING_LIMIT_MS,
      log,
    }),
    isMerchant: async (account) => (await ledger.account(account))?.kind === 'merchant',
    publish: makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME),
    now: systemClock,
  }),
  start: startSagaBy(new LambdaClient({}), env.ORDER_SAGA_ARN),
  log,
  meter: createMeter('orders'),
});
