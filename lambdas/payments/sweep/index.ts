import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { publishWaiting } from '../adapters/publish-waiting.ts';
import { reviewsIn } from '../adapters/reviews-table.ts';
import { makeSweep } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
  REVIEW_MAX_MINUTES: 'count',
});
const database = openDatabase();
const ledger = auroraLedger(database);
const publish = makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME);

export const handler = makeSweep({
  expireHolds: ledger.expireHolds,
  publishWaiting: () => publishWaiting(ledger, publish),
  waitingReviews: reviewsIn(database).waiting,
  reviewMaxMs: env.REVIEW_MAX_MINUTES * 60_000,
  now: systemClock,
  log: createLog('sweep'),
  meter: createMeter('sweep'),
});
