import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName, shortId } from './names.ts';
import { generatedSecret, generateSecretString } from './random-password.ts';
import { createSecretOnce } from './secretsmanager-secret.ts';

const network = 'no network of its own';
const oneServer = 'the stand-in is one server as large as the laptop';
const backups = 'a laptop has no backups';

export const rdsDbCluster = adapter({
  type: 'AWS::RDS::DBCluster',
  properties: z.strictObject({
    Engine: z.literal('aurora-postgresql'),
    // The stand-in is PostgreSQL 17: another major would be another product.
    EngineVersion: z.string().startsWith('17.'),
    EnableHttpEndpoint: z.literal(true, { error: 'the laptop reaches a database through its Data API only' }),
    DatabaseName: z.string(),
    MasterUsername: z.string(),
    MasterUserPassword: z.string().optional(),
    ManageMasterUserPassword: z.boolean().default(false),
    MasterUserSecret: z.strictObject({ KmsKeyId: z.string().optional() }).optional(),
    Port: noMeaning("the port of the laptop is PostgreSQL's own variable"),
    DBClusterIdentifier: z.string().optional(),
    AutoMinorVersionUpgrade: noMeaning('npm ci brings the version'),
    BackupRetentionPeriod: noMeaning(backups),
    CopyTagsToSnapshot: noMeaning(backups),
    DBClusterParameterGroupName: noMeaning('the laptop tunes its PostgreSQL itself'),
    DBSubnetGroupName: noMeaning(network),
    DatabaseInsightsMode: noMeaning('nobody looks at load of a laptop'),
    DeletionProtection: noMeaning('npm run reset drops the folder'),
    EnableCloudwatchLogsExports: noMeaning('its log lies in the data folder'),
    EnableIAMDatabaseAuthentication: noMeaning('only the Data API connects'),
    EnablePerformanceInsights: noMeaning('nobody looks at load of a laptop'),
    PerformanceInsightsEnabled: noMeaning('nobody looks at load of a laptop'),
    PerformanceInsightsKmsKeyId: noMeaning('nobody looks at load of a laptop'),
    PerformanceInsightsRetentionPeriod: noMeaning('nobody looks at load of a laptop'),
    KmsKeyId: noMeaning('RDS uses the key itself; callers of the Data API need none'),
    MonitoringInterval: noMeaning('nobody looks at load of a laptop'),
    MonitoringRoleArn: noMeaning('nobody looks at load of a laptop'),
    PreferredBackupWindow: noMeaning(backups),
    PreferredMaintenanceWindow: noMeaning('npm ci brings the version'),
    ServerlessV2ScalingConfiguration: noMeaning(oneServer),
    StorageEncrypted: noMeaning('the disk of a laptop is its own matter'),
    StorageType: noMeaning(oneServer),
    VpcSecurityGroupIds: noMeaning(network),
    ...tagged,
  }),
  create: async ({ properties, ...wanted }, world) => {
    const id = properties.DBClusterIdentifier ?? physicalName(wanted, 63).toLowerCase();
    const arn = `arn:aws:rds:${world.region}:${world.accountId}:cluster:${id}`;
    const { MasterUsername, MasterUserPassword, MasterUserSecret } = properties;
    const attributes: Record<string, string> = {
      DBClusterArn: arn,
      DBClusterResourceId: `cluster-${shortId(wanted, 26).toUpperCase()}`,
      'Endpoint.Address': '127.0.0.1',
      'Endpoint.Port': String(world.databasePort),
      'ReadEndpoint.Address': '127.0.0.1',
    };
    let password = MasterUserPassword;
    if (properties.ManageMasterUserPassword) {
      const secret = await createSecretOnce(world, `rds!${id}`, () =>
        generatedSecret({
          ...generateSecretString.parse({ ExcludePunctuation: true }),
          SecretStringTemplate: JSON.stringify({ username: MasterUsername }),
          GenerateStringKey: 'password',
        }),
      );
      if (MasterUserSecret?.KmsKeyId !== undefined) world.encrypt(secret, MasterUserSecret.KmsKeyId);
      attributes['MasterUserSecret.SecretArn'] = secret;
      const { SecretString = '{}' } = await world.clients.secrets.send(new GetSecretValueCommand({ SecretId: secret }));
      password = (JSON.parse(SecretString) as { password: string }).password;
    }
    if (password === undefined) throw new Error(`${wanted.id} has neither a password nor a managed one`);
    await world.createDatabase({
      arn,
      database: properties.DatabaseName,
      adminUser: MasterUsername,
      adminPassword: password,
    });
    return { physicalId: id, attributes };
  },
});
