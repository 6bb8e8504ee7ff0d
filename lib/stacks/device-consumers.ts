import type { EventStream } from '../constructs/event-stream.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { consumerOf } from './consumer.ts';
import type { DeviceWiring } from './devices.ts';

const snapshots = ['sangam.devices.apps-snapshot.v1'] as const;
const messages = ['sangam.devices.sms-received.v1'] as const;

/** What reads the streams, each at its own position. */
export function deviceConsumers(wiring: DeviceWiring): StreamConsumer[] {
  const { deviceEvents: stream, platform, stage } = wiring;
  const { database, domainEvents, tables } = platform;
  return [
    consumerOf(wiring, 'StoreApps', {
      entry: 'devices/store-apps',
      tuning: 'store-apps',
      stream,
      types: snapshots,
      description: 'Keeps the list of apps of each customer',
      uses: [tables.deviceApps.for('DEVICE_APPS_TABLE', 'BatchGetItem', 'UpdateItem')],
      batchSize: 100,
      impact: 'The list of apps of a customer is older than it says.',
    }),
    consumerOf(wiring, 'StoreSms', {
      entry: 'devices/store-sms',
      tuning: 'store-sms',
      stream,
      types: messages,
      description: 'Keeps the bank messages of each customer for a year',
      uses: [tables.deviceSms.for('DEVICE_SMS_TABLE', 'BatchWriteItem')],
      environment: { SMS_RETENTION_DAYS: String(stage.retention.smsDays) },
      batchSize: 100,
      impact: 'Messages are understood but not yet kept: support cannot look them up.',
    }),
    consumerOf(wiring, 'AppPool', {
      entry: 'devices/app-pool',
      tuning: 'app-pool',
      stream,
      types: snapshots,
      description: 'Counts how many customers have each app and category',
      uses: [
        tables.appPool.for('APP_POOL_TABLE', 'BatchGetItem', 'PutItem'),
        tables.appPoolMembers.for('APP_POOL_MEMBERS_TABLE', 'BatchGetItem', 'PutItem'),
        tables.appCatalogue.for('APP_CATALOGUE_TABLE', 'Scan'),
      ],
      batchSize: 500,
      impact: 'The app pool shows old counts; customers notice nothing.',
    }),
    consumerOf(wiring, 'AppInsights', {
      entry: 'devices/app-insights',
      tuning: 'app-insights',
      stream,
      types: snapshots,
      description: 'Understands installs and removals of apps',
      uses: [
        database.forQueries(),
        tables.appCatalogue.for('APP_CATALOGUE_TABLE', 'Scan'),
        domainEvents.forPuts('DOMAIN_STREAM_NAME'),
      ],
      batchSize: 100,
      impact: 'Insights about apps are old, and a new loan app raises its event late.',
    }),
    consumerOf(wiring, 'SmsInsights', {
      entry: 'devices/sms-insights',
      tuning: 'sms-insights',
      stream,
      types: messages,
      description: 'Understands bank messages and keeps the sums',
      uses: [database.forQueries(), domainEvents.forPuts('DOMAIN_STREAM_NAME')],
      batchSize: 100,
      impact: 'Cash flow, salary and EMI figures are old, and loan decisions rest on them.',
    }),
    archive(wiring, 'ArchiveDevices', 'archive-devices', stream),
    archive(wiring, 'ArchiveDomain', 'archive-domain', domainEvents),
  ];
}

function archive(
  wiring: DeviceWiring,
  id: string,
  tuning: 'archive-devices' | 'archive-domain',
  stream: EventStream,
): StreamConsumer {
  const { archive: bucket, tables } = wiring.platform;
  return consumerOf(wiring, id, {
    entry: 'devices/archive',
    tuning,
    stream,
    description: `Writes every event to the archive (${tuning})`,
    uses: [
      bucket.for('ARCHIVE_BUCKET', { put: ['events/'], delete: ['events/'] }),
      tables.archiveCursors.for('ARCHIVE_CURSORS_TABLE', 'GetItem', 'PutItem'),
    ],
    batchSize: 10_000,
    impact: 'The archive has a gap that closes only if this recovers before the stream forgets.',
  });
}
