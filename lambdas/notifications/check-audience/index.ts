import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { campaignObjectsIn } from '../adapters/audience-objects.ts';
import { campaignsIn } from '../adapters/campaigns-table.ts';
import { makeCheckAudience } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  REPORTS_BUCKET: required,
});

export const handler = makeCheckAudience({
  campaigns: campaignsIn(
    makeDatabase(new RDSDataClient({}), {
      resourceArn: env.DATABASE_RESOURCE_ARN,
      secretArn: env.DATABASE_SECRET_ARN,
      database: env.DATABASE_NAME,
    }),
  ),
  objects: campaignObjectsIn(new S3Client({}), env.REPORTS_BUCKET),
  log: createLog('check-audience'),
  meter: createMeter('check-audience'),
});
