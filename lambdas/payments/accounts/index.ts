import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { makeAccounts } from './handler.ts';

const env = parseEnv({ DATABASE_RESOURCE_ARN: required, DATABASE_SECRET_ARN: required, DATABASE_NAME: required });

export const handler = makeAccounts({
  ledger: auroraLedger(
    makeDatabase(new RDSDataClient({}), {
      resourceArn: env.DATABASE_RESOURCE_ARN,
      secretArn: env.DATABASE_SECRET_ARN,
      database: env.DATABASE_NAME,
    }),
  ),
  log: createLog('accounts'),
  meter: createMeter('accounts'),
});
