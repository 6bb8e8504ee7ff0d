import { Duration, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import type { Database } from '../constructs/database.ts';
import { EventStream } from '../constructs/event-stream.ts';
import { type ApiFront, HttpEndpoint, type HttpEndpointProps } from '../constructs/http-endpoint.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import { streamAlarms } from '../constructs/stream-alarms.ts';
import { StreamConsumer, type StreamConsumerProps } from '../constructs/stream-consumer.ts';
import type { PlatformStack } from './platform.ts';
import { routesOf } from './routes.ts';

export interface DevicesStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly platform: PlatformStack;
  readonly front: ApiFront;
}

type ConsumerSpec = Pick<
  StreamConsumerProps,
  'entry' | 'description' | 'stream' | 'environment' | 'batchSize' | 'impact'
> & {
  readonly tuning: keyof StageConfig['consumers'];
};

type EndpointSpec = Pick<HttpEndpointProps, 'description' | 'environment' | 'impact'> & {
  readonly entry: `devices/${string}`;
};

/** What phones tell: taken in, stored, counted, understood, archived. */
export class DevicesStack extends Stack {
  readonly deviceEvents: EventStream;
  readonly endpoints: readonly HttpEndpoint[];
  readonly consumers: readonly StreamConsumer[];
  readonly relay: ScheduledFunction;
  private readonly wiring: DevicesStackProps;

  constructor(scope: Construct, id: string, props: DevicesStackProps) {
    super(scope, id, props);
    this.wiring = props;
    const { stage, platform, removal } = props;
    this.deviceEvents = new EventStream(this, 'DeviceEvents', {
      key: platform.dataKey,
      keepHours: stage.retention.streamHours,
      removal,
    });
    streamAlarms(platform.settings.alarms, 'DeviceEvents', 'devices', this.deviceEvents);

    this.endpoints = [this.collect(), this.consents(), this.getInsights(), this.getPool(), this.extendCatalogue()];
    this.consumers = [
      this.storeApps(),
      this.storeSms(),
      this.appPool(),
      this.appInsights(),
      this.smsInsights(),
      this.archive('ArchiveDevices', 'archive-devices', this.deviceEvents),
      this.archive('ArchiveDomain', 'archive-domain', platform.domainEvents),
    ];
    this.relay = this.relayOutbox();
  }

  private collect(): HttpEndpoint {
    const { consents } = this.wiring.platform.tables;
    const endpoint = this.endpoint('Collect', {
      entry: 'devices/collect',
      description: 'Takes in what phones and servers send, under consent',
      environment: {
        DEVICE_STREAM_NAME: this.deviceEvents.stream.streamName,
        CONSENTS_TABLE: consents.table.tableName,
      },
      impact: 'Phones cannot deliver apps and messages; they keep them and try again.',
    });
    this.deviceEvents.grantPut(endpoint.handler.function);
    consents.grant(endpoint.handler.function, 'Query');
    return endpoint;
  }

  private consents(): HttpEndpoint {
    const { consents } = this.wiring.platform.tables;
    const endpoint = this.endpoint('Consents', {
      entry: 'devices/consents',
      description: 'Records what a customer allows and withdraws',
      environment: { CONSENTS_TABLE: consents.table.tableName },
      impact: 'Customers cannot give or withdraw consent; withdrawals must not wait.',
    });
    consents.grant(endpoint.handler.function, 'Query', 'PutItem');
    return endpoint;
  }

  private getInsights(): HttpEndpoint {
    const { database } = this.wiring.platform;
    const endpoint = this.endpoint('GetInsights', {
      entry: 'devices/get-insights',
      description: 'Answers what is known about a customer',
      environment: databaseVariables(database),
      impact: 'Loan decisions wait: nobody can read the insights of a customer.',
    });
    database.grantQueries(endpoint.handler.function);
    return endpoint;
  }

  private getPool(): HttpEndpoint {
    const { appPool } = this.wiring.platform.tables;
    const endpoint = this.endpoint('GetPool', {
      entry: 'devices/get-pool',
      description: 'Answers how many customers have each app and category',
      environment: { APP_POOL_TABLE: appPool.table.tableName },
      impact: 'Operators cannot read the app pool; customers notice nothing.',
    });
    appPool.grant(endpoint.handler.function, 'Scan');
    return endpoint;
  }

  private extendCatalogue(): HttpEndpoint {
    const { appCatalogue } = this.wiring.platform.tables;
    const endpoint = this.endpoint('ExtendCatalogue', {
      entry: 'devices/extend-catalogue',
      description: 'Takes in the category of an app from operators',
      environment: { APP_CATALOGUE_TABLE: appCatalogue.table.tableName },
      impact: 'Operators cannot name the category of a new app; it counts as unknown meanwhile.',
    });
    appCatalogue.grant(endpoint.handler.function, 'PutItem');
    return endpoint;
  }

  private storeApps(): StreamConsumer {
    const { deviceApps } = this.wiring.platform.tables;
    const consumer = this.consumer('StoreApps', {
      entry: 'devices/store-apps',
      tuning: 'store-apps',
      stream: this.deviceEvents,
      description: 'Keeps the list of apps of each customer',
      environment: { DEVICE_APPS_TABLE: deviceApps.table.tableName },
      batchSize: 100,
      impact: 'The list of apps of a customer is older than it says.',
    });
    deviceApps.grant(consumer.handler.function, 'BatchGetItem', 'UpdateItem');
    return consumer;
  }

  private storeSms(): StreamConsumer {
    const { deviceSms } = this.wiring.platform.tables;
    const consumer = this.consumer('StoreSms', {
      entry: 'devices/store-sms',
      tuning: 'store-sms',
      stream: this.deviceEvents,
      description: 'Keeps the bank messages of each customer for a year',
      environment: {
        DEVICE_SMS_TABLE: deviceSms.table.tableName,
        SMS_RETENTION_DAYS: String(this.wiring.stage.retention.smsDays),
      },
      batchSize: 100,
      impact: 'Messages are understood but not yet kept: support cannot look them up.',
    });
    deviceSms.grant(consumer.handler.function, 'BatchWriteItem');
    return consumer;
  }

  private appPool(): StreamConsumer {
    const { appPool, appPoolMembers, appCatalogue } = this.wiring.platform.tables;
    const consumer = this.consumer('AppPool', {
      entry: 'devices/app-pool',
      tuning: 'app-pool',
      stream: this.deviceEvents,
      description: 'Counts how many customers have each app and category',
      environment: {
        APP_POOL_TABLE: appPool.table.tableName,
        APP_POOL_MEMBERS_TABLE: appPoolMembers.table.tableName,
        APP_CATALOGUE_TABLE: appCatalogue.table.tableName,
      },
      batchSize: 500,
      impact: 'The app pool shows old counts; customers notice nothing.',
    });
    const { function: handler } = consumer.handler;
    for (const table of [appPool, appPoolMembers]) table.grant(handler, 'BatchGetItem', 'PutItem');
    appCatalogue.grant(handler, 'Scan');
    return consumer;
  }

  private appInsights(): StreamConsumer {
    const { database, domainEvents, tables } = this.wiring.platform;
    const consumer = this.consumer('AppInsights', {
      entry: 'devices/app-insights',
      tuning: 'app-insights',
      stream: this.deviceEvents,
      description: 'Understands installs and removals of apps',
      environment: {
        ...databaseVariables(database),
        APP_CATALOGUE_TABLE: tables.appCatalogue.table.tableName,
        DOMAIN_STREAM_NAME: domainEvents.stream.streamName,
      },
      batchSize: 100,
      impact: 'Insights about apps are old, and a new loan app raises its event late.',
    });
    const { function: handler } = consumer.handler;
    database.grantQueries(handler);
    domainEvents.grantPut(handler);
    tables.appCatalogue.grant(handler, 'Scan');
    return consumer;
  }

  private smsInsights(): StreamConsumer {
    const { database, domainEvents } = this.wiring.platform;
    const consumer = this.consumer('SmsInsights', {
      entry: 'devices/sms-insights',
      tuning: 'sms-insights',
      stream: this.deviceEvents,
      description: 'Understands bank messages and keeps the sums',
      environment: { ...databaseVariables(database), DOMAIN_STREAM_NAME: domainEvents.stream.streamName },
      batchSize: 100,
      impact: 'Cash flow, salary and EMI figures are old, and loan decisions rest on them.',
    });
    database.grantQueries(consumer.handler.function);
    domainEvents.grantPut(consumer.handler.function);
    return consumer;
  }

  private archive(id: string, tuning: 'archive-devices' | 'archive-domain', stream: EventStream): StreamConsumer {
    const { archive, tables } = this.wiring.platform;
    const consumer = this.consumer(id, {
      entry: 'devices/archive',
      tuning,
      stream,
      description: `Writes every event to the archive (${tuning})`,
      environment: {
        ARCHIVE_BUCKET: archive.bucket.bucketName,
        ARCHIVE_CURSORS_TABLE: tables.archiveCursors.table.tableName,
      },
      batchSize: 10_000,
      impact: 'The archive has a gap that closes only if this recovers before the stream forgets.',
    });
    archive.grantPut(consumer.handler.function, 'events/');
    archive.grantDelete(consumer.handler.function, 'events/');
    tables.archiveCursors.grant(consumer.handler.function, 'GetItem', 'PutItem');
    return consumer;
  }

  private relayOutbox(): ScheduledFunction {
    const { database, domainEvents, parked, settings } = this.wiring.platform;
    const relay = new ScheduledFunction(this, 'RelayOutbox', {
      settings,
      parked,
      entry: 'devices/relay-outbox',
      description: 'Publishes domain events that a consumer stored but could not publish',
      environment: { ...databaseVariables(database), DOMAIN_STREAM_NAME: domainEvents.stream.streamName },
      memoryMb: 256,
      timeout: Duration.minutes(5),
      every: Duration.minutes(10),
      instancesMax: 1, // two at once would publish the same rows twice
      impact: 'An event that was stored while the stream was down stays unpublished.',
    });
    database.grantQueries(relay.handler.function);
    domainEvents.grantPut(relay.handler.function);
    return relay;
  }

  private endpoint(id: string, spec: EndpointSpec): HttpEndpoint {
    const { platform, front, stage } = this.wiring;
    return new HttpEndpoint(this, id, {
      ...spec,
      settings: platform.settings,
      front,
      routes: routesOf(spec.entry),
      memoryMb: 512,
      timeout: Duration.seconds(15),
      latencyMaxMs: stage.api.latencyMaxMs,
    });
  }

  private consumer(id: string, { tuning, ...spec }: ConsumerSpec): StreamConsumer {
    const { platform, stage } = this.wiring;
    return new StreamConsumer(this, id, {
      ...spec,
      settings: platform.settings,
      parked: platform.parked,
      tuning: stage.consumers[tuning],
      recordAgeMax: Duration.hours(stage.retention.recordAgeMaxHours),
      memoryMb: 512,
      timeout: Duration.minutes(2),
    });
  }
}

const databaseVariables = (database: Database) => ({
  DATABASE_RESOURCE_ARN: database.clusterArn,
  DATABASE_SECRET_ARN: database.appSecret.secretArn,
  DATABASE_NAME: database.name,
});
