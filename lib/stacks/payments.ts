import { Duration, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { ownMetric } from '../constructs/alarms.ts';
import { EventStream } from '../constructs/event-stream.ts';
import type { ApiFront, HttpEndpoint } from '../constructs/http-endpoint.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import { streamAlarms } from '../constructs/stream-alarms.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { Table } from '../constructs/table.ts';
import { tableAlarms } from '../constructs/table-alarms.ts';
import { paymentEndpoints } from './payment-endpoints.ts';
import { paymentLanes } from './payment-lanes.ts';
import { orders } from './payment-orders.ts';
import { payoutConsumers, payoutEndpoint } from './payment-payouts.ts';
import type { PlatformStack } from './platform.ts';
import type { ScreeningStack } from './screening.ts';

export interface PaymentsStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly platform: PlatformStack;
  readonly front: ApiFront;
  readonly screening: ScreeningStack;
}

/** A stream for each class of service: what is slow or plenty on one keeps nobody waiting on another. */
export type Lanes = Readonly<Record<'reversal' | 'standard' | 'bulk', EventStream>>;

/** What the functions of the stack are connected to. */
export type PaymentWiring = Pick<PaymentsStackProps, 'stage' | 'platform' | 'front' | 'screening'> & {
  readonly stack: Stack;
  readonly lanes: Lanes;
  /** Says that the ledger has facts to publish. */
  readonly nudges: EventStream;
};

/** Money: who pays whom at once or by a lane, and that all of it adds up. */
export class PaymentsStack extends Stack {
  readonly lanes: Lanes;
  readonly nudges: EventStream;
  readonly endpoints: readonly HttpEndpoint[];
  readonly consumers: readonly StreamConsumer[];
  readonly schedules: readonly ScheduledFunction[];

  constructor(
    scope: Construct,
    id: string,
    { stage, removal, platform, front, screening, ...props }: PaymentsStackProps,
  ) {
    super(scope, id, props);
    const { alarms } = platform.settings;
    const stream = (name: string): EventStream => {
      const made = new EventStream(this, name, {
        key: platform.dataKey,
        keepHours: stage.retention.streamHours,
        removal,
      });
      streamAlarms(alarms, name, 'payments', made);
      return made;
    };
    this.lanes = { reversal: stream('ReversalLane'), standard: stream('StandardLane'), bulk: stream('BulkLane') };
    this.nudges = stream('Nudges');
    const wiring: PaymentWiring = {
      stack: this,
      stage,
      platform,
      front,
      screening,
      lanes: this.lanes,
      nudges: this.nudges,
    };
    const payoutFiles = new Table(this, 'PayoutFiles', {
      partitionKey: 'fileId',
      key: platform.dataKey,
      removal,
      deletionProtection: stage.database.deletionProtection,
    });
    tableAlarms(alarms, 'payoutFiles', payoutFiles.table);
    const payouts = { ...wiring, payoutFiles };
    const ordering = orders(wiring);
    this.endpoints = [...paymentEndpoints(wiring), payoutEndpoint(payouts), ...ordering.endpoints];
    this.consumers = [...paymentLanes(wiring), ...payoutConsumers(payouts)];
    this.schedules = [this.sweep(wiring), this.verify(platform), ...ordering.schedules];
  }

  private sweep({ stage, platform }: PaymentWiring): ScheduledFunction {
    const { database, domainEvents, parked, settings } = platform;
    settings.alarms.raise({
      id: 'ReviewsOverdue',
      metric: ownMetric('sweep', 'ReviewsOverdue', Duration.minutes(10)),
      threshold: 1,
      periods: 1,
      impact: 'Payments wait for a decision longer than promised; after three days their money goes back.',
      runbook: 'payments#payments-wait-too-long-for-a-review',
    });
    return new ScheduledFunction(this, 'Sweep', {
      settings,
      parked,
      entry: 'payments/sweep',
      description: 'Gives back what was held too long, and publishes facts that no nudge was heard for',
      uses: [database.forQueries(), domainEvents.forPuts('DOMAIN_STREAM_NAME')],
      environment: { REVIEW_MAX_MINUTES: String(stage.screening.reviewMaxMinutes) },
      memoryMb: 256,
      timeout: Duration.minutes(2),
      every: Duration.minutes(10),
      instancesMax: 1,
      impact: 'Held money that nobody claimed stays held.',
    });
  }

  private verify({ database, parked, settings }: PlatformStack): ScheduledFunction {
    const verify = new ScheduledFunction(this, 'Verify', {
      settings,
      parked,
      entry: 'payments/verify',
      description: 'Recomputes every balance from the journal and adds up every currency',
      uses: [database.forQueries()],
      memoryMb: 256,
      timeout: Duration.minutes(15),
      every: Duration.hours(24),
      instancesMax: 1,
      impact: 'Nobody would notice a balance that is not what the journal says.',
    });
    for (const metricName of ['AccountsDrifted', 'CurrenciesUnbalanced'])
      settings.alarms.raise({
        id: metricName,
        metric: ownMetric('verify', metricName, Duration.minutes(5)),
        threshold: 1,
        periods: 1,
        impact: 'A balance is not what the journal says: somebody has too much or too little.',
        runbook: 'payments#the-ledger-does-not-add-up',
      });
    settings.alarms.raise({
      id: 'RowsUnlinked',
      metric: ownMetric('verify', 'RowsUnlinked', Duration.minutes(5)),
      threshold: 1,
      periods: 1,
      impact: 'The journal holds rows that the ledger did not write: a transfer may be shown that never was.',
      runbook: 'payments#the-journal-holds-rows-of-nobody',
    });
    return verify;
  }
}
