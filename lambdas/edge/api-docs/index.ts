import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { unpack } from '../../shared/packed-text.ts';
import { makeApiDocs } from './handler.ts';
import { json, page } from './reference.made.ts';

export const handler = makeApiDocs({
  json: unpack(json),
  page: unpack(page),
  log: createLog('api-docs'),
  meter: createMeter('api-docs'),
});
