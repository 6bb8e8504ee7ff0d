import { Duration } from 'aws-cdk-lib';
import { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { StreamConsumer, type StreamConsumerProps } from '../constructs/stream-consumer.ts';
import type { Table } from '../constructs/table.ts';
import { databaseVariables } from './device-endpoints.ts';
import type { PaymentWiring } from './payments.ts';
import { routesOf } from './routes.ts';

export type PayoutWiring = PaymentWiring & { readonly payoutFiles: Table };

/** What operators call about files of payouts. */
export function payoutEndpoint(wiring: PayoutWiring): HttpEndpoint {
  const { stack, platform, front, stage, lanes, payoutFiles } = wiring;
  const { database, reports, settings } = platform;
  const endpoint = new HttpEndpoint(stack, 'Payouts', {
    settings,
    front,
    routes: routesOf('payments/payouts'),
    entry: 'payments/payouts',
    description: 'Takes files of payouts and shows how far they are',
    environment: {
      ...databaseVariables(database),
      ...fileVariables(wiring),
      BULK_LANE_NAME: lanes.bulk.stream.streamName,
    },
    memoryMb: 512,
    timeout: Duration.seconds(15),
    latencyMaxMs: stage.api.latencyMaxMs,
    impact: 'Operators cannot hand in files of payouts.',
  });
  const { function: handler } = endpoint.handler;
  database.grantQueries(handler);
  payoutFiles.grant(handler, 'GetItem', 'PutItem', 'UpdateItem');
  // Addresses are signed with this role: it may do what they may.
  reports.grantPut(handler, 'payouts/uploads/');
  for (const prefix of ['payouts/uploads/', 'payouts/results/']) reports.grantGet(handler, prefix);
  lanes.bulk.grantPut(handler);
  return endpoint;
}

export const payoutConsumers = (wiring: PayoutWiring): StreamConsumer[] => [plan(wiring), settle(wiring)];

function plan(wiring: PayoutWiring): StreamConsumer {
  const { lanes, platform } = wiring;
  const consumer = consumerOf(wiring, 'PlanPayouts', 'plan-payouts', {
    entry: 'payments/plan-payouts',
    description: 'Cuts files of payouts into commands for the bulk lane',
    types: ['sangam.payments.payout-file-submitted.v1'],
    environment: {
      ...fileVariables(wiring),
      BULK_LANE_NAME: lanes.bulk.stream.streamName,
      DOMAIN_STREAM_NAME: platform.domainEvents.stream.streamName,
    },
    batchSize: 1,
    // A shard takes 1 MB/s, and 100,000 payouts are some 40 MB.
    timeout: Duration.minutes(10),
    impact: 'Files of payouts were submitted and nothing of them is paid yet.',
  });
  const { function: handler } = consumer.handler;
  platform.reports.grantGet(handler, 'payouts/uploads/');
  lanes.bulk.grantPut(handler);
  return consumer;
}

function settle(wiring: PayoutWiring): StreamConsumer {
  const { nudges, platform } = wiring;
  const consumer = consumerOf(wiring, 'SettleBulk', 'lane-bulk', {
    entry: 'payments/settle-bulk',
    description: 'Works off the bulk lane',
    types: ['sangam.payments.operations-requested.v1'],
    environment: {
      ...databaseVariables(platform.database),
      ...fileVariables(wiring),
      DOMAIN_STREAM_NAME: platform.domainEvents.stream.streamName,
      NUDGE_STREAM_NAME: nudges.stream.streamName,
      OPERATIONS_PER_CALL: String(wiring.stage.payments.bulkOperationsPerCall),
      OPERATIONS_PER_SEC: String(wiring.stage.payments.bulkOperationsPerSec),
    },
    batchSize: 2,
    timeout: Duration.minutes(5),
    impact: 'Payouts of uploaded files wait; nothing else does.',
  });
  const { function: handler } = consumer.handler;
  platform.database.grantQueries(handler);
  nudges.grantPut(handler);
  return consumer;
}

const fileVariables = ({ payoutFiles, platform }: PayoutWiring) => ({
  PAYOUT_FILES_TABLE: payoutFiles.table.tableName,
  REPORTS_BUCKET: platform.reports.bucket.bucketName,
});

type Spec = Pick<
  StreamConsumerProps,
  'entry' | 'description' | 'types' | 'environment' | 'batchSize' | 'timeout' | 'impact'
>;

/** Both read the bulk lane, and either may be the one that finishes a file. */
function consumerOf(
  { stack, platform, stage, lanes, payoutFiles }: PayoutWiring,
  id: string,
  tuning: keyof PayoutWiring['stage']['consumers'],
  spec: Spec,
): StreamConsumer {
  const consumer = new StreamConsumer(stack, id, {
    ...spec,
    stream: lanes.bulk,
    settings: platform.settings,
    parked: platform.parked,
    tuning: stage.consumers[tuning],
    recordAgeMax: Duration.hours(stage.retention.recordAgeMaxHours),
    memoryMb: 512,
  });
  const { function: handler } = consumer.handler;
  payoutFiles.grant(handler, 'GetItem', 'UpdateItem');
  platform.reports.grantPut(handler, 'payouts/parts/');
  platform.reports.grantGet(handler, 'payouts/parts/');
  platform.reports.grantPut(handler, 'payouts/results/');
  platform.domainEvents.grantPut(handler);
  return consumer;
}
