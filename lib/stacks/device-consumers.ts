import { Duration } from 'aws-cdk-lib';
import type { StageConfig } from '../config/stage.ts';
import type { EventStream } from '../constructs/event-stream.ts';
import { StreamConsumer, type StreamConsumerProps } from '../constructs/stream-consumer.ts';
import { databaseVariables } from './device-endpoints.ts';
import type { DeviceWiring } from './devices.ts';

type ConsumerSpec = Pick<
  StreamConsumerProps,
  'entry' | 'description' | 'stream' | 'types' | 'environment' | 'batchSize' | 'impact'
> & {
  readonly tuning: keyof StageConfig['consumers'];
};

/** What reads the streams, each at its own position. */
export const deviceConsumers = (wiring: DeviceWiring): StreamConsumer[] => [
  storeApps(wiring),
  storeSms(wiring),
  appPool(wiring),
  appInsights(wiring),
  smsInsights(wiring),
  archive(wiring, 'ArchiveDevices', 'archive-devices', wiring.deviceEvents),
  archive(wiring, 'ArchiveDomain', 'archive-domain', wiring.platform.domainEvents),
];

function storeApps(wiring: DeviceWiring): StreamConsumer {
  const table = wiring.platform.tables.deviceApps;
  const consumer = consumerOf(wiring, 'StoreApps', {
    entry: 'devices/store-apps',
    tuning: 'store-apps',
    stream: wiring.deviceEvents,
    types: ['sangam.devices.apps-snapshot.v1'],
    description: 'Keeps the list of apps of each customer',
    environment: { DEVICE_APPS_TABLE: table.table.tableName },
    batchSize: 100,
    impact: 'The list of apps of a customer is older than it says.',
  });
  table.grant(consumer.handler.function, 'BatchGetItem', 'UpdateItem');
  return consumer;
}

function storeSms(wiring: DeviceWiring): StreamConsumer {
  const table = wiring.platform.tables.deviceSms;
  const consumer = consumerOf(wiring, 'StoreSms', {
    entry: 'devices/store-sms',
    tuning: 'store-sms',
    stream: wiring.deviceEvents,
    types: ['sangam.devices.sms-received.v1'],
    description: 'Keeps the bank messages of each customer for a year',
    environment: {
      DEVICE_SMS_TABLE: table.table.tableName,
      SMS_RETENTION_DAYS: String(wiring.stage.retention.smsDays),
    },
    batchSize: 100,
    impact: 'Messages are understood but not yet kept: support cannot look them up.',
  });
  table.grant(consumer.handler.function, 'BatchWriteItem');
  return consumer;
}

function appPool(wiring: DeviceWiring): StreamConsumer {
  const { tables } = wiring.platform;
  const consumer = consumerOf(wiring, 'AppPool', {
    entry: 'devices/app-pool',
    tuning: 'app-pool',
    stream: wiring.deviceEvents,
    types: ['sangam.devices.apps-snapshot.v1'],
    description: 'Counts how many customers have each app and category',
    environment: {
      APP_POOL_TABLE: tables.appPool.table.tableName,
      APP_POOL_MEMBERS_TABLE: tables.appPoolMembers.table.tableName,
      APP_CATALOGUE_TABLE: tables.appCatalogue.table.tableName,
    },
    batchSize: 500,
    impact: 'The app pool shows old counts; customers notice nothing.',
  });
  const { function: handler } = consumer.handler;
  for (const table of [tables.appPool, tables.appPoolMembers]) table.grant(handler, 'BatchGetItem', 'PutItem');
  tables.appCatalogue.grant(handler, 'Scan');
  return consumer;
}

function appInsights(wiring: DeviceWiring): StreamConsumer {
  const { database, domainEvents, tables } = wiring.platform;
  const consumer = consumerOf(wiring, 'AppInsights', {
    entry: 'devices/app-insights',
    tuning: 'app-insights',
    stream: wiring.deviceEvents,
    types: ['sangam.devices.apps-snapshot.v1'],
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

function smsInsights(wiring: DeviceWiring): StreamConsumer {
  const { database, domainEvents } = wiring.platform;
  const consumer = consumerOf(wiring, 'SmsInsights', {
    entry: 'devices/sms-insights',
    tuning: 'sms-insights',
    stream: wiring.deviceEvents,
    types: ['sangam.devices.sms-received.v1'],
    description: 'Understands bank messages and keeps the sums',
    environment: { ...databaseVariables(database), DOMAIN_STREAM_NAME: domainEvents.stream.streamName },
    batchSize: 100,
    impact: 'Cash flow, salary and EMI figures are old, and loan decisions rest on them.',
  });
  database.grantQueries(consumer.handler.function);
  domainEvents.grantPut(consumer.handler.function);
  return consumer;
}

function archive(
  wiring: DeviceWiring,
  id: string,
  tuning: 'archive-devices' | 'archive-domain',
  stream: EventStream,
): StreamConsumer {
  const { archive: bucket, tables } = wiring.platform;
  const consumer = consumerOf(wiring, id, {
    entry: 'devices/archive',
    tuning,
    stream,
    description: `Writes every event to the archive (${tuning})`,
    environment: {
      ARCHIVE_BUCKET: bucket.bucket.bucketName,
      ARCHIVE_CURSORS_TABLE: tables.archiveCursors.table.tableName,
    },
    batchSize: 10_000,
    impact: 'The archive has a gap that closes only if this recovers before the stream forgets.',
  });
  bucket.grantPut(consumer.handler.function, 'events/');
  bucket.grantDelete(consumer.handler.function, 'events/');
  tables.archiveCursors.grant(consumer.handler.function, 'GetItem', 'PutItem');
  return consumer;
}

const consumerOf = (
  { stack, platform, stage }: DeviceWiring,
  id: string,
  { tuning, ...spec }: ConsumerSpec,
): StreamConsumer =>
  new StreamConsumer(stack, id, {
    ...spec,
    settings: platform.settings,
    parked: platform.parked,
    tuning: stage.consumers[tuning],
    recordAgeMax: Duration.hours(stage.retention.recordAgeMaxHours),
    memoryMb: 512,
    timeout: Duration.minutes(2),
  });
