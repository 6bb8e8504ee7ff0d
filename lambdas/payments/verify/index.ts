import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { makeVerify } from './handler.ts';

const env = parseEnv({ DATABASE_RESOURCE_ARN: required, DATABASE_SECRET_ARN: required, DATABASE_NAME: required });
const ledger = auroraLedger(
  makeDatabase(new RDSDataClient({}), {
    resourceArn: env.DATABASE_RESOURCE_ARN,
    secretArn: env.DATABASE_SECRET_ARN,
    database: env.DATABASE_NAME,
  }),
);

export const handler = makeVerify({
  verify: ledger.verify,
  unbalanced: ledger.unbalanced,
  log: createLog('verify'),
  meter: createMeter('verify'),
});
