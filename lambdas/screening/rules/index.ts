import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { pastPaymentsIn } from '../adapters/past-payments.ts';
import { ruleSetsIn } from '../adapters/rule-sets.ts';
import { makeRules } from './handler.ts';

const database = openDatabase();

export const handler = makeRules({
  ruleSets: ruleSetsIn(database),
  pastPayments: pastPaymentsIn(database),
  log: createLog('rules'),
  meter: createMeter('rules'),
});
