import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { campaignObjectsIn } from '../adapters/audience-objects.ts';
import { audiencePagesIn } from '../adapters/audience-pages.ts';
import { campaignsIn } from '../adapters/campaigns-table.ts';
import { compiledTemplates } from '../adapters/compiled-templates.ts';
import { customersIn } from '../adapters/customers-reader.ts';
import { rulesIn } from '../adapters/sending-rules.ts';
import { templatesIn } from '../adapters/templates-table.ts';
import { makeDryRun } from './handler.ts';

const env = parseEnv({
  REPORTS_BUCKET: 'text',
  LINK_BASE: 'text',
});
const database = openDatabase();
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
