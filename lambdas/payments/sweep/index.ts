import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { publishWaiting } from '../adapters/publish-waiting.ts';
import { makeSweep } from './handler.ts';

const env = parseEnv({
  DOMAIN_STREAM_NAME: 'text',
});
const ledger = auroraLedger(openDatabase());
const publish = makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME);

export const handler = makeSweep({
  expireHolds: ledger.expireHolds,
  publishWaiting: () => publishWaiting(ledger, publish),
  log: createLog('sweep'),
  meter: createMeter('sweep'),
});
