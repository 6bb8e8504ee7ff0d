import { Duration, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { ownTotal } from '../constructs/alarms.ts';
import type { ApiFront, HttpEndpoint } from '../constructs/http-endpoint.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { Table } from '../constructs/table.ts';
import { tableAlarms } from '../constructs/table-alarms.ts';
import { consumerOf } from './consumer.ts';
import { endpointOf } from './endpoint.ts';
import type { PlatformStack } from './platform.ts';

export interface ScreeningStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly platform: PlatformStack;
  readonly front: ApiFront;
}

/** Functions that ask screening before they pay. */
export const screenedBy = ['transfers', 'qr-pay', 'orders'] as const;

type Wiring = Pick<ScreeningStackProps, 'stage' | 'platform' | 'front'> & { readonly stack: Stack };

/** Fraud and threshold rules: what is known of payers and payees, and who may pay how much. */
export class ScreeningStack extends Stack {
  readonly states: Table;
  /** What the payment path reads of a payer. */
  readonly limits: Table;
  readonly consumer: StreamConsumer;
  readonly endpoints: readonly HttpEndpoint[];

  constructor(scope: Construct, id: string, { stage, removal, platform, front, ...props }: ScreeningStackProps) {
    super(scope, id, props);
    const shared = {
      expiresAt: 'expiresAt',
      key: platform.dataKey,
      removal,
      deletionProtection: stage.database.deletionProtection,
    };
    this.states = new Table(this, 'ScreeningStates', { ...shared, partitionKey: 'entity' });
    this.limits = new Table(this, 'ScreeningLimits', { ...shared, partitionKey: 'customer', sortKey: 'currency' });
    tableAlarms(platform.settings.alarms, 'screeningStates', this.states.table);
    tableAlarms(platform.settings.alarms, 'screeningLimits', this.limits.table);
    const wiring: Wiring = { stack: this, stage, platform, front };
    this.consumer = screen(wiring, this);
    this.endpoints = [rules(wiring), blocks(wiring, this), deviceKeys(wiring, this)];
    platform.settings.alarms.raise({
      id: 'ScreenedStatically',
      metric: ownTotal(screenedBy, 'PaymentsScreenedStatically', Duration.minutes(5)),
      threshold: 10,
      periods: 1,
      impact: 'Payments are judged without what is known of the payer: only very large ones are stopped.',
      runbook: 'screening#payments-are-judged-without-limits',
    });
    platform.settings.alarms.raise({
      id: 'ConfirmationsRefused',
      metric: ownTotal(screenedBy, 'ConfirmationsRefused', Duration.minutes(5)),
      threshold: 50,
      periods: 1,
      impact:
        'Payments that customers confirm on their phones are refused, or somebody tries tokens that are not theirs.',
      runbook: 'screening#confirmations-of-payments-are-refused',
    });
  }
}

const screen = (wiring: Wiring, { states, limits }: ScreeningStack): StreamConsumer =>
  consumerOf(wiring, 'Screen', {
    entry: 'screening/screen',
    tuning: 'screen',
    description: 'Judges posted payments with all that is known, and renews the limits of payers',
    stream: wiring.platform.domainEvents,
    types: [
      'sangam.payments.transfer-posted.v1',
      'sangam.payments.funds-held.v1',
      'sangam.payments.hold-captured.v1',
      'sangam.payments.hold-voided.v1',
      'sangam.payments.hold-expired.v1',
    ],
    uses: [
      wiring.platform.database.forQueries(),
      wiring.platform.domainEvents.forPuts('DOMAIN_STREAM_NAME'),
      states.for('SCREENING_STATES_TABLE', 'BatchGetItem', 'PutItem'),
      limits.for('SCREENING_LIMITS_TABLE', 'PutItem'),
    ],
    batchSize: 100,
    impact: 'Fraud is noticed late: limits of payers are as old as the lag.',
  });

const rules = (wiring: Wiring): HttpEndpoint =>
  endpointOf(wiring, 'ScreeningRules', {
    entry: 'screening/rules',
    description: 'Shows, changes and tries the rules of screening',
    uses: [wiring.platform.database.forQueries()],
    impact: 'Operators cannot see, change or try rules; those in force stay.',
  });

const blocks = (wiring: Wiring, { limits }: ScreeningStack): HttpEndpoint =>
  endpointOf(wiring, 'ScreeningBlocks', {
    entry: 'screening/blocks',
    description: 'Shows, sets and lifts that a customer must not pay',
    uses: [limits.for('SCREENING_LIMITS_TABLE', 'BatchGetItem', 'GetItem', 'Query', 'PutItem', 'DeleteItem')],
    impact: 'Operators cannot block a customer, or let one pay again; blocks in force stay.',
  });

const deviceKeys = (wiring: Wiring, { limits }: ScreeningStack): HttpEndpoint =>
  endpointOf(wiring, 'DeviceKeys', {
    entry: 'screening/device-keys',
    description: 'Enrols, lists and revokes the keys with which phones confirm payments',
    uses: [limits.for('SCREENING_LIMITS_TABLE', 'GetItem', 'PutItem')],
    impact: 'Customers cannot enrol a phone or take a lost one away; phones that are enrolled still confirm payments.',
  });
