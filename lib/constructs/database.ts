import { RemovalPolicy } from 'aws-cdk-lib';
import { type ISubnet, SecurityGroup, type Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AuroraPostgresEngineVersion, CfnDBCluster, CfnDBInstance, CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { explain } from './explain.ts';
import { allow, allowKey } from './grants.ts';
import type { Use } from './use.ts';

export interface DatabaseProps {
  readonly vpc: Vpc;
  readonly subnets: readonly ISubnet[];
  readonly key: IKey;
  readonly logKey: IKey;
  readonly logRetention: RetentionDays;
  readonly size: StageConfig['database'];
  readonly removal: RemovalPolicy;
}

/** Fifteen minutes without a query, then a cluster that may sleep does. */
const sleepAfterSec = 900;

/**
 * Aurora PostgreSQL, Serverless v2, reached only through the Data API: no function sits in the network, and the
 * network lets nobody in. Built from CloudFormation's own types because the higher ones add helper functions for log
 * retention and keep the administrator's password in a secret that somebody must rotate.
 */
export class Database extends Construct {
  readonly name = 'sangam';
  readonly clusterArn: string;
  readonly clusterId: string;
  /** RDS owns and rotates this one every week. */
  readonly adminSecretArn: string;
  /** The password of `sangam_app`, the role that functions work under. */
  readonly appSecret: ISecret;
  /** The password of `sangam_ledger`, which may post single transfers and nothing else. */
  private readonly ledgerSecret: ISecret;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.key = props.key;
    const cluster = new CfnDBCluster(this, 'Cluster', {
      engine: 'aurora-postgresql',
      engineVersion: AuroraPostgresEngineVersion.VER_17_7.auroraPostgresFullVersion,
      databaseName: this.name,
      port: 5433,
      masterUsername: 'sangam_admin',
      manageMasterUserPassword: true,
      masterUserSecret: { kmsKeyId: props.key.keyArn },
      enableHttpEndpoint: true,
      enableIamDatabaseAuthentication: true,
      storageEncrypted: true,
      kmsKeyId: props.key.keyArn,
      serverlessV2ScalingConfiguration: {
        minCapacity: props.size.minAcu,
        maxCapacity: props.size.maxAcu,
        ...(props.size.minAcu === 0 ? { secondsUntilAutoPause: sleepAfterSec } : {}),
      },
      backupRetentionPeriod: props.size.backupDays,
      // Night in India, and the backup is done before a change is made.
      preferredBackupWindow: '20:00-20:45',
      preferredMaintenanceWindow: 'sat:21:00-sat:22:00',
      copyTagsToSnapshot: true,
      deletionProtection: props.size.deletionProtection,
      enableCloudwatchLogsExports: ['postgresql'],
      dbSubnetGroupName: new CfnDBSubnetGroup(this, 'Subnets', {
        dbSubnetGroupDescription: 'Isolated subnets of the database',
        subnetIds: props.subnets.map(({ subnetId }) => subnetId),
      }).ref,
      vpcSecurityGroupIds: [
        new SecurityGroup(this, 'SecurityGroup', {
          vpc: props.vpc,
          description: 'Lets nobody in: the Data API is the only way',
          allowAllOutbound: false,
        }).securityGroupId,
      ],
    });
    cluster.applyRemovalPolicy(props.removal);

    // The name is RDS's choice. Made after the cluster and before its first instance, the group is there before the
    // first line is, so RDS does not create one that keeps everything for ever.
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/rds/cluster/${cluster.ref}/postgresql`,
      retention: props.logRetention,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const name of ['Writer', ...Array.from({ length: props.size.readers }, (_, index) => `Reader${index + 1}`)]) {
      const instance = new CfnDBInstance(this, name, {
        dbClusterIdentifier: cluster.ref,
        dbInstanceClass: 'db.serverless',
        engine: 'aurora-postgresql',
        // A stand-by in the first tiers grows with the writer, so taking over needs no warm-up.
        promotionTier: 1,
        publiclyAccessible: false,
      });
      instance.applyRemovalPolicy(props.removal);
      instance.node.addDependency(logs);
    }

    this.clusterId = cluster.ref;
    this.clusterArn = cluster.attrDbClusterArn;
    this.adminSecretArn = cluster.attrMasterUserSecretSecretArn;
    this.appSecret = this.secretOf('AppSecret', 'sangam_app', props);
    this.ledgerSecret = this.secretOf('LedgerSecret', 'sangam_ledger', props);
    if (!props.size.deletionProtection)
      explain(cluster, 'AwsSolutions-RDS10', 'A stage whose data may go is meant to be deleted with its stack.');
  }

  /** Statements under the application's role. */
  forQueries(): Use {
    return {
      environment: {
        DATABASE_RESOURCE_ARN: this.clusterArn,
        DATABASE_SECRET_ARN: this.appSecret.secretArn,
        DATABASE_NAME: this.name,
      },
      grant: (handler) => {
        allow(handler, dataApi, [this.clusterArn]);
        this.grantSecrets(handler, [this.appSecret.secretArn]);
      },
    };
  }

  /** Besides queries: single transfers under the role whose transactions are SERIALIZABLE. */
  forPosting(): Use {
    return {
      environment: { DATABASE_LEDGER_SECRET_ARN: this.ledgerSecret.secretArn },
      grant: (handler) => this.grantSecrets(handler, [this.ledgerSecret.secretArn]),
    };
  }

  /** Statements under the administrator's role, for the migrations alone. */
  forAdministration(): Use {
    return {
      environment: {
        DATABASE_RESOURCE_ARN: this.clusterArn,
        DATABASE_ADMIN_SECRET_ARN: this.adminSecretArn,
        DATABASE_APP_SECRET_ARN: this.appSecret.secretArn,
        DATABASE_LEDGER_SECRET_ARN: this.ledgerSecret.secretArn,
        DATABASE_NAME: this.name,
      },
      grant: (handler) => {
        allow(handler, dataApi, [this.clusterArn]);
        this.grantSecrets(handler, [this.appSecret.secretArn, this.ledgerSecret.secretArn, this.adminSecretArn]);
      },
    };
  }

  private secretOf(id: string, username: string, { key, removal }: DatabaseProps): ISecret {
    const secret = new Secret(this, id, {
      description: `Password of ${username}; the migrations give it to the role`,
      encryptionKey: key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username }),
        generateStringKey: 'password',
        excludePunctuation: true,
        passwordLength: 40,
      },
      removalPolicy: removal,
    });
    explain(
      secret,
      'AwsSolutions-SMG4',
      'The password opens nothing by itself: no network reaches the database, and the Data API also wants an IAM role. ' +
        'docs/operations/platform.md says how to change it.',
    );
    return secret;
  }

  private grantSecrets(grantee: IGrantable, arns: readonly string[]): void {
    allow(grantee, ['secretsmanager:GetSecretValue'], arns);
    allowKey(grantee, this.key, 'secretsmanager', ['Decrypt']);
  }
}

const dataApi = [
  'rds-data:BeginTransaction',
  'rds-data:CommitTransaction',
  'rds-data:ExecuteStatement',
  'rds-data:RollbackTransaction',
];
