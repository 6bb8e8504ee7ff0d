import { openJudge } from '../../screening/adapters/open-judge.ts';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { withinMs } from '../../shared/within.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { openLedger } from '../adapters/open-ledger.ts';
import { reviewsIn } from '../adapters/reviews-table.ts';
import { makeScreenPost } from '../adapters/screened-post.ts';
import { makeScreenReversal } from '../adapters/screened-reversal.ts';
import { transfersIn } from '../adapters/transfers-reader.ts';
import { makeTransfers } from './handler.ts';

const env = parseEnv({
  DATABASE_LEDGER_SECRET_ARN: 'text',
  STANDARD_LANE_NAME: 'text',
  REVERSAL_LANE_NAME: 'text',
  NUDGE_STREAM_NAME: 'text',
  DOMAIN_STREAM_NAME: 'text',
  SCREENING_LIMITS_TABLE: 'text',
  SCREENING_LIMIT_MS: 'count',
  INSTANT_LIMIT_MS: 'count',
});
const database = openDatabase();
const kinesis = kinesisClient();
const log = createLog('transfers');
const meter = createMeter('transfers');
const judgeFor = openJudge(env, database, log);
const publish = makePublisher(kinesis, env.DOMAIN_STREAM_NAME);
const ledger = openLedger(database, env.DATABASE_LEDGER_SECRET_ARN, log);

export const handler = makeTransfers({
  post: ledger.post,
  readTransfer: transfersIn(database),
  screen: makeScreenPost({
    judgeFor,
    isMerchant: async (account) => (await ledger.account(account))?.kind === 'merchant',
    publish,
    noteReview: reviewsIn(database).note,
    now: systemClock,
    log,
    meter,
  }),
  screenReversal: makeScreenReversal({ judgeFor, publish, now: systemClock }),
  standardLane: makePublisher(kinesis, env.STANDARD_LANE_NAME),
  reversalLane: makePublisher(kinesis, env.REVERSAL_LANE_NAME),
  nudge: nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log),
  within: withinMs(env.INSTANT_LIMIT_MS),
  now: systemClock,
  log,
  meter,
});
