import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { signedUrlsOf } from '../../shared/signed-urls.ts';
import { campaignObjectsIn } from '../adapters/audience-objects.ts';
import { campaignCountsIn } from '../adapters/campaign-counts.ts';
import { invokeLaterBy, startRunBy } from '../adapters/campaign-executions.ts';
import { templateFactsIn } from '../adapters/campaign-templates.ts';
import { campaignsIn } from '../adapters/campaigns-table.ts';
import { makeCampaigns } from './handler.ts';

const env = parseEnv({
  REPORTS_BUCKET: 'text',
  RUN_CAMPAIGN_ARN: 'text',
  CHECK_AUDIENCE_ARN: 'text',
  DRY_RUN_ARN: 'text',
});
const database = openDatabase();
const lambda = new LambdaClient({});
const objects = campaignObjectsIn(new S3Client({}), env.REPORTS_BUCKET);

export const handler = makeCampaigns({
  campaigns: campaignsIn(database),
  countsOf: campaignCountsIn(database),
  templateFacts: templateFactsIn(database),
  readBlock: objects.readBlock,
  objects,
  signedUrl: signedUrlsOf(env.REPORTS_BUCKET),
  start: startRunBy(lambda, env.RUN_CAMPAIGN_ARN),
  check: invokeLaterBy(lambda, env.CHECK_AUDIENCE_ARN),
  rehearse: invokeLaterBy(lambda, env.DRY_RUN_ARN),
  now: systemClock,
  log: createLog('campaigns'),
  meter: createMeter('campaigns'),
});
