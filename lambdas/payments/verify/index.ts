import { systemClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { journalLinksIn } from '../adapters/journal-links.ts';
import { makeVerify } from './handler.ts';

const database = openDatabase();
const ledger = auroraLedger(database);

export const handler = makeVerify({
  verify: ledger.verify,
  unbalanced: ledger.unbalanced,
  links: journalLinksIn(database),
  now: systemClock,
  log: createLog('verify'),
  meter: createMeter('verify'),
});
