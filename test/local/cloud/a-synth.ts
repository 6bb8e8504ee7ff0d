// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how Fn::Sub names values
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Template } from '../../../local/template/types.ts';

const codeOf = (name: string): string => fileURLToPath(new URL(`functions/${name}`, import.meta.url));
const att = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });
const ref = (id: string) => ({ Ref: id });
const allow = (Action: string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

/** A function, its role and what the role may do. */
const aFunction = (name: string, variables: object, statements: readonly object[]) => ({
  [`${name}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }] },
  },
  [name]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: `${name.toLowerCase()}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: att(`${name}Role`),
      Timeout: 10,
      Environment: { Variables: variables },
    },
  },
});

/** One route -> stream -> function -> table, a database with a migration, and a user pool. */
const template: Template = {
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    Stream: {
      Type: 'AWS::Kinesis::Stream',
      Properties: {
        StreamModeDetails: { StreamMode: 'ON_DEMAND' },
        StreamEncryption: { EncryptionType: 'KMS', KeyId: att('Key') },
      },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'customerId', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'customerId', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    Parked: { Type: 'AWS::S3::Bucket' },
    ...aFunction('Put', { STREAM: ref('Stream') }, [
      allow(['kinesis:PutRecord'], att('Stream')),
      allow(['kms:GenerateDataKey'], att('Key')),
    ]),
    ...aFunction('Consume', { TABLE: ref('Table') }, [
      allow(
        [
          'kinesis:DescribeStream',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
        ],
        att('Stream'),
      ),
      allow(['kms:Decrypt'], att('Key')),
      allow(['dynamodb:PutItem'], att('Table')),
      allow(['s3:PutObject', 's3:ListBucket'], [att('Parked'), { 'Fn::Sub': '${Parked.Arn}/*' }]),
    ]),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: att('Stream'),
        FunctionName: ref('Consume'),
        StartingPosition: 'TRIM_HORIZON',
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: att('Parked') } },
      },
    },
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      Properties: {
        Engine: 'aurora-postgresql',
        EngineVersion: '17.7',
        EnableHttpEndpoint: true,
        DatabaseName: 'notes',
        MasterUsername: 'notes_admin',
        ManageMasterUserPassword: true,
      },
    },
    ...aFunction(
      'Migrate',
      { CLUSTER: att('Cluster', 'DBClusterArn'), SECRET: att('Cluster', 'MasterUserSecret.SecretArn') },
      [
        allow(['rds-data:ExecuteStatement'], att('Cluster', 'DBClusterArn')),
        allow(['secretsmanager:GetSecretValue'], att('Cluster', 'MasterUserSecret.SecretArn')),
      ],
    ),
    Migrations: { Type: 'Custom::Migrations', Properties: { ServiceToken: att('Migrate'), Checksum: 'a' } },
    Users: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Phone: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: { UserPoolId: ref('Users'), AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'notes', ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true },
    },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: ref('Api'),
        AuthorizerType: 'JWT',
        Name: 'users',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Issuer: { 'Fn::Sub': 'https://cognito-idp.${AWS::Region}.amazonaws.com/${Users}' },
          Audience: [ref('Phone')],
        },
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: ref('Api'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: att('Put'),
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: ref('Api'),
        RouteKey: 'POST /notes',
        Target: { 'Fn::Sub': 'integrations/${Integration}' },
        AuthorizationType: 'JWT',
        AuthorizerId: ref('Authorizer'),
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: att('Put'),
        Principal: 'apigateway.amazonaws.com',
        SourceArn: { 'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*/notes' },
      },
    },
  },
};

const functions = ['put', 'consume', 'migrate'];

/** A small cloud assembly as the CDK would write it. */
export function aSynth(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-synth-'));
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  write('manifest.json', {
    artifacts: {
      notes: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/ap-south-1',
        dependencies: ['notes.assets'],
        properties: { templateFile: 'notes.template.json' },
      },
      'notes.assets': { type: 'cdk:asset-manifest', properties: { file: 'notes.assets.json' } },
    },
  });
  write('notes.template.json', template);
  write('notes.assets.json', {
    files: Object.fromEntries(
      functions.map((name) => [
        name,
        { source: { path: codeOf(name) }, destinations: { here: { objectKey: `${name}.zip` } } },
      ]),
    ),
  });
  return folder;
}
