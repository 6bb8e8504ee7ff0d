import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { templateFactsIn } from '../adapters/campaign-templates.ts';
import { triggerRulesIn } from '../adapters/trigger-rules.ts';
import { makeTriggerRules } from './handler.ts';

const database = openDatabase();

export const handler = makeTriggerRules({
  rules: triggerRulesIn(database),
  templateOf: templateFactsIn(database),
  log: createLog('trigger-rules'),
  meter: createMeter('trigger-rules'),
});
