import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { z } from 'zod';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { transfersIn } from '../adapters/transfers-reader.ts';
import { makeTransfers } from './handler.ts';
import { withinMs } from './within.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  STANDARD_LANE_NAME: required,
  REVERSAL_LANE_NAME: required,
  NUDGE_STREAM_NAME: required,
  INSTANT_LIMIT_MS: z.coerce.number().int().positive(),
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const kinesis = kinesisClient();
const log = createLog('transfers');

export const handler = makeTransfers({
  post: auroraLedger(database).post,
  readTransfer: transfersIn(database),
  standardLane: makePublisher(kinesis, env.STANDARD_LANE_NAME),
  reversalLane: makePublisher(kinesis, env.REVERSAL_LANE_NAME),
  nudge: nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log),
  within: withinMs(env.INSTANT_LIMIT_MS),
  now: systemClock,
  log,
  meter: createMeter('transfers'),
});
