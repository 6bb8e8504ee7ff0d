import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { makeAccounts } from './handler.ts';

export const handler = makeAccounts({
  ledger: auroraLedger(openDatabase()),
  log: createLog('accounts'),
  meter: createMeter('accounts'),
});
