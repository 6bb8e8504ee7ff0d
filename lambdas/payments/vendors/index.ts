import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { vendorDirectoryIn } from '../adapters/vendor-directory.ts';
import { makeVendors } from './handler.ts';

const env = parseEnv({
  VENDORS_MAY_BE_LOOPBACK: ['true', 'false'],
  VENDORS_WITH_KEYS: 'text',
});

export const handler = makeVendors({
  vendors: vendorDirectoryIn(openDatabase()),
  withKeys: new Set(env.VENDORS_WITH_KEYS.split(',')),
  mayBeLoopback: env.VENDORS_MAY_BE_LOOPBACK === 'true',
  log: createLog('vendors'),
  meter: createMeter('vendors'),
});
