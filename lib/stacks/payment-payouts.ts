import { Duration } from 'aws-cdk-lib';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import type { Table } from '../constructs/table.ts';
import type { Use } from '../constructs/use.ts';
import { consumerOf } from './consumer.ts';
import { endpointOf } from './endpoint.ts';
import type { PaymentWiring } from './payments.ts';

export type PayoutWiring = PaymentWiring & { readonly payoutFiles: Table };

const uploads = 'payouts/uploads/';
const parts = 'payouts/parts/';
const results = 'payouts/results/';

/** What operators call about files of payouts. */
export function payoutEndpoint(wiring: PayoutWiring): HttpEndpoint {
  const { platform, lanes, payoutFiles } = wiring;
  return endpointOf(wiring, 'Payouts', {
    entry: 'payments/payouts',
    description: 'Takes files of payouts and shows how far they are',
    uses: [
      platform.database.forQueries(),
      payoutFiles.for('PAYOUT_FILES_TABLE', 'GetItem', 'PutItem', 'UpdateItem'),
      // Addresses are signed with this role: it may do what they may.
      platform.reports.for('REPORTS_BUCKET', { put: [uploads], get: [uploads, results] }),
      lanes.bulk.forPuts('BULK_LANE_NAME'),
    ],
    impact: 'Operators cannot hand in files of payouts.',
  });
}

export function payoutConsumers(wiring: PayoutWiring): StreamConsumer[] {
  const { lanes, nudges, platform, stage } = wiring;
  return [
    consumerOf(wiring, 'PlanPayouts', {
      entry: 'payments/plan-payouts',
      tuning: 'plan-payouts',
      description: 'Cuts files of payouts into commands for the bulk lane',
      stream: lanes.bulk,
      types: ['sangam.payments.payout-file-submitted.v1'],
      uses: [...finishing(wiring, [uploads, parts]), lanes.bulk.forPuts('BULK_LANE_NAME')],
      batchSize: 1,
      // A shard takes 1 MB/s, and 100,000 payouts are some 40 MB.
      timeout: Duration.minutes(10),
      impact: 'Files of payouts were submitted and nothing of them is paid yet.',
    }),
    consumerOf(wiring, 'SettleBulk', {
      entry: 'payments/settle-bulk',
      tuning: 'lane-bulk',
      description: 'Works off the bulk lane',
      stream: lanes.bulk,
      types: ['sangam.payments.operations-requested.v1'],
      uses: [...finishing(wiring, [parts]), platform.database.forQueries(), nudges.forPuts('NUDGE_STREAM_NAME')],
      environment: {
        OPERATIONS_PER_CALL: String(stage.payments.bulkOperationsPerCall),
        OPERATIONS_PER_SEC: String(stage.payments.bulkOperationsPerSec),
      },
      batchSize: 2,
      timeout: Duration.minutes(5),
      impact: 'Payouts of uploaded files wait; nothing else does.',
    }),
  ];
}

/** Either consumer of the bulk lane may be the one that finishes a file. */
const finishing = ({ payoutFiles, platform }: PayoutWiring, get: readonly string[]): Use[] => [
  payoutFiles.for('PAYOUT_FILES_TABLE', 'GetItem', 'UpdateItem'),
  platform.reports.for('REPORTS_BUCKET', { put: [parts, results], get }),
  platform.domainEvents.forPuts('DOMAIN_STREAM_NAME'),
];
