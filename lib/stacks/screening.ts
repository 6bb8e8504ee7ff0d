import { Duration, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { ownMetric } from '../constructs/alarms.ts';
import { type ApiFront, HttpEndpoint } from '../constructs/http-endpoint.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { Table } from '../constructs/table.ts';
import { tableAlarms } from '../constructs/table-alarms.ts';
import { databaseVariables } from './device-endpoints.ts';
import type { PlatformStack } from './platform.ts';
import { routesOf } from './routes.ts';

export interface ScreeningStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly platform: PlatformStack;
  readonly front: ApiFront;
}

/** Fraud and threshold rules: what is known of payers and payees, and who may pay how much. */
export class ScreeningStack extends Stack {
  readonly states: Table;
  /** What the payment path reads of a payer. */
  readonly limits: Table;
  readonly consumer: StreamConsumer;
  readonly rules: HttpEndpoint;
  readonly blocks: HttpEndpoint;

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
    this.consumer = this.screen(stage, platform);
    this.rules = this.ruleEndpoint(stage, platform, front);
    this.blocks = this.blockEndpoint(stage, platform, front);
    platform.settings.alarms.raise({
      id: 'ScreenedStatically',
      metric: ownMetric('transfers', 'TransfersScreenedStatically', Duration.minutes(5)),
      threshold: 10,
      periods: 1,
      impact: 'Payments are judged without what is known of the payer: only very large ones are stopped.',
      runbook: 'screening#payments-are-judged-without-limits',
    });
  }

  private screen(stage: StageConfig, platform: PlatformStack): StreamConsumer {
    const { database, domainEvents, parked, settings } = platform;
    const consumer = new StreamConsumer(this, 'Screen', {
      settings,
      parked,
      entry: 'screening/screen',
      description: 'Judges posted payments with all that is known, and renews the limits of payers',
      stream: domainEvents,
      types: ['sangam.payments.transfer-posted.v1', 'sangam.payments.hold-captured.v1'],
      environment: {
        ...databaseVariables(database),
        DOMAIN_STREAM_NAME: domainEvents.stream.streamName,
        SCREENING_STATES_TABLE: this.states.table.tableName,
        SCREENING_LIMITS_TABLE: this.limits.table.tableName,
      },
      tuning: stage.consumers.screen,
      recordAgeMax: Duration.hours(stage.retention.recordAgeMaxHours),
      batchSize: 100,
      memoryMb: 512,
      timeout: Duration.minutes(2),
      impact: 'Fraud is noticed late: limits of payers are as old as the lag.',
    });
    const { function: handler } = consumer.handler;
    database.grantQueries(handler);
    domainEvents.grantPut(handler);
    this.states.grant(handler, 'BatchGetItem', 'PutItem');
    this.limits.grant(handler, 'PutItem');
    return consumer;
  }

  private ruleEndpoint(stage: StageConfig, { database, settings }: PlatformStack, front: ApiFront): HttpEndpoint {
    const endpoint = new HttpEndpoint(this, 'ScreeningRules', {
      settings,
      front,
      entry: 'screening/rules',
      routes: routesOf('screening/rules'),
      description: 'Shows, changes and tries the rules of screening',
      environment: databaseVariables(database),
      memoryMb: 512,
      timeout: Duration.seconds(15),
      latencyMaxMs: stage.api.latencyMaxMs,
      impact: 'Operators cannot see, change or try rules; those in force stay.',
    });
    database.grantQueries(endpoint.handler.function);
    return endpoint;
  }

  private blockEndpoint(stage: StageConfig, { settings }: PlatformStack, front: ApiFront): HttpEndpoint {
    const endpoint = new HttpEndpoint(this, 'ScreeningBlocks', {
      settings,
      front,
      entry: 'screening/blocks',
      routes: routesOf('screening/blocks'),
      description: 'Shows, sets and lifts that a customer must not pay',
      environment: { SCREENING_LIMITS_TABLE: this.limits.table.tableName },
      memoryMb: 256,
      timeout: Duration.seconds(10),
      latencyMaxMs: stage.api.latencyMaxMs,
      impact: 'Operators cannot block a customer, or let one pay again; blocks in force stay.',
    });
    this.limits.grant(endpoint.handler.function, 'GetItem', 'PutItem', 'DeleteItem');
    return endpoint;
  }
}
