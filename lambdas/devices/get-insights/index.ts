import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { readEvidenceFrom } from '../adapters/insights-reader.ts';
import { makeGetInsights } from './handler.ts';

const env = parseEnv({ DATABASE_RESOURCE_ARN: required, DATABASE_SECRET_ARN: required, DATABASE_NAME: required });

export const handler = makeGetInsights({
  readEvidence: readEvidenceFrom(
    makeDatabase(new RDSDataClient({}), {
      resourceArn: env.DATABASE_RESOURCE_ARN,
      secretArn: env.DATABASE_SECRET_ARN,
      database: env.DATABASE_NAME,
    }),
  ),
  now: systemClock,
  log: createLog('get-insights'),
  meter: createMeter('get-insights'),
});
