import { systemClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { readEvidenceFrom } from '../adapters/insights-reader.ts';
import { makeGetInsights } from './handler.ts';

export const handler = makeGetInsights({
  readEvidence: readEvidenceFrom(openDatabase()),
  now: systemClock,
  log: createLog('get-insights'),
  meter: createMeter('get-insights'),
});
