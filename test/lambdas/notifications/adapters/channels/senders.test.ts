import { PinpointClient } from '@aws-sdk/client-pinpoint';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { ChannelConfig, Senders } from '../../../../../lambdas/notifications/adapters/channels/make-senders.ts';
import { makeSenders } from '../../../../../lambdas/notifications/adapters/channels/make-senders.ts';
import { countingMeter, silentLog } from '../../../../support/fakes.ts';
import {
  anEmail,
  anSmsToSend,
  aPush,
  application,
  emailFrom,
  emailSet,
  type ProvidersUnderTest,
  smsSet,
  startProviders,
} from '../../../../support/messaging.ts';

let providers: ProvidersUnderTest;
const config: ChannelConfig = {
  PINPOINT_APP_ID: application,
  APNS_CHANNEL: 'APNS',
  SMS_THROUGH: 'pinpoint',
  SMS_CONFIGURATION_SET: smsSet,
  EMAIL_FROM: emailFrom,
  EMAIL_CONFIGURATION_SET: emailSet,
  PUSH_PER_SEC: 10_000,
  SMS_PARTS_PER_SEC: 10_000,
  EMAIL_PER_SEC: 10_000,
};
let meter: ReturnType<typeof countingMeter>;

function senders(over: Partial<ChannelConfig> = {}): Senders {
  const { config: client } = providers;
  meter = countingMeter();
  return makeSenders(
    { ...config, ...over },
    {
      pinpoint: new PinpointClient(client),
      smsVoice: new PinpointSMSVoiceV2Client(client),
      ses: new SESv2Client(client),
    },
    { log: silentLog, meter },
  );
}
const calls = (name: string): number => providers.calls.get(name) ?? 0;
const sent = () => providers.messaging.outbox.messages();

beforeEach(async () => {
  providers = await startProviders();
});

afterEach(() => providers.drop());

describe('push', () => {
  it('sends 100 devices a call, each its own text, and keeps the order of the outcomes', async () => {
    const messages = Array.from({ length: 250 }, (_, n) => aPush({ address: `token-a${n}`, title: `To ${n}` }));
    const outcomes = await senders().push(messages);

    expect(calls('mobiletargeting:SendMessages')).toBe(3);
    const ids = new Map(sent().map(({ id, address }) => [address, id]));
    expect(outcomes).toEqual(messages.map(({ address }) => ({ status: 'accepted', providerId: ids.get(address) })));
    expect(sent()[7]).toMatchObject({
      notificationId: messages[7]?.notificationId,
      content: { title: 'To 7', body: 'Rs 100 to Ravi', data: { link: '/payments' } },
    });
  });

  it('says for each device what became of it', async () => {
    const outcomes = await senders().push(
      ['dead-1', 'moved-1', 'busy-1', 'late-1', 'lost-1', 'quiet-1', 'fine'].map((address) => aPush({ address })),
    );
    expect(outcomes).toEqual([
      { status: 'dead', reason: 'permanent-failure' },
      { status: 'accepted', providerId: expect.any(String), newAddress: 'new-1' },
      { status: 'busy', reason: 'throttled' },
      { status: 'busy', reason: 'temporary-failure' },
      { status: 'unknown', reason: 'timeout' },
      { status: 'opted-out' },
      { status: 'accepted', providerId: expect.any(String) },
    ]);
  });

  it('sends a silent message as data alone, and each platform by its own call', async () => {
    await senders().push([
      aPush({ isSilent: true, data: { sync: 'wallet' } }),
      aPush({ isSilent: true, platform: 'ios', data: { sync: 'wallet' } }),
      aPush({ platform: 'ios' }),
    ]);
    expect(calls('mobiletargeting:SendMessages')).toBe(3);
    expect(sent().map(({ content }) => [content.isSilent, content.title, content.data?.sync])).toEqual([
      [true, undefined, 'wallet'],
      [true, undefined, 'wallet'],
      [false, 'Paid', undefined],
    ]);
  });

  it('refuses what is larger than 4 KB without asking, and sends the rest', async () => {
    const outcomes = await senders().push([aPush({ body: 'x'.repeat(4000) }), aPush()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['refused', 'accepted']);
    expect(sent()).toHaveLength(1);
  });

  it('sends two messages to one device by two calls', async () => {
    const outcomes = await senders().push([aPush({ address: 'shared' }), aPush({ address: 'shared' })]);
    expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(new Set(sent().map(({ notificationId }) => notificationId)).size).toBe(2);
  });
});

describe('SMS through Pinpoint', () => {
  it('has a call for each sender, DLT template and class', async () => {
    const other = { entityId: '1101', templateId: '1108' };
    await senders().sms([
      anSmsToSend(),
      anSmsToSend({ dlt: other }),
      anSmsToSend({ isPromotional: true, senderId: 'SANGMP' }),
      anSmsToSend(),
    ]);
    expect(calls('mobiletargeting:SendMessages')).toBe(3);
    expect(sent().map(({ content: { from, dlt, messageType } }) => [from, dlt?.templateId, messageType])).toEqual(
      expect.arrayContaining([
        ['SANGAM', '1107', 'TRANSACTIONAL'],
        ['SANGAM', '1108', 'TRANSACTIONAL'],
        ['SANGMP', '1107', 'PROMOTIONAL'],
      ]),
    );
  });

  it('finds the one number that spoils a call, and sends to all others', async () => {
    const messages = Array.from({ length: 40 }, (_, n) =>
      anSmsToSend({ address: n === 17 ? 'not a number' : `+9198111${String(n).padStart(5, '0')}` }),
    );
    const outcomes = await senders().sms(messages);
    expect(outcomes[17]).toEqual({ status: 'refused', reason: 'bad-request' });
    expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(39);
    expect(sent()).toHaveLength(39);
  });
});

describe.each(['pinpoint', 'end-user-messaging'] as const)('numbers through %s', (SMS_THROUGH) => {
  it('says for each number what became of it', async () => {
    const outcomes = await senders({ SMS_THROUGH }).sms(
      ['0002', '0003', '0006', '1234'].map((last) => anSmsToSend({ address: `+91999900${last}` })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['dead', 'opted-out', 'unknown', 'accepted']);
  });

  it('is told to come again twice, and then taken', async () => {
    const { sms } = senders({ SMS_THROUGH });
    const message = anSmsToSend({ address: '+919999000001' });
    const statuses = [];
    for (let attempt = 0; attempt < 3; attempt++) statuses.push(...(await sms([message])));
    expect(statuses.map(({ status }) => status)).toEqual(['busy', 'busy', 'accepted']);
  });

  it('carries sender, DLT ids, class and the notification', async () => {
    const message = anSmsToSend({ isPromotional: true });
    await senders({ SMS_THROUGH }).sms([message]);
    expect(sent()).toEqual([
      expect.objectContaining({
        provider: SMS_THROUGH,
        address: message.address,
        notificationId: message.notificationId,
        content: { body: message.body, from: 'SANGAM', dlt: message.dlt, messageType: 'PROMOTIONAL' },
      }),
    ]);
  });
});

describe('e-mail', () => {
  it('sends 50 a call, finished HTML unescaped, with the notification as a tag', async () => {
    const messages = Array.from({ length: 60 }, (_, n) => anEmail({ subject: `Statement "${n}"` }));
    const outcomes = await senders().email(messages);
    expect(calls('ses:SendBulkEmail')).toBe(2);
    expect(outcomes.every(({ status }) => status === 'accepted')).toBe(true);
    expect(providers.messaging.outbox.messages({ notificationId: messages[3]?.notificationId ?? '' })).toEqual([
      expect.objectContaining({
        configurationSet: emailSet,
        content: expect.objectContaining({
          from: emailFrom,
          title: 'Statement "3"',
          html: '<p>Rs 100 & more</p>',
          body: 'Rs 100',
          headers: {},
        }),
      }),
    ]);
  });

  it('offers to unsubscribe by one click where there is a link for it', async () => {
    await senders().email([anEmail({ isPromotional: true, unsubscribeUrl: 'https://s.example/u/abc' })]);
    expect(sent()[0]?.content.headers).toEqual({
      'List-Unsubscribe': '<https://s.example/u/abc>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  it('cuts calls by size, and refuses an e-mail that fits in none', async () => {
    const html = `<p>"${'x'.repeat(300_000)}"</p>`;
    const outcomes = await senders().email([
      ...Array.from({ length: 5 }, () => anEmail({ html })),
      anEmail({ html: 'x'.repeat(1_100_000) }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([...Array(5).fill('accepted'), 'refused']);
    expect(calls('ses:SendBulkEmail')).toBe(2);
  });

  it('says for each address what became of it', async () => {
    const outcomes = await senders().email(
      ['busy@x.in', 'late@x.in', 'rejected@x.in', 'no address', 'asha@x.in'].map((address) => anEmail({ address })),
    );
    expect(outcomes).toEqual([
      { status: 'busy', reason: 'account-throttled' },
      { status: 'busy', reason: 'transient-failure' },
      { status: 'refused', reason: 'message-rejected' },
      { status: 'refused', reason: 'bad-request' },
      { status: 'accepted', providerId: expect.any(String) },
    ]);
  });
});

it('keeps apart what was taken of a call and what was not', async () => {
  providers.faults.inject({ kind: 'partial' });
  const { push, email } = senders();
  for (const [send, make] of [
    [push, aPush],
    [email, anEmail],
  ] as const) {
    const messages = Array.from({ length: 40 }, () => make());
    const outcomes = await (send as (of: readonly unknown[]) => ReturnType<typeof push>)(messages);
    const isSent = (id: string) => providers.messaging.outbox.messages({ notificationId: id }).length === 1;
    expect(outcomes.map(({ status }) => status)).toEqual(
      messages.map(({ notificationId }) => (isSent(notificationId) ? 'accepted' : 'busy')),
    );
    expect(new Set(outcomes.map(({ status }) => status)).size).toBe(2);
  }
});

describe('a call that fails as a whole', () => {
  const everyChannel = async (over: Partial<ChannelConfig> = {}) => {
    const { push, sms, email } = senders(over);
    return [...(await push([aPush()])), ...(await sms([anSmsToSend()])), ...(await email([anEmail()]))];
  };

  it('was surely not taken when it is throttled', async () => {
    providers.faults.inject({ kind: 'throttle' });
    expect(await everyChannel()).toEqual(Array(3).fill({ status: 'busy', reason: 'throttled' }));
    expect(await everyChannel({ SMS_THROUGH: 'end-user-messaging' })).toEqual(
      Array(3).fill({ status: 'busy', reason: 'throttled' }),
    );
  });

  it('may have been taken when its connection breaks or the service does, and is not tried again', async () => {
    providers.faults.inject({ kind: 'crash', when: 'during', times: 3 });
    expect((await everyChannel()).map(({ status }) => status)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(sent()).toHaveLength(3);

    providers.faults.inject({ kind: 'fail', code: 'InternalServerErrorException', status: 500, times: 3 });
    expect(await everyChannel()).toEqual(Array(3).fill({ status: 'unknown', reason: 'internal-server-error' }));
    expect(sent()).toHaveLength(3);
  });

  it('waits for an operator when we are not allowed, and says so', async () => {
    await providers.drop();
    providers = await startProviders([]);
    expect(await everyChannel()).toEqual(Array(3).fill({ status: 'busy', reason: 'access-denied' }));
    expect(meter.counts).toEqual({ ProvidersRefusingUs: 3 });
  });

  it('waits for an operator when the application is gone', async () => {
    await providers.drop();
    providers = await startProviders([{ Effect: 'Allow', Action: 'mobiletargeting:*', Resource: '*' }]);
    expect(await senders({ PINPOINT_APP_ID: 'other' }).push([aPush()])).toEqual([
      { status: 'busy', reason: 'not-found' },
    ]);
    expect(meter.counts).toEqual({ ProvidersRefusingUs: 1 });
  });
});
