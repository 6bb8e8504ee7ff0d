import { routes } from '../../contracts/api/routes.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openApiOf } from '../domain/openapi.ts';
import { makeApiDocs } from './handler.ts';

export const handler = makeApiDocs({
  api: openApiOf(routes),
  log: createLog('api-docs'),
  meter: createMeter('api-docs'),
});
