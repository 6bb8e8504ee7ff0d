import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { refuseUnexplainedFindings } from '../../lib/checks.ts';
import { featureFlags } from '../../lib/config/feature-flags.ts';
import { stageNamed } from '../../lib/config/stages.ts';
import { Alarms } from '../../lib/constructs/alarms.ts';
import { EventStream } from '../../lib/constructs/event-stream.ts';
import { dataKey } from '../../lib/constructs/keys.ts';
import { NotificationChannels } from '../../lib/stacks/notification-channels.ts';

function synthesized(stageName: string) {
  const stage = stageNamed(stageName);
  const app = new App({ analyticsReporting: false, postCliContext: featureFlags });
  refuseUnexplainedFindings(app);
  const stack = new Stack(app, 'notifications', { env: { region: stage.region } });
  const removal = RemovalPolicy.DESTROY;
  const key = dataKey(stack, 'Key', removal);
  const receipts = new EventStream(stack, 'Receipts', { key, keepHours: 24, removal });
  const alarms = new Alarms();
  const channels = new NotificationChannels(stack, 'Channels', { stage, removal, alarms, receipts });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const handler = new LambdaFunction(stack, 'Dispatch', {
    role,
    code: Code.fromInline('exports.handler = () => {}'),
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    environment: channels.environmentFor(10),
  });
  channels.grantSend(handler);
  const template = Template.fromStack(stack);
  const ofType = (type: string) => Object.entries(template.findResources(type));
  const actions = ofType('AWS::IAM::Policy')
    .filter(([id]) => id.startsWith('RoleDefaultPolicy'))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as { Action: string | string[] }[])
    .flatMap(({ Action }) => Action);
  return { ofType, actions, alarms };
}

it('hears of everything but clicks, which our links tell of themselves', () => {
  const [[, destination] = []] = synthesized('dev').ofType('AWS::SES::ConfigurationSetEventDestination');
  const { MatchingEventTypes: types } = destination?.Properties.EventDestination ?? {};
  expect(types).toEqual(['delivery', 'bounce', 'complaint', 'open', 'reject', 'renderingFailure']);
});

it('puts what providers say on the stream, in order for each message, and keeps what it could not put', () => {
  const rules = synthesized('prod').ofType('AWS::Events::Rule');
  expect(rules.map(([, { Properties }]) => [Properties.EventPattern.source, Properties.Targets[0]])).toEqual([
    [['aws.ses'], expect.objectContaining({ KinesisParameters: { PartitionKeyPath: '$.detail.mail.messageId' } })],
    [['aws.sms-voice'], expect.objectContaining({ KinesisParameters: { PartitionKeyPath: '$.detail.messageId' } })],
  ]);
  for (const [, { Properties }] of rules)
    expect(Properties.Targets[0].DeadLetterConfig.Arn).toEqual({
      'Fn::GetAtt': [expect.stringContaining('UndeliveredReceipts'), 'Arn'],
    });
});

it.each([
  ['dev', ['mobiletargeting:SendMessages', 'ses:SendBulkEmail', 'ses:SendBulkTemplatedEmail']],
  [
    'prod',
    ['mobiletargeting:SendMessages', 'ses:SendBulkEmail', 'ses:SendBulkTemplatedEmail', 'sms-voice:SendTextMessage'],
  ],
])('lets a function of %s send and nothing else', (stage, expected) => {
  expect(synthesized(stage).actions.toSorted()).toEqual(expected);
});

it("gives each instance its share of the providers' rates", () => {
  const [[, dispatch] = []] = synthesized('prod').ofType('AWS::Lambda::Function');
  expect(dispatch?.Properties.Environment.Variables).toMatchObject({
    SMS_THROUGH: 'end-user-messaging',
    EMAIL_FROM: 'Sangam <hello@sangam.example>',
    PUSH_PER_SEC: '2000',
    SMS_PARTS_PER_SEC: '50',
    EMAIL_PER_SEC: '50',
  });
});

it('calls somebody before AWS stops the account', () => {
  const thresholds = synthesized('prod').alarms.all.map(({ id, threshold }) => [id, threshold]);
  expect(Object.fromEntries(thresholds)).toEqual({
    ReceiptsUndelivered: 1,
    EmailBounceRate: 0.05,
    EmailComplaintRate: 0.001,
    ProvidersRefusingUs: 1,
  });
});

it('proves to receivers who sends, by records in our own zone', () => {
  const names = (stage: string) => synthesized(stage).ofType('AWS::Route53::RecordSet');
  expect(names('prod').map(([, { Properties }]) => Properties.Type)).toEqual(['CNAME', 'CNAME', 'CNAME', 'MX', 'TXT']);
  expect(names('dev')).toEqual([]);
});
