import { Duration } from 'aws-cdk-lib';
import { ownMetric } from '../constructs/alarms.ts';
import { keepAsyncFailures } from '../constructs/async-failures.ts';
import { DurableFunction } from '../constructs/durable-function.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { TypescriptFunction } from '../constructs/typescript-function.ts';
import { endpointOf } from './endpoint.ts';
import { linkBase } from './notification-dispatch.ts';
import type { NotificationWiring } from './notifications.ts';

const audiences = 'campaigns/audiences/';
const wrongLines = 'campaigns/wrong-lines/';
const dryRuns = 'campaigns/dry-runs/';

/** Messages to many customers: what runs campaigns, and what operators call about them. */
export function campaigns(wiring: NotificationWiring): HttpEndpoint[] {
  const { database, reports } = wiring.platform;
  const endpoint = endpointOf(wiring, 'Campaigns', {
    entry: 'notifications/campaigns',
    description: 'Makes, shows and moves campaigns',
    uses: [
      database.forQueries(),
      // Addresses are signed with this role: it may do what they may.
      reports.for('REPORTS_BUCKET', { put: [audiences, dryRuns], get: [audiences, wrongLines, dryRuns] }),
      runCampaign(wiring).forStarts('RUN_CAMPAIGN_ARN'),
      checkAudience(wiring).forInvokes('CHECK_AUDIENCE_ARN'),
      dryRun(wiring).forInvokes('DRY_RUN_ARN'),
    ],
    impact: 'Operators cannot start or stop campaigns; running ones go on.',
  });
  return [endpoint];
}

function runCampaign({ stack, platform, requests }: NotificationWiring): DurableFunction {
  const { database, domainEvents, reports, settings } = platform;
  const impact = 'A campaign stands still: part of its audience is not asked for.';
  settings.alarms.raise({
    id: 'CampaignsRefused',
    metric: ownMetric('run-campaign', 'CampaignsRefused', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact: 'A campaign ended before its end.',
    runbook: 'notifications#a-campaign-is-refused',
  });
  return new DurableFunction(stack, 'RunCampaign', {
    settings,
    key: platform.dataKey,
    entry: 'notifications/run-campaign',
    description: 'Takes a campaign through its audience, page by page',
    uses: [
      database.forQueries(),
      reports.for('REPORTS_BUCKET', { get: [audiences] }),
      requests.campaigns.forPuts('CAMPAIGN_REQUESTS_NAME'),
      domainEvents.forPuts('DOMAIN_STREAM_NAME'),
    ],
    memoryMb: 512,
    timeout: Duration.minutes(2),
    // It waits for its start, and then runs for two weeks at most.
    executionTimeout: Duration.days(366),
    retention: Duration.days(14),
    impact,
  });
}

function checkAudience({ stack, platform }: NotificationWiring): TypescriptFunction {
  const { database, parked, reports, settings } = platform;
  const check = new TypescriptFunction(stack, 'CheckAudience', {
    settings,
    entry: 'notifications/check-audience',
    description: 'Counts the customers whom an uploaded file names',
    uses: [database.forQueries(), reports.for('REPORTS_BUCKET', { get: [audiences], put: [wrongLines] })],
    memoryMb: 512,
    // A million lines are some seconds.
    timeout: Duration.minutes(5),
    errorPeriods: 3,
    impact: 'A campaign with an uploaded audience cannot start.',
  });
  keepAsyncFailures(check, parked);
  return check;
}

function dryRun(wiring: NotificationWiring): TypescriptFunction {
  const { stack, platform } = wiring;
  const { database, parked, reports, settings } = platform;
  const made = new TypescriptFunction(stack, 'DryRun', {
    settings,
    entry: 'notifications/dry-run',
    description: 'Decides for each customer of a campaign without sending anything',
    uses: [database.forQueries(), reports.for('REPORTS_BUCKET', { get: [audiences], put: [dryRuns] })],
    environment: { LINK_BASE: linkBase(wiring) },
    memoryMb: 512,
    timeout: Duration.minutes(15),
    errorPeriods: 3,
    impact: 'Operators cannot see whom a campaign would reach.',
  });
  keepAsyncFailures(made, parked);
  return made;
}
