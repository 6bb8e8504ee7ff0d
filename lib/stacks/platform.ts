import { Duration, Fn, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { StorageClass } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { AccessLogBucket } from '../constructs/access-log-bucket.ts';
import type { Alarms } from '../constructs/alarms.ts';
import { Database } from '../constructs/database.ts';
import { databaseAlarms } from '../constructs/database-alarms.ts';
import { EventStream } from '../constructs/event-stream.ts';
import { dataKey, logKey } from '../constructs/keys.ts';
import { Migrations } from '../constructs/migrations.ts';
import { Network } from '../constructs/network.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { streamAlarms } from '../constructs/stream-alarms.ts';
import { Table, type TableProps } from '../constructs/table.ts';
import { tableAlarms } from '../constructs/table-alarms.ts';
import type { FunctionSettings } from '../constructs/typescript-function.ts';

export interface PlatformStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly alarms: Alarms;
  readonly bundleOf: FunctionSettings['bundleOf'];
  readonly migrations: string;
}

/** Everything that has state. Construct ids stay for life: another id is another, empty resource. */
export class PlatformStack extends Stack {
  readonly dataKey: IKey;
  readonly settings: FunctionSettings;
  readonly database: Database;
  readonly domainEvents: EventStream;
  readonly archive: PrivateBucket;
  readonly parked: PrivateBucket;
  readonly reports: PrivateBucket;
  readonly tables: Tables;
  readonly migrations: Migrations;

  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, props);
    const { stage, removal, alarms } = props;
    const { retention } = stage;
    const logRetention: RetentionDays = retention.logDays;

    this.dataKey = dataKey(this, 'DataKey', removal);
    const logs = logKey(this, 'LogKey', removal);
    this.settings = {
      bundleOf: props.bundleOf,
      logKey: logs,
      logRetention,
      logLevel: stage.logLevel,
      removal,
      alarms,
    };

    const network = new Network(this, 'Network', { logKey: logs, logRetention, removal });
    this.database = new Database(this, 'Database', {
      vpc: network.vpc,
      subnets: network.subnets,
      key: this.dataKey,
      logKey: logs,
      logRetention,
      size: stage.database,
      removal,
    });
    this.domainEvents = new EventStream(this, 'DomainEvents', {
      key: this.dataKey,
      keepHours: retention.streamHours,
      removal,
    });
    this.tables = this.makeTables(props);

    const accessLogs = new AccessLogBucket(this, 'AccessLogs', { keepDays: retention.accessLogDays, removal });
    const shared = { key: this.dataKey, accessLogs: accessLogs.bucket, removal };
    this.archive = new PrivateBucket(this, 'Archive', {
      ...shared,
      versioned: true,
      lifecycle: [
        {
          transitions: [
            {
              storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(retention.archiveInstantDays),
            },
            { storageClass: StorageClass.DEEP_ARCHIVE, transitionAfter: Duration.days(retention.archiveDeepDays) },
          ],
        },
      ],
    });
    this.parked = new PrivateBucket(this, 'Parked', {
      ...shared,
      versioned: false,
      lifecycle: [{ expiration: Duration.days(retention.parkedDays) }],
    });
    this.reports = new PrivateBucket(this, 'Reports', {
      ...shared,
      versioned: true,
      lifecycle: [
        {
          transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(0) }],
        },
        // Files of payouts, their parts and results name people: the ledger keeps what was paid.
        { prefix: 'payouts/', expiration: Duration.days(retention.parkedDays) },
      ],
    });

    this.migrations = new Migrations(this, 'Migrations', {
      settings: this.settings,
      database: this.database,
      parked: this.parked,
      folder: props.migrations,
    });

    databaseAlarms(alarms, this.database, stage.database.maxAcu);
    streamAlarms(alarms, 'DomainEvents', 'platform', this.domainEvents);
    for (const [name, { table }] of Object.entries(this.tables)) tableAlarms(alarms, name, table);
  }

  /** With an account and a region CDK would ask AWS for the zones; these work without a network. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }

  private makeTables({ removal, stage }: PlatformStackProps) {
    const table = (id: string, keys: Pick<TableProps, 'partitionKey' | 'sortKey' | 'expiresAt'>) =>
      new Table(this, id, {
        ...keys,
        key: this.dataKey,
        removal,
        deletionProtection: stage.database.deletionProtection,
      });
    return {
      deviceApps: table('DeviceApps', { partitionKey: 'customerId' }),
      deviceSms: table('DeviceSms', { partitionKey: 'customerId', sortKey: 'smsKey', expiresAt: 'expiresAt' }),
      consents: table('Consents', { partitionKey: 'customerId', sortKey: 'change' }),
      appPool: table('AppPool', { partitionKey: 'counter', sortKey: 'shard' }),
      appPoolMembers: table('AppPoolMembers', { partitionKey: 'customerId' }),
      appCatalogue: table('AppCatalogue', { partitionKey: 'package' }),
      archiveCursors: table('ArchiveCursors', { partitionKey: 'shard' }),
    };
  }
}

export type Tables = Readonly<
  Record<
    'deviceApps' | 'deviceSms' | 'consents' | 'appPool' | 'appPoolMembers' | 'appCatalogue' | 'archiveCursors',
    Table
  >
>;
