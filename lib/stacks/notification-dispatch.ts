import { Duration } from 'aws-cdk-lib';
import { ownMetric } from '../constructs/alarms.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { consumerOf } from './consumer.ts';
import type { NotificationWiring, RequestStreams } from './notifications.ts';

/** What sends: the same code on both lanes, so that nothing urgent stands behind a campaign. */
export const dispatchers = (wiring: NotificationWiring): StreamConsumer[] => {
  raiseAlarms(wiring);
  return [
    dispatcher(wiring, 'DispatchCampaigns', {
      lane: 'campaigns',
      // A record is a hundred customers: more of them in a call, and a crash would take more along.
      batchSize: 5,
      // It takes up to 132 MB with push and SMS; e-mails of 50 KB take more, and CPU comes with memory.
      memoryMb: 256,
      impact: 'Messages of campaigns wait; payments and orders are told of as ever.',
    }),
    dispatcher(wiring, 'DispatchTransactional', {
      lane: 'transactional',
      batchSize: 100,
      memoryMb: 512,
      impact: 'Customers are not told of payments, orders and their accounts.',
    }),
  ];
};

type Lane = {
  readonly lane: keyof RequestStreams;
  readonly batchSize: number;
  readonly memoryMb: number;
  readonly impact: string;
};

function dispatcher(wiring: NotificationWiring, id: string, { lane, ...spec }: Lane): StreamConsumer {
  const { platform, stage, requests, linkKeys, channels } = wiring;
  return consumerOf(wiring, id, {
    ...spec,
    entry: 'notifications/dispatch',
    description: `Decides, claims and sends what the ${lane} lane asks for`,
    stream: requests[lane],
    types: ['sangam.notifications.requested.v1'],
    uses: [
      platform.database.forQueries(),
      linkKeys.forReading(),
      channels.forSending(stage.notifications.dispatchersMax),
    ],
    environment: {
      LINK_BASE: linkBase(wiring),
      // Well within the time-out: what is not taken by then waits for the sweep.
      PATIENCE_MS: '20000',
    },
    tuning: `${lane === 'campaigns' ? 'campaign' : lane}-requests`,
  });
}

/** Where links in messages begin; the routes behind them are on the API. */
export const linkBase = ({ stage, front }: Pick<NotificationWiring, 'stage' | 'front'>): string =>
  stage.domain === undefined ? front.api.apiEndpoint : `https://${stage.domain.name}`;

/** Puts back on its lane what waited, and gives up what died. */
export function notificationSweep({ stack, platform, stage, requests }: NotificationWiring): ScheduledFunction {
  return new ScheduledFunction(stack, 'NotificationSweep', {
    settings: platform.settings,
    parked: platform.parked,
    entry: 'notifications/sweep',
    description:
      'Asks again for messages whose time has come, closes those that nobody settled, and tells what nobody told',
    uses: [
      platform.database.forQueries(),
      requests.campaigns.forPuts('CAMPAIGN_STREAM_NAME'),
      requests.transactional.forPuts('TRANSACTIONAL_STREAM_NAME'),
      platform.domainEvents.forPuts('DOMAIN_STREAM_NAME'),
    ],
    environment: { RECORD_AGE_MAX_HOURS: String(stage.retention.recordAgeMaxHours) },
    memoryMb: 256,
    timeout: Duration.minutes(5),
    every: Duration.minutes(10),
    // Windows open at full hours and tens of minutes.
    onTheClock: true,
    instancesMax: 1,
    impact: 'Messages that wait for the morning, for a provider or for a campaign to go on are not sent.',
  });
}

function raiseAlarms({ platform }: NotificationWiring): void {
  const period = Duration.minutes(5);
  platform.settings.alarms.raise({
    id: 'NotificationsUnknown',
    metric: ownMetric('dispatch', 'NotificationsUnknown', period),
    threshold: 100,
    periods: 1,
    impact: 'Of many messages nobody knows whether customers got them; promotional ones are not sent again.',
    runbook: 'notifications#the-fate-of-messages-is-unknown',
  });
  platform.settings.alarms.raise({
    id: 'RenderFailed',
    metric: ownMetric('dispatch', 'SuppressedRenderFailed', period),
    threshold: 1,
    periods: 1,
    impact: 'Some customers are not sent a message, because its template fails with their values.',
    runbook: 'notifications#a-template-fails',
  });
  platform.settings.alarms.raise({
    id: 'TemplateWithoutText',
    metric: ownMetric('dispatch', 'SuppressedNoTemplate', period),
    threshold: 1,
    periods: 1,
    impact: 'Some customers are not sent a message, because its template has no text for a channel that was asked for.',
    runbook: 'notifications#a-template-has-no-text',
  });
  platform.settings.alarms.raise({
    id: 'ProviderBusy',
    metric: ownMetric('dispatch', 'ProviderBusy', period),
    threshold: 100,
    periods: 3,
    impact: 'Providers take less than we have for them: messages come late.',
    runbook: 'notifications#a-provider-is-busy',
  });
}
