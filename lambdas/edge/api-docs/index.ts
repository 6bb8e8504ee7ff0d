import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makeApiDocs } from './handler.ts';
import { api } from './reference.made.ts';

export const handler = makeApiDocs({
  api,
  log: createLog('api-docs'),
  meter: createMeter('api-docs'),
});
