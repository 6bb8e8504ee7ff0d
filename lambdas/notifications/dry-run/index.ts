import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { campaignObjectsIn } from '../adapters/audience-objects.ts';
import { audiencePagesIn } from '../adapters/audience-pages.ts';
import { campaignsIn } from '../adapters/campaigns-table.ts';
import { compiledTemplates } from '../adapters/compiled-templates.ts';
import { customersIn } from '../adapters/customers-reader.ts';
import { rulesIn } from '../adapters/sending-rules.ts';
import { templatesIn } from '../adapters/templates-table.ts';
import { makeDryRun } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  REPORTS_BUCKET: required,
  LINK_BASE: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const objects = campaignObjectsIn(new S3Client({}), env.REPORTS_BUCKET);

export const handler = makeDryRun({
  read: campaignsIn(database).read,
  readPage: audiencePagesIn(database, objects),
  rules: rulesIn(database, systemClock),
  template: compiledTemplates(templatesIn(database).get),
  customers: customersIn(database),
  put: objects.put,
  linkBase: env.LINK_BASE,
  now: systemClock,
  log: createLog('dry-run'),
});
