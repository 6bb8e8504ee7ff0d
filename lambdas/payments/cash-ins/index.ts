import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { transfersIn } from '../adapters/transfers-reader.ts';
import { vendorsIn } from '../adapters/vendors-table.ts';
import { makeCashIns } from './handler.ts';

const env = parseEnv({
  NUDGE_STREAM_NAME: 'text',
  STANDARD_LANE_NAME: 'text',
  BULK_LANE_NAME: 'text',
});
const database = openDatabase();
const kinesis = kinesisClient();
const log = createLog('cash-ins');

export const handler = makeCashIns({
  ledger: auroraLedger(database),
  vendorNamed: vendorsIn(database, systemClock),
  readTransfer: transfersIn(database),
  nudge: nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log),
  lanes: {
    standard: makePublisher(kinesis, env.STANDARD_LANE_NAME),
    bulk: makePublisher(kinesis, env.BULK_LANE_NAME),
  },
  now: systemClock,
  log,
  meter: createMeter('cash-ins'),
});
