import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { z } from 'zod';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { makeVendors } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  VENDORS_MAY_BE_LOOPBACK: z.enum(['true', 'false']),
});

export const handler = makeVendors({
  vendors: vendorDirectoryIn(
    makeDatabase(new RDSDataClient({}), {
      resourceArn: env.DATABASE_RESOURCE_ARN,
      secretArn: env.DATABASE_SECRET_ARN,
      database: env.DATABASE_NAME,
    }),
  ),
  mayBeLoopback: env.VENDORS_MAY_BE_LOOPBACK === 'true',
  log: createLog('vendors'),
  meter: createMeter('vendors'),
});
