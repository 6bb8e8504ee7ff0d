import { channelsAlone } from './support/synthesized.ts';

function channelsOf(stage: string) {
  const { resources, alarms } = channelsAlone(stage);
  const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  const actions = ofType('AWS::IAM::Policy')
    .filter(([id]) => id.startsWith('RoleDefaultPolicy'))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as { Action: string | string[] }[])
    .flatMap(({ Action }) => Action);
  return { ofType, actions, alarms };
}

it('hears of everything but clicks, which our links tell of themselves', () => {
  const [[, destination] = []] = channelsOf('dev').ofType('AWS::SES::ConfigurationSetEventDestination');
  const { MatchingEventTypes: types } = destination?.Properties.EventDestination ?? {};
  expect(types).toEqual(['delivery', 'bounce', 'complaint', 'open', 'reject', 'renderingFailure']);
});

it('puts what providers say on the stream, in order for each message, and keeps what it could not put', () => {
  const rules = channelsOf('prod').ofType('AWS::Events::Rule');
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
  expect(channelsOf(stage).actions.toSorted()).toEqual(expected);
});

it("gives each instance its share of the providers' rates", () => {
  const [[, dispatch] = []] = channelsOf('prod').ofType('AWS::Lambda::Function');
  expect(dispatch?.Properties.Environment.Variables).toMatchObject({
    SMS_THROUGH: 'end-user-messaging',
    EMAIL_FROM: 'Sangam <hello@sangam.example>',
    PUSH_PER_SEC: '2000',
    SMS_PARTS_PER_SEC: '50',
    EMAIL_PER_SEC: '50',
  });
});

it('calls somebody before AWS stops the account', () => {
  expect(channelsOf('prod').alarms).toEqual({
    ReceiptsUndelivered: 1,
    EmailBounceRate: 0.05,
    EmailComplaintRate: 0.001,
    ProvidersRefusingUs: 1,
  });
});

it('proves to receivers who sends, by records in our own zone', () => {
  const names = (stage: string) => channelsOf(stage).ofType('AWS::Route53::RecordSet');
  expect(names('prod').map(([, { Properties }]) => Properties.Type)).toEqual(['CNAME', 'CNAME', 'CNAME', 'MX', 'TXT']);
  expect(names('dev')).toEqual([]);
});
