import { PinpointClient, SendMessagesCommand, type SendMessagesCommandInput } from '@aws-sdk/client-pinpoint';
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client, SendBulkEmailCommand, type SendBulkEmailCommandInput } from '@aws-sdk/client-sesv2';
import {
  application,
  emailFrom,
  emailSet,
  type ProvidersUnderTest,
  sendStatements,
  smsSet,
  startProviders,
} from '../../../support/messaging.ts';

let providers: ProvidersUnderTest;
const notificationId = '00000000-0000-4000-8000-00000000000a';

beforeEach(async () => {
  providers = await startProviders();
});

afterEach(() => providers.drop());

const sendMessages = (request: Partial<SendMessagesCommandInput['MessageRequest']>, ApplicationId = application) =>
  new PinpointClient(providers.config).send(
    new SendMessagesCommand({
      ApplicationId,
      MessageRequest: {
        Addresses: { '+919812345678': { ChannelType: 'SMS', Context: { notificationId } } },
        MessageConfiguration: { SMSMessage: { Body: 'hello', MessageType: 'TRANSACTIONAL' } },
        ...request,
      },
    }),
  );

const sendText = (more: object = {}) =>
  new PinpointSMSVoiceV2Client(providers.config).send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: '+919812345678',
      OriginationIdentity: 'SANGAM',
      MessageBody: 'hello',
      ConfigurationSetName: smsSet,
      Context: { notificationId },
      DestinationCountryParameters: { IN_ENTITY_ID: '1', IN_TEMPLATE_ID: '2' },
      ...more,
    }),
  );

const sendEmails = (addresses: readonly string[], more: Partial<SendBulkEmailCommandInput> = {}) =>
  new SESv2Client(providers.config).send(
    new SendBulkEmailCommand({
      FromEmailAddress: emailFrom,
      ConfigurationSetName: emailSet,
      DefaultContent: {
        Template: {
          TemplateContent: { Subject: '{{subject}}', Html: '{{{html}}}' },
          TemplateData: '{"subject":"Hello"}',
        },
      },
      BulkEmailEntries: addresses.map((address) => ({
        Destination: { ToAddresses: [address] },
        ReplacementTags: [{ Name: 'notificationId', Value: notificationId }],
        ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: '{"html":"<b>1</b>"}' } },
      })),
      ...more,
    }),
  );

describe('Pinpoint', () => {
  it('answers for each address', async () => {
    const { MessageResponse } = await sendMessages({});
    expect(MessageResponse).toEqual({
      ApplicationId: application,
      RequestId: expect.any(String),
      Result: {
        '+919812345678': {
          DeliveryStatus: 'SUCCESSFUL',
          MessageId: providers.messaging.outbox.messages()[0]?.id,
          StatusCode: 200,
          StatusMessage: 'accepted',
        },
      },
    });
  });

  it.each<[string, Partial<SendMessagesCommandInput['MessageRequest']>]>([
    ['no address', { Addresses: {} }],
    [
      '101 addresses',
      {
        Addresses: Object.fromEntries(
          Array.from({ length: 101 }, (_, n) => [`+9198${n}0000000`, { ChannelType: 'SMS' }]),
        ),
      },
    ],
    ['no number', { Addresses: { asha: { ChannelType: 'SMS' } } }],
    ['no text', { MessageConfiguration: { SMSMessage: {} } }],
    ['no message for the channel', { Addresses: { token: { ChannelType: 'GCM' } } }],
    [
      'raw content that is no JSON',
      {
        Addresses: { token: { ChannelType: 'GCM', RawContent: '{' } },
        MessageConfiguration: { GCMMessage: {} },
      },
    ],
    ['endpoints, which are gone', { Endpoints: {} }],
  ])('refuses a whole call with %s, and sends nothing', async (_, request) => {
    await expect(sendMessages(request)).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(providers.messaging.outbox.counts()).toEqual({});
  });

  it('knows only applications of the templates', async () => {
    await providers.drop();
    providers = await startProviders([{ Effect: 'Allow', Action: 'mobiletargeting:*', Resource: '*' }]);
    await expect(sendMessages({}, 'other')).rejects.toMatchObject({
      name: 'NotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('End User Messaging', () => {
  it.each([
    ['a number that is none', { DestinationPhoneNumber: '12' }, 'ValidationException'],
    ['a text that is too long', { MessageBody: 'x'.repeat(1601) }, 'ValidationException'],
    ['a configuration set that is not there', { ConfigurationSetName: 'other' }, 'ResourceNotFoundException'],
    ['a number that opted out', { DestinationPhoneNumber: '+919999000003' }, 'ConflictException'],
  ])('refuses %s', async (_, more, name) => {
    await expect(sendText(more)).rejects.toMatchObject({ name });
  });

  it('says why in the words of AWS', async () => {
    await expect(sendText({ DestinationPhoneNumber: '+919999000003' })).rejects.toMatchObject({
      Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
    });
    await expect(sendText({ DestinationPhoneNumber: '+919999000002' })).rejects.toMatchObject({
      Fields: [{ Name: 'DestinationPhoneNumber' }],
    });
  });

  it("tells of a delivery in EventBridge's shape, and of what operators drop", async () => {
    const { MessageId } = await sendText();
    await sendText({ DestinationCountryParameters: {} });
    await sendText({ DestinationPhoneNumber: '+919999000005' });
    await sendText({ DestinationPhoneNumber: '+919999000008' });
    await sendText({ DestinationPhoneNumber: '+919999000007' });
    await providers.messaging.settled();
    const told = providers.events.map(({ detail }) => detail.eventType);
    expect(told.toSorted()).toEqual([
      'TEXT_CARRIER_BLOCKED',
      'TEXT_CARRIER_UNREACHABLE',
      'TEXT_DELIVERED',
      'TEXT_INVALID',
    ]);
    expect(providers.events.find(({ detail }) => detail.messageId === MessageId)).toMatchObject({
      version: '0',
      'detail-type': 'Text Message Delivery Status Updated',
      source: 'aws.sms-voice',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      detail: {
        eventType: 'TEXT_DELIVERED',
        eventTimestamp: expect.any(Number),
        isFinal: true,
        messageStatus: 'DELIVERED',
        destinationPhoneNumber: '+919812345678',
        isoCountryCode: 'IN',
        context: { notificationId },
        totalMessageParts: 1,
      },
    });
  });
});

describe('SES', () => {
  it('fills in simple variables, from the entry or else the default', async () => {
    await sendEmails(['asha@example.in']);
    expect(providers.messaging.outbox.messages()[0]?.content).toMatchObject({ title: 'Hello', html: '<b>1</b>' });
  });

  it('refuses a whole call with one bad address, and sends nothing', async () => {
    await expect(sendEmails(['asha@example.in', 'asha'])).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(sendEmails([])).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(sendEmails(Array(51).fill('asha@example.in'))).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(providers.messaging.outbox.counts()).toEqual({});
  });

  it('sends from identities and through sets of the templates only', async () => {
    await providers.drop();
    providers = await startProviders([{ Effect: 'Allow', Action: 'ses:*', Resource: '*' }]);
    await expect(sendEmails(['asha@example.in'], { FromEmailAddress: 'a@other.example' })).rejects.toMatchObject({
      name: 'MessageRejected',
    });
    await expect(sendEmails(['asha@example.in'], { ConfigurationSetName: 'other' })).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  it.each([
    ['asha', ['Email Delivered']],
    ['bounce', ['Email Bounced']],
    ['softbounce-asha', ['Email Bounced']],
    ['complaint', ['Email Delivered', 'Email Complaint Received']],
    ['opens', ['Email Delivered', 'Email Opened']],
    ['silent', []],
  ])('tells what became of an e-mail to %s@', async (name, expected) => {
    await sendEmails([`${name}@example.in`]);
    await providers.messaging.settled();
    expect(providers.events.map((event) => event['detail-type'])).toEqual(expected);
    for (const { source, detail } of providers.events) {
      expect(source).toBe('aws.ses');
      expect(detail.mail).toMatchObject({
        destination: [`${name}@example.in`],
        tags: { notificationId: [notificationId], 'ses:configuration-set': [emailSet] },
      });
    }
  });

  it('publishes opens that a person makes, and no clicks, which the set does not ask for', async () => {
    await sendEmails(['silent@example.in']);
    const [message] = providers.messaging.outbox.messages();
    const { outbox } = providers.messaging;
    expect([
      outbox.open(message?.id ?? ''),
      outbox.click(message?.id ?? '', 'https://x.in/'),
      outbox.open('?'),
    ]).toEqual([true, true, false]);
    expect(providers.events.map(({ detail }) => detail.eventType)).toEqual(['Open']);
    expect(outbox.message(message?.id ?? '')?.receipts.map(({ event }) => event)).toEqual(['Open', 'Click']);
  });
});

describe('whoever calls', () => {
  it('needs to be allowed the application, the sender, the identity and the set', async () => {
    for (const missing of sendStatements.keys()) {
      await providers.drop();
      providers = await startProviders(sendStatements.filter((_, index) => index !== missing));
      const outcomes = await Promise.allSettled([sendMessages({}), sendText(), sendEmails(['asha@example.in'])]);
      expect(outcomes.map(({ status }) => status === 'rejected')).toEqual([0, 1, 2].map((index) => index === missing));
      expect(outcomes[missing]).toMatchObject({ reason: { name: 'AccessDeniedException' } });
    }
  });

  it('waits for as long as the laptop is told to', async () => {
    providers.messaging.outbox.tune({ latencyMs: 40 });
    const before = performance.now();
    await sendMessages({});
    expect(performance.now() - before).toBeGreaterThanOrEqual(39);
  });
});
