import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';
import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import { SESv2Client, SendBulkEmailCommand } from '@aws-sdk/client-sesv2';
import type { Cloud } from '../../local/cloud.ts';
import { aCloud, clientsOf } from '../support/cloud.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await aCloud({ messaging: { latencyMs: 0, receiptDelayMs: 20 } });
});

afterAll(() => cloud.stop());

const notificationId = '00000000-0000-4000-8000-00000000000a';
const physical = (type: string): string => cloud.resources.one(type).physicalId;
const options = () => ({
  endpoint: cloud.awsEndpoint,
  region: cloud.region,
  credentials: cloud.credentials,
  maxAttempts: 1,
});

async function sendEmail(address: string): Promise<void> {
  const ses = new SESv2Client(options());
  await ses.send(
    new SendBulkEmailCommand({
      FromEmailAddress: `Sangam <hello@${physical('AWS::SES::EmailIdentity')}>`,
      ConfigurationSetName: physical('AWS::SES::ConfigurationSet'),
      DefaultContent: { Template: { TemplateContent: { Subject: 'Hello', Text: 'Hello' }, TemplateData: '{}' } },
      BulkEmailEntries: [
        {
          Destination: { ToAddresses: [address] },
          ReplacementTags: [{ Name: 'notificationId', Value: notificationId }],
        },
      ],
    }),
  );
}

async function sendSms(address: string): Promise<void> {
  const pinpoint = new PinpointClient(options());
  await pinpoint.send(
    new SendMessagesCommand({
      ApplicationId: physical('AWS::Pinpoint::App'),
      MessageRequest: {
        Addresses: { [address]: { ChannelType: 'SMS', Context: { notificationId } } },
        MessageConfiguration: { SMSMessage: { Body: 'Hello', SenderId: 'SANGAM', EntityId: '1', TemplateId: '2' } },
      },
    }),
  );
}

type Told = { readonly source: string; readonly detail: { readonly eventType: string } };

async function onStream(kinesis: KinesisClient, StreamName: string): Promise<Told[]> {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
  const pages = await Promise.all(
    Shards.map(async ({ ShardId }) => {
      const { ShardIterator } = await kinesis.send(
        new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      );
      return kinesis.send(new GetRecordsCommand({ ShardIterator }));
    }),
  );
  return pages.flatMap(({ Records = [] }) =>
    Records.map(({ Data }) => JSON.parse(Buffer.from(Data ?? []).toString('utf8')) as Told),
  );
}

it('puts what became of messages on the stream of receipts, and has the messages again after a restart', async () => {
  await sendEmail('asha@example.in');
  await sendEmail('bounce@example.in');
  await sendSms('+919999000005');
  await cloud.drained();

  const clients = clientsOf(cloud);
  const told = await onStream(clients.kinesis, cloud.resources.one('AWS::Kinesis::Stream', 'Receipts').physicalId);
  clients.close();
  expect(told.map(({ source, detail }) => `${source} ${detail.eventType}`).toSorted()).toEqual([
    'aws.ses Bounce',
    'aws.ses Delivery',
    'aws.sms-voice TEXT_CARRIER_UNREACHABLE',
  ]);

  await cloud.restart();
  expect(cloud.outbox.messages().map(({ address, receipts }) => [address, receipts.map(({ event }) => event)])).toEqual(
    [
      ['asha@example.in', ['Delivery']],
      ['bounce@example.in', ['Bounce']],
      ['+919999000005', ['TEXT_CARRIER_UNREACHABLE']],
    ],
  );
});
