import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { templateFactsIn } from '../adapters/campaign-templates.ts';
import { triggerRulesIn } from '../adapters/trigger-rules.ts';
import { makeTriggerRules } from './handler.ts';

const env = parseEnv({ DATABASE_RESOURCE_ARN: required, DATABASE_SECRET_ARN: required, DATABASE_NAME: required });
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});

export const handler = makeTriggerRules({
  rules: triggerRulesIn(database),
  templateOf: templateFactsIn(database),
  log: createLog('trigger-rules'),
  meter: createMeter('trigger-rules'),
});
