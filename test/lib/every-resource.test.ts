import { stageNames } from '../../lib/config/stages.ts';
import { type Resource, refusalOfCarelessBucket, resourcesOf, synthesized } from './support/synthesized.ts';

/** Types whose names are ours to choose although nothing requires it: none of them may have one. */
const nameProperties = ['FunctionName', 'TableName', 'BucketName', 'RoleName', 'TopicName', 'AlarmName', 'PolicyName'];

type KeyStatement = {
  readonly Principal: { readonly Service?: string };
  readonly Action: readonly string[];
  readonly Condition?: object;
};

describe.each(stageNames)('every resource of %s', (stage) => {
  const app = synthesized(stage);
  const all = (type: string | RegExp): [string, Resource][] => {
    const found = resourcesOf(app, type);
    expect(found).not.toHaveLength(0);
    return found;
  };

  it('is encrypted under a key of ours where it holds data of customers', () => {
    for (const [id, { Properties }] of all('AWS::DynamoDB::Table'))
      expect([id, Properties.SSESpecification]).toEqual([id, expect.objectContaining({ SSEType: 'KMS' })]);
    for (const [id, { Properties }] of all('AWS::Kinesis::Stream'))
      expect([id, Properties.StreamEncryption]).toEqual([id, expect.objectContaining({ EncryptionType: 'KMS' })]);
    for (const [id, { Properties }] of all('AWS::Logs::LogGroup'))
      expect([id, Properties.KmsKeyId]).toEqual([id, expect.anything()]);
    for (const [, { Properties }] of all('AWS::SecretsManager::Secret')) expect(Properties.KmsKeyId).toBeDefined();
    for (const [, { Properties }] of all('AWS::SNS::Topic')) expect(Properties.KmsMasterKeyId).toBeDefined();
    for (const [, { Properties }] of all('AWS::RDS::DBCluster'))
      expect(Properties).toMatchObject({ StorageEncrypted: true, KmsKeyId: expect.anything() });
    for (const [id, { Properties }] of all('AWS::S3::Bucket')) {
      const algorithm = /AccessLogs/.test(id) ? 'AES256' : 'aws:kms'; // AWS delivers access logs under S3's key only
      expect([id, JSON.stringify(Properties.BucketEncryption)]).toEqual([id, expect.stringContaining(algorithm)]);
    }
  });

  it('rotates its keys', () => {
    for (const [id, { Properties }] of all('AWS::KMS::Key'))
      expect([id, Properties.EnableKeyRotation]).toEqual([id, true]);
  });

  it('lets services use keys in the way in which they ask', () => {
    const forService = (name: string) =>
      all('AWS::KMS::Key')
        .flatMap(([, { Properties }]) => (Properties.KeyPolicy as { Statement: KeyStatement[] }).Statement)
        .filter(({ Principal: { Service } }) => Service?.startsWith(name));
    // Events that could not be delivered carry neither account nor rule when they are encrypted.
    expect(forService('events.').map(({ Action, Condition }) => ({ Action, Condition }))).toEqual([
      { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Condition: undefined },
    ]);
    // What AWS documents as `kms:GenerateDataKey*`: without it no log group is made.
    for (const action of ['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'])
      expect(forService('logs.')).toEqual([expect.objectContaining({ Action: expect.arrayContaining([action]) })]);
  });

  it('lets nobody into a bucket from outside or without TLS', () => {
    const policies = resourcesOf(app, 'AWS::S3::BucketPolicy').map(([, policy]) => JSON.stringify(policy));
    for (const [id, { Properties }] of all('AWS::S3::Bucket')) {
      const closed = {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      };
      expect([id, Properties.PublicAccessBlockConfiguration]).toEqual([id, closed]);
      const own = policies.find((policy) => policy.includes(`"Bucket":{"Ref":"${id.split('/')[1]}"}`));
      expect([id, own]).toEqual([id, expect.stringContaining('"aws:SecureTransport":"false"')]);
    }
  });

  it('forgets what it logs, parks or gathers on a day that is set', () => {
    for (const [id, { Properties }] of all('AWS::Logs::LogGroup'))
      expect([id, Properties.RetentionInDays]).toEqual([id, expect.any(Number)]);
    for (const [id, { Properties }] of all('AWS::S3::Bucket'))
      expect([id, JSON.stringify(Properties.LifecycleConfiguration)]).toEqual([
        id,
        expect.stringMatching(/ExpirationInDays|NoncurrentVersionExpiration/),
      ]);
    for (const [id, { Properties }] of all('AWS::Kinesis::Stream'))
      expect([id, Properties.RetentionPeriodHours]).toEqual([id, expect.any(Number)]);
  });

  it('can be restored, where it holds what cannot be made again', () => {
    for (const [id, { Properties }] of all('AWS::DynamoDB::Table'))
      expect([id, Properties.PointInTimeRecoverySpecification]).toEqual([id, { PointInTimeRecoveryEnabled: true }]);
    for (const [, { Properties }] of all('AWS::RDS::DBCluster'))
      expect(Properties).toMatchObject({ BackupRetentionPeriod: expect.any(Number), CopyTagsToSnapshot: true });
  });

  it('goes or stays with its stack as the stage says, tables as much as keys', () => {
    const expected = stage === 'prod' ? 'Retain' : 'Delete';
    const stateful =
      /^AWS::(DynamoDB::Table|Kinesis::Stream|S3::Bucket|RDS::DB(Cluster|Instance)|KMS::Key|SecretsManager::Secret|Cognito::UserPool)$/;
    for (const [id, { DeletionPolicy, UpdateReplacePolicy }] of all(stateful))
      expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, expected, expected]);
  });

  it('is protected from deletion on prod', () => {
    const isProtected = stage === 'prod';
    for (const [id, { Properties }] of all('AWS::DynamoDB::Table'))
      expect([id, Properties.DeletionProtectionEnabled]).toEqual([id, isProtected]);
    for (const [, { Properties }] of all('AWS::RDS::DBCluster'))
      expect(Properties.DeletionProtection).toBe(isProtected);
    for (const [, { Properties }] of all('AWS::Cognito::UserPool'))
      expect(Properties.DeletionProtection).toBe(isProtected ? 'ACTIVE' : 'INACTIVE');
  });

  it('has no name of its own, so that it can be replaced and deployed twice', () => {
    const named = all(/^AWS::/)
      .filter(([, { Type }]) => Type !== 'AWS::IAM::Policy')
      .flatMap(([id, { Properties = {}, Type }]) =>
        nameProperties
          .filter((property) => Properties[property] !== undefined && Type !== 'AWS::Lambda::EventSourceMapping')
          .filter((property) => typeof Properties[property] === 'string')
          .map((property) => `${id}.${property}`),
      );
    expect(named).toEqual([]);
    const logGroups = all('AWS::Logs::LogGroup').filter(([, { Properties }]) => Properties.LogGroupName !== undefined);
    // RDS chooses this one; see the construct.
    expect(logGroups.map(([id]) => id)).toEqual([expect.stringContaining('platform/DatabaseLogs')]);
  });

  it('was made without a helper function of the CDK', () => {
    const custom = all(/^Custom::|^AWS::CloudFormation::CustomResource$/).map(([, { Type }]) => Type);
    expect(custom).toEqual(['Custom::Migrations']);
    for (const [id, { Properties }] of all('AWS::Lambda::Function'))
      expect([id, Properties.Runtime, Properties.Handler]).toEqual([id, 'nodejs24.x', 'index.handler']);
  });

  it('needs no network to synthesize: no account, no looked-up value', () => {
    const text = JSON.stringify(app.templates);
    expect(text).not.toMatch(/dummy|\b\d{12}\b/);
  });

  it('explains each finding that it accepts', () => {
    expect(app.explanations.length).toBeGreaterThan(10);
    for (const reason of app.explanations) expect(reason.split(' ').length).toBeGreaterThan(8);
  });
});

it('does not synthesize with a finding that nobody explained', () => {
  expect(refusalOfCarelessBucket()).toContain('AwsSolutions-S10');
});
