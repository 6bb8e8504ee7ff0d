import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  type Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type Domain, ownMetric, ownTotal } from '../constructs/alarms.ts';
import { databaseMetric } from '../constructs/database-alarms.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { throttlesOf } from '../constructs/table-alarms.ts';
import type { TypescriptFunction } from '../constructs/typescript-function.ts';
import type { DevicesStack } from './devices.ts';
import type { EdgeStack } from './edge.ts';
import type { NotificationsStack } from './notifications.ts';
import type { PaymentsStack } from './payments.ts';
import type { PlatformStack } from './platform.ts';
import { type ScreeningStack, screenedBy } from './screening.ts';

export interface DashboardsProps {
  readonly platform: PlatformStack;
  readonly edge: EdgeStack;
  readonly devices: DevicesStack;
  readonly payments: PaymentsStack;
  readonly screening: ScreeningStack;
  readonly notifications: NotificationsStack;
  readonly alarms: readonly { readonly domain: string; readonly alarm: Alarm }[];
}

const period = Duration.minutes(1);

const graph = (title: string, left: IMetric[], leftLabel: string): IWidget =>
  new GraphWidget({ title, left, leftYAxis: { label: leftLabel, showUnits: false, min: 0 }, width: 12, height: 6 });

const lagOf = ({ function: handler, service }: TypescriptFunction): IMetric =>
  handler.metric('IteratorAge', { period, statistic: Stats.MAXIMUM, label: service });
/** By the name of the lane's consumer: the lanes share one function's code and so its short name. */
const ageOf = ({ handler, node }: StreamConsumer): IMetric =>
  handler.function.metric('IteratorAge', { period, statistic: Stats.MAXIMUM, label: node.id });
const errorsOf = ({ function: handler, service }: TypescriptFunction): IMetric =>
  handler.metricErrors({ period, statistic: Stats.SUM, label: service });
const durationOf = ({ function: handler, service }: TypescriptFunction): IMetric =>
  handler.metricDuration({ period, statistic: Stats.percentile(95), label: service });

/** CloudWatch refuses a dashboard with a widget of more than a hundred alarms. */
const hundreds = (alarms: readonly Alarm[]): Alarm[][] =>
  Array.from({ length: Math.ceil(alarms.length / 100) }, (_, n) => alarms.slice(100 * n, 100 * (n + 1)));

/** A dashboard for each domain and one over all; the names of own counts are those that handlers write. */
export function dashboards(scope: Construct, props: DashboardsProps): void {
  const { platform, edge, devices, payments, screening, notifications } = props;
  const alarmsOf = (domain: Domain): IWidget[] =>
    hundreds(props.alarms.filter((one) => one.domain === domain).map(({ alarm }) => alarm)).map(
      (alarms, n) =>
        new AlarmStatusWidget({
          title: `Alarms: ${domain}${n === 0 ? '' : `, ${n + 1}`}`,
          alarms,
          width: 24,
          height: 4,
        }),
    );
  const consumers = devices.consumers.map(({ handler }) => handler);
  const devicesFunctions = [...devices.endpoints.map(({ handler }) => handler), ...consumers, devices.relay.handler];
  const paymentFunctions = [...payments.endpoints, ...payments.consumers, ...payments.schedules].map(
    ({ handler }) => handler,
  );
  const incoming = graph(
    'Records in',
    [devices.deviceEvents, platform.domainEvents].map(({ stream, node }) =>
      stream.metricIncomingRecords({ period, statistic: Stats.SUM, label: node.id }),
    ),
    'records a minute',
  );
  const lag = graph('How far consumers are behind', consumers.map(lagOf), 'ms');
  const capacity = graph(
    'Database capacity',
    [databaseMetric(platform.database, 'ServerlessDatabaseCapacity', Stats.AVERAGE)],
    'ACU',
  );
  const serverErrors = (endpoints: readonly HttpEndpoint[]) =>
    graph(
      'Answers 5xx',
      endpoints.map((endpoint) => endpoint.metric('5xx', Stats.SUM, 'SUM', period)),
      'answers a minute',
    );
  const latency = (endpoints: readonly HttpEndpoint[]) =>
    graph(
      'Latency, 95th percentile',
      endpoints.map((endpoint) => endpoint.metric('Latency', Stats.percentile(95), 'MAX', period)),
      'ms',
    );
  const counts = (title: string, services: readonly string[], metricName: string) =>
    graph(
      title,
      services.map((service) => ownMetric(service, metricName, period).with({ label: service })),
      'a minute',
    );
  const total = (metricName: string, label: string) => ownTotal(screenedBy, metricName, period).with({ label });
  const services = [...new Set(consumers.map(({ service }) => service))];

  show(scope, 'Overview', [
    alarmsOf('devices'),
    alarmsOf('edge'),
    alarmsOf('payments'),
    alarmsOf('screening'),
    alarmsOf('notifications'),
    alarmsOf('platform'),
    [incoming, lag],
    [serverErrors([...devices.endpoints, ...payments.endpoints, ...screening.endpoints, edge.docs]), capacity],
  ]);
  show(scope, 'Devices', [
    alarmsOf('devices'),
    [incoming, lag],
    [
      counts('Records handled', services, 'RecordsHandled'),
      counts('Poison records parked', services, 'RecordsPoisoned'),
    ],
    [serverErrors(devices.endpoints), latency(devices.endpoints)],
    [
      graph('Errors', devicesFunctions.map(errorsOf), 'errors'),
      graph('Duration', devicesFunctions.map(durationOf), 'ms'),
    ],
  ]);
  show(scope, 'Payments', [
    alarmsOf('payments'),
    [
      graph('Age of the oldest command', payments.consumers.map(ageOf), 'ms'),
      graph(
        'Commands in',
        Object.entries({ ...payments.lanes, nudges: payments.nudges }).map(([label, { stream }]) =>
          stream.metricIncomingRecords({ period, statistic: Stats.SUM, label }),
        ),
        'records a minute',
      ),
    ],
    [
      graph(
        'Payments',
        [
          ownMetric('transfers', 'TransfersPosted', period).with({ label: 'posted at once' }),
          ownMetric('transfers', 'InstantFellBack', period).with({ label: 'fell back to the lane' }),
          ownMetric('settle', 'OperationsSettled', period).with({ label: 'settled on lanes' }),
          ownMetric('settle', 'OperationsRefused', period).with({ label: 'refused on lanes' }),
        ],
        'a minute',
      ),
      graph(
        'Facts published',
        [
          ownMetric('publish-facts', 'FactsPublished', period).with({ label: 'after a nudge' }),
          ownMetric('sweep', 'FactsSwept', period).with({ label: 'by the sweep' }),
        ],
        'a minute',
      ),
    ],
    [
      graph(
        'Orders',
        [
          ownMetric('order-saga', 'OrdersDelivered', period).with({ label: 'delivered' }),
          ownMetric('order-saga', 'OrdersUndone', period).with({ label: 'undone' }),
          ownMetric('order-saga', 'OrdersStuck', period).with({ label: 'stuck' }),
          ownMetric('vendor-callbacks', 'AnswersTooLate', period).with({ label: 'answered too late' }),
          ownMetric('resume-orders', 'OrdersToldLate', period).with({ label: 'ends told late' }),
          ownMetric('resume-orders', 'OrderEndsParked', period).with({ label: 'ends that cannot be told' }),
        ],
        'a minute',
      ),
    ],
    [serverErrors(payments.endpoints), latency(payments.endpoints)],
    [
      graph('Errors', paymentFunctions.map(errorsOf), 'errors'),
      graph('Duration', paymentFunctions.map(durationOf), 'ms'),
    ],
  ]);
  const screeningFunctions = [screening.consumer, ...screening.endpoints].map(({ handler }) => handler);
  show(scope, 'Screening', [
    alarmsOf('screening'),
    [
      graph('How far screening is behind', [ageOf(screening.consumer)], 'ms'),
      graph(
        'Payments screened',
        [
          ownMetric('screen', 'PaymentsScreened', period).with({ label: 'judged after they were posted' }),
          ownMetric('screen', 'PaymentsFlagged', period).with({ label: 'flagged then' }),
          ownMetric('transfers', 'TransfersHeldForReview', period).with({ label: 'held for review' }),
          total('PaymentsRefusedByScreening', 'refused, or a step up asked for'),
          total('PaymentsConfirmed', 'confirmed by a phone'),
          total('ConfirmationsRefused', 'confirmations refused'),
          total('PaymentsScreenedStatically', 'judged without limits'),
        ],
        'a minute',
      ),
    ],
    [
      graph('States that moved meanwhile', [ownMetric('screen', 'ScreeningConflicts', period)], 'a minute'),
      serverErrors(screening.endpoints),
    ],
    [
      graph('Errors', screeningFunctions.map(errorsOf), 'errors'),
      graph('Duration', screeningFunctions.map(durationOf), 'ms'),
    ],
  ]);
  showNotifications(scope, notifications, alarmsOf('notifications'), [
    serverErrors(notifications.endpoints),
    latency(notifications.endpoints),
  ]);
  show(scope, 'Edge', [
    alarmsOf('edge'),
    [serverErrors([edge.docs]), latency([edge.docs])],
    [
      graph('Errors', [errorsOf(edge.docs.handler)], 'errors'),
      graph('Duration', [durationOf(edge.docs.handler)], 'ms'),
    ],
  ]);
  show(scope, 'Platform', [
    alarmsOf('platform'),
    [
      capacity,
      graph('Database connections', [databaseMetric(platform.database, 'DatabaseConnections', Stats.AVERAGE)], 'open'),
    ],
    [
      graph(
        'Throttled table requests',
        Object.entries(platform.tables).map(([name, { table }]) => throttlesOf(table, name)),
        'requests',
      ),
      graph('Migrations', [errorsOf(platform.migrations.handler)], 'errors'),
    ],
  ]);
}

const stagesOfMessages = {
  NotificationsAccepted: 'accepted',
  NotificationsFailed: 'failed',
  NotificationsSuppressed: 'suppressed',
  NotificationsWaiting: 'waiting',
  NotificationsUnknown: 'unknown',
} as const;

const suppressions = {
  SuppressedNoConsent: 'no consent',
  SuppressedOptedOut: 'opted out',
  SuppressedFrequencyCap: 'frequency cap',
  SuppressedNoAddress: 'no address',
  SuppressedSuppressedAddress: 'suppressed address',
  SuppressedBudget: 'budget',
  SuppressedExpired: 'expired',
  SuppressedCancelled: 'cancelled',
  SuppressedNoTemplate: 'no template',
  SuppressedMissingValue: 'missing value',
  SuppressedRenderFailed: 'template fails',
} as const;

function showNotifications(
  scope: Construct,
  { requests, receipts, endpoints, consumers, schedules }: NotificationsStack,
  alarms: IWidget[],
  ofEndpoints: IWidget[],
): void {
  const counted = (service: string, names: Readonly<Record<string, string>>): Metric[] =>
    Object.entries(names).map(([name, label]) => ownMetric(service, name, period).with({ label }));
  const paces = { TransactionalToProviderMs: 'transactional', CampaignToProviderMs: 'of campaigns' };
  const functions = [...endpoints, ...consumers, ...schedules].map(({ handler }) => handler);
  const incoming = Object.entries({ ...requests, receipts }).map(([label, { stream }]) =>
    stream.metricIncomingRecords({ period, statistic: Stats.SUM, label }),
  );
  show(scope, 'Notifications', [
    alarms,
    [
      graph('Age of the oldest record', consumers.map(ageOf), 'ms'),
      graph('Requests and receipts in', incoming, 'records a minute'),
    ],
    [
      graph('What messages came to', counted('dispatch', stagesOfMessages), 'messages a minute'),
      graph('Why messages were suppressed', counted('dispatch', suppressions), 'messages a minute'),
    ],
    [
      graph(
        'From request to provider, 99th percentile',
        counted('dispatch', paces).map((metric) => metric.with({ statistic: Stats.percentile(99) })),
        'ms',
      ),
      graph(
        'Providers and addresses',
        counted('dispatch', {
          ProviderBusy: 'busy for too long',
          ProvidersRefusingUs: 'refusing us',
          AddressesLost: 'addresses that will not work again',
        }),
        'a minute',
      ),
    ],
    ofEndpoints,
    [graph('Errors', functions.map(errorsOf), 'errors'), graph('Duration', functions.map(durationOf), 'ms')],
  ]);
}

function show(scope: Construct, id: string, widgets: IWidget[][]): void {
  new Dashboard(scope, id, { widgets, defaultInterval: Duration.hours(3) });
}
