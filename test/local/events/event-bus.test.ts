import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';
import { type EventBus, type EventRule, startEventBus } from '../../../local/events/start-event-bus.ts';
import { partitionKeyOf } from '../../../local/events/stream-target.ts';
import type { BusEvent } from '../../../local/services/messaging/types.ts';
import { accountId, region, type ServicesUnderTest, startServicesUnderTest } from '../../support/services.ts';

let services: ServicesUnderTest;
let bus: EventBus | undefined;
const streamArn = `arn:aws:kinesis:${region}:${accountId}:stream/receipts`;
const mayPut = { Effect: 'Allow', Action: ['kinesis:PutRecord', 'kinesis:PutRecords'], Resource: streamArn };
const anEvent = (over: Partial<BusEvent> = {}): BusEvent => ({
  version: '0',
  id: 'e1',
  'detail-type': 'Email Delivered',
  source: 'aws.ses',
  account: accountId,
  time: '2026-11-21T10:00:00Z',
  region,
  resources: [],
  detail: { mail: { messageId: 'm1' } },
  ...over,
});
const rule: EventRule = {
  name: 'emails',
  enabled: true,
  pattern: { source: ['aws.ses'], 'detail-type': ['Email Delivered', 'Email Bounced'] },
  targets: [{ streamArn, roleArn: 'role', partitionKeyPath: '$.detail.mail.messageId' }],
};
let told: [event: string, details: object][];

function start(statements: object[], rules: EventRule[]): EventBus {
  told = [];
  bus = startEventBus({
    rules,
    endpoint: services.endpoint,
    region,
    credentialsOf: (name) => services.addPrincipal({ name, role: 'events', statements }),
    log: (event, details) => told.push([event, details]),
  });
  return bus;
}

beforeAll(async () => {
  services = await startServicesUnderTest();
  const root = new KinesisClient({ ...services.config, credentials: services.root });
  await root.send(new CreateStreamCommand({ StreamName: 'receipts', ShardCount: 1 }));
});

afterEach(async () => {
  services.faults.clear();
  await bus?.stop();
});
afterAll(() => services.drop());

async function onStream(): Promise<{ key: string | undefined; event: BusEvent }[]> {
  const root = new KinesisClient({ ...services.config, credentials: services.root });
  const { Shards = [] } = await root.send(new ListShardsCommand({ StreamName: 'receipts' }));
  const at = { StreamName: 'receipts', ShardId: Shards[0]?.ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await root.send(new GetShardIteratorCommand(at));
  const { Records = [] } = await root.send(new GetRecordsCommand({ ShardIterator }));
  return Records.map(({ PartitionKey, Data }) => ({
    key: PartitionKey,
    event: JSON.parse(Buffer.from(Data ?? []).toString('utf8')) as BusEvent,
  }));
}

it("puts what matches on the rule's stream, whatever stands in the way for a moment", async () => {
  services.faults.inject({ kind: 'throttle', service: 'kinesis', times: 2 });
  const { put, settled } = start([mayPut], [rule, { ...rule, name: 'off', enabled: false }]);
  put(anEvent());
  put(anEvent({ id: 'e2', source: 'aws.sms-voice' }));
  put(anEvent({ id: 'e3', 'detail-type': 'Email Sent' }));
  put(anEvent({ id: 'e4', 'detail-type': 'Email Bounced', detail: {} }));
  await settled();
  expect((await onStream()).map(({ key, event }) => [key, event.id])).toEqual([
    ['m1', 'e1'],
    ['e4', 'e4'],
  ]);
});

it('gives up and says so when the role of the rule does not allow it', async () => {
  const before = await onStream();
  const { put, settled, stop } = start([], [rule]);
  put(anEvent());
  // Told to stop it tries no more.
  void stop();
  await settled();
  expect(await onStream()).toEqual(before);
  expect(told).toEqual([
    ['events.given-up', { rule: 'emails', events: 1, reason: expect.stringContaining('kinesis:PutRecords') }],
  ]);
});

it('refuses a pattern that it does not understand', () => {
  expect(() => start([], [{ ...rule, pattern: { source: [{ cidr: '10.0.0.0/8' }] } }])).toThrow('cidr');
});

it.each([
  ['$.detail.mail.messageId', 'm1'],
  ['$.detail.mail.other', 'e1'],
  ['$.detail.mail', 'e1'],
  [undefined, 'e1'],
])('takes the partition key at %s', (path, expected) => {
  expect(partitionKeyOf(anEvent(), path)).toBe(expected);
});
