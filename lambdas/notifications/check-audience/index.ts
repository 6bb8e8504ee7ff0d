import { S3Client } from '@aws-sdk/client-s3';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { campaignObjectsIn } from '../adapters/audience-objects.ts';
import { campaignsIn } from '../adapters/campaigns-table.ts';
import { makeCheckAudience } from './handler.ts';

const env = parseEnv({
  REPORTS_BUCKET: 'text',
});

export const handler = makeCheckAudience({
  campaigns: campaignsIn(openDatabase()),
  objects: campaignObjectsIn(new S3Client({}), env.REPORTS_BUCKET),
  log: createLog('check-audience'),
  meter: createMeter('check-audience'),
});
