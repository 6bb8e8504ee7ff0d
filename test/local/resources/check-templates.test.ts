import { checkTemplates, UnsupportedTemplates } from '../../../local/resources/check-templates.ts';
import type { TemplateResource } from '../../../local/template/types.ts';
import { anAssembly } from '../template/assemblies.ts';

const table: TemplateResource = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [{ AttributeName: 'customerId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'customerId', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

function problemsOf(resources: Readonly<Record<string, TemplateResource>>): string[] {
  try {
    checkTemplates(anAssembly({ App: { Resources: resources } }));
    return [];
  } catch (error) {
    if (error instanceof UnsupportedTemplates)
      return error.problems.map(({ place, message }) => `${place}: ${message}`);
    throw error;
  }
}

const withProperty = (resource: TemplateResource, name: string, value: unknown): TemplateResource => ({
  ...resource,
  Properties: { ...resource.Properties, [name]: value },
});

it('accepts what it knows, what has no meaning on a laptop, and values that are known later', () => {
  expect(
    problemsOf({
      Table: withProperty(table, 'PointInTimeRecoverySpecification', { anything: [1, 2] }),
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {} } },
      Encrypted: withProperty(table, 'SSESpecification', {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      }),
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Made: { 'Fn::Up': 1 } } },
    }),
  ).toEqual([]);
});

it('stops at types, properties, values and functions that it does not know, and names all of them at once', () => {
  expect(
    problemsOf({
      Cache: { Type: 'AWS::ElastiCache::ServerlessCache' },
      Table: withProperty(table, 'StreamSpecification', { StreamViewType: 'NEW_IMAGE' }),
      Deep: withProperty(table, 'SSESpecification', { SSEEnabled: true, Colour: 'red' }),
      Value: withProperty(table, 'BillingMode', 'FREE'),
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Transform': {} } } },
      Python: {
        Type: 'AWS::Lambda::Function',
        Properties: { Code: { S3Key: 'a.zip' }, Handler: 'index.handler', Runtime: 'python3.14', Role: 'r' },
      },
    }),
  ).toEqual([
    'App/Queue.QueueName: unknown intrinsic function Fn::Transform',
    'App/Cache: no local adapter for AWS::ElastiCache::ServerlessCache',
    'App/Table (AWS::DynamoDB::Table): property StreamSpecification is not known here',
    'App/Deep (AWS::DynamoDB::Table): property SSESpecification.Colour is not known here',
    expect.stringMatching(/^App\/Value \(AWS::DynamoDB::Table\): property BillingMode: /),
    'App/Python (AWS::Lambda::Function): property Runtime: the laptop runs Node.js only',
  ]);
});

it.each([
  [
    'a policy of AWS whose statements nobody wrote down',
    'AWS::IAM::Role',
    { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    'AdministratorAccess is not known here',
  ],
  ['code in the template', 'AWS::Lambda::Function', { Code: { ZipFile: 'x' } }, 'Code.ZipFile is not known here'],
  [
    'a rule whose pattern it does not understand',
    'AWS::Events::Rule',
    { EventPattern: { source: [{ cidr: '10.0.0.0/8' }] } },
    'the operator cidr is not known here',
  ],
  [
    'a rule on another bus',
    'AWS::Events::Rule',
    { EventPattern: { source: ['aws.ses'] }, EventBusName: 'other' },
    'property EventBusName is not known here',
  ],
  [
    'a rule on events that calls a function',
    'AWS::Events::Rule',
    { EventPattern: { source: ['aws.ses'] }, Targets: [{ Id: 'it', Arn: 'arn:aws:lambda:x' }] },
    'patterns lead to streams',
  ],
  ['another major of PostgreSQL', 'AWS::RDS::DBCluster', { EngineVersion: '16.4' }, 'EngineVersion'],
  ['an unknown property of a secret', 'AWS::SecretsManager::Secret', { Type: 'x' }, 'property Type is not known here'],
])('stops at %s', (_, Type, Properties, message) => {
  expect(problemsOf({ Subject: { Type, Properties } }).join('\n')).toContain(message);
});

it('stops at parts of a template beside properties that it does not know', () => {
  const fleet = { ...table, CreationPolicy: { ResourceSignal: {} }, DeletionPolicy: 'Retain' };
  const template = { Transform: 'AWS::Serverless-2016-10-31', Resources: { Fleet: fleet } };
  expect(() => checkTemplates(anAssembly({ App: template }))).toThrow(
    /App: section Transform is not known here\n +App\/Fleet: attribute CreationPolicy is not known here$/,
  );
});
