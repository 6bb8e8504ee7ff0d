import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { reviewsIn } from '../adapters/reviews-table.ts';
import { transfersIn } from '../adapters/transfers-reader.ts';
import { makeReviews } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  NUDGE_STREAM_NAME: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const log = createLog('reviews');

export const handler = makeReviews({
  waiting: reviewsIn(database).waiting,
  post: auroraLedger(database).post,
  readTransfer: transfersIn(database),
  nudge: nudgeOn(makePublisher(kinesisClient(), env.NUDGE_STREAM_NAME), systemClock, log),
  log,
  meter: createMeter('reviews'),
});
