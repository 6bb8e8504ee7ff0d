import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { makeVerify } from './handler.ts';

const ledger = auroraLedger(openDatabase());

export const handler = makeVerify({
  verify: ledger.verify,
  unbalanced: ledger.unbalanced,
  log: createLog('verify'),
  meter: createMeter('verify'),
});
