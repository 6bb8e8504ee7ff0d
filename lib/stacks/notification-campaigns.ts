import { Duration } from 'aws-cdk-lib';
import { ownMetric } from '../constructs/alarms.ts';
import { keepAsyncFailures } from '../constructs/async-failures.ts';
import { DurableFunction } from '../constructs/durable-function.ts';
import { allow } from '../constructs/grants.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { TypescriptFunction } from '../constructs/typescript-function.ts';
import { databaseVariables } from './device-endpoints.ts';
import { endpointOf } from './endpoint.ts';
import { linkBase } from './notification-dispatch.ts';
import type { NotificationWiring } from './notifications.ts';

const audiences = 'campaigns/audiences/';
const wrongLines = 'campaigns/wrong-lines/';
const dryRuns = 'campaigns/dry-runs/';

/** Messages to many customers: what runs campaigns, and what operators call about them. */
export function campaigns(wiring: NotificationWiring): HttpEndpoint[] {
  return [endpoint(wiring, runCampaign(wiring), checkAudience(wiring), dryRun(wiring))];
}

function runCampaign({ stack, platform, requests }: NotificationWiring): DurableFunction {
  const { database, domainEvents, parked, reports, settings } = platform;
  const impact = 'A campaign stands still: part of its audience is not asked for.';
  const run = new DurableFunction(stack, 'RunCampaign', {
    settings,
    parked,
    entry: 'notifications/run-campaign',
    description: 'Takes a campaign through its audience, page by page',
    environment: {
      ...databaseVariables(database),
      REPORTS_BUCKET: reports.bucket.bucketName,
      CAMPAIGN_REQUESTS_NAME: requests.campaigns.stream.streamName,
      DOMAIN_STREAM_NAME: domainEvents.stream.streamName,
    },
    memoryMb: 512,
    timeout: Duration.minutes(2),
    // It waits for its start, and then runs for two weeks at most.
    executionTimeout: Duration.days(366),
    retention: Duration.days(14),
    impact,
  });
  const { function: handler } = run.handler;
  database.grantQueries(handler);
  reports.grantGet(handler, audiences);
  for (const stream of [requests.campaigns, domainEvents]) stream.grantPut(handler);
  settings.alarms.raise({
    id: 'CampaignsRefused',
    metric: ownMetric('run-campaign', 'CampaignsRefused', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact: 'A campaign ended before its end.',
    runbook: 'notifications#a-campaign-is-refused',
  });
  return run;
}

function checkAudience({ stack, platform }: NotificationWiring): TypescriptFunction {
  const { database, parked, reports, settings } = platform;
  const check = new TypescriptFunction(stack, 'CheckAudience', {
    settings,
    entry: 'notifications/check-audience',
    description: 'Counts the customers whom an uploaded file names',
    environment: { ...databaseVariables(database), REPORTS_BUCKET: reports.bucket.bucketName },
    memoryMb: 512,
    // A million lines are some seconds.
    timeout: Duration.minutes(5),
    errorPeriods: 3,
    impact: 'A campaign with an uploaded audience cannot start.',
  });
  keepAsyncFailures(check, parked);
  database.grantQueries(check.function);
  reports.grantGet(check.function, audiences);
  reports.grantPut(check.function, wrongLines);
  return check;
}

function dryRun(wiring: NotificationWiring): TypescriptFunction {
  const { stack, platform } = wiring;
  const { database, parked, reports, settings } = platform;
  const made = new TypescriptFunction(stack, 'DryRun', {
    settings,
    entry: 'notifications/dry-run',
    description: 'Decides for each customer of a campaign without sending anything',
    environment: {
      ...databaseVariables(database),
      REPORTS_BUCKET: reports.bucket.bucketName,
      LINK_BASE: linkBase(wiring),
    },
    memoryMb: 512,
    timeout: Duration.minutes(15),
    errorPeriods: 3,
    impact: 'Operators cannot see whom a campaign would reach.',
  });
  keepAsyncFailures(made, parked);
  database.grantQueries(made.function);
  reports.grantGet(made.function, audiences);
  reports.grantPut(made.function, dryRuns);
  return made;
}

function endpoint(
  wiring: NotificationWiring,
  run: DurableFunction,
  check: TypescriptFunction,
  rehearse: TypescriptFunction,
): HttpEndpoint {
  const { database, reports } = wiring.platform;
  const made = endpointOf(wiring, 'Campaigns', {
    entry: 'notifications/campaigns',
    description: 'Makes, shows and moves campaigns',
    environment: {
      ...databaseVariables(database),
      REPORTS_BUCKET: reports.bucket.bucketName,
      RUN_CAMPAIGN_ARN: run.live.functionArn,
      CHECK_AUDIENCE_ARN: check.function.functionArn,
      DRY_RUN_ARN: rehearse.function.functionArn,
    },
    impact: 'Operators cannot start or stop campaigns; running ones go on.',
  });
  const { function: handler } = made.handler;
  database.grantQueries(handler);
  // Addresses are signed with this role: it may do what they may.
  for (const prefix of [audiences, dryRuns]) reports.grantPut(handler, prefix);
  for (const prefix of [audiences, wrongLines, dryRuns]) reports.grantGet(handler, prefix);
  run.grantStart(handler);
  allow(handler, ['lambda:InvokeFunction'], [check.function.functionArn, rehearse.function.functionArn]);
  return made;
}
