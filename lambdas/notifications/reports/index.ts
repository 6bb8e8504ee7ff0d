import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { campaignTalliesIn } from '../adapters/campaign-tallies.ts';
import { historyIn } from '../adapters/history.ts';
import { makeReports } from './handler.ts';

const database = openDatabase();

export const handler = makeReports({
  tallies: campaignTalliesIn(database),
  history: historyIn(database),
  log: createLog('reports'),
  meter: createMeter('reports'),
});
