import { decodeReceipt } from '../../../../../lambdas/notifications/domain/tracking/decode.ts';
import { receiptEvent } from '../../../../../lambdas/notifications/domain/tracking/receipt-event.ts';
import { anEmailEvent, anSmsEvent } from '../../../../support/provider-events.ts';

const notificationId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const timestamp = '2026-11-21T06:04:00.123Z';
const decoded = (event: unknown) => decodeReceipt(JSON.stringify(event));
const email = (eventType: string, detail = {}) => decoded(anEmailEvent(eventType, notificationId, detail));
const message = { notificationId };
const recipients = [{ emailAddress: 'asha@example.com' }];
const to = { channel: 'email', address: 'asha@example.com' };

describe('an e-mail', () => {
  it.each([
    ['Delivery', { delivery: { timestamp } }, { kind: 'delivered' }],
    [
      'Bounce',
      {
        bounce: { timestamp, bounceType: 'Permanent', bounceSubType: 'NoEmail', bouncedRecipients: recipients },
      },
      { kind: 'bounced', reason: 'no-email', isPermanent: true, to },
    ],
    [
      'Bounce',
      {
        bounce: { timestamp, bounceType: 'Transient', bounceSubType: 'MailboxFull', bouncedRecipients: recipients },
      },
      { kind: 'bounced', reason: 'mailbox-full', isPermanent: false, to },
    ],
    ['Complaint', { complaint: { timestamp, complainedRecipients: recipients } }, { kind: 'complained', to }],
    [
      'Open',
      { open: { timestamp, userAgent: 'Mozilla/5.0 (iPhone) Safari/604.1' } },
      { kind: 'opened', isMachine: false },
    ],
    ['Open', { open: { timestamp, userAgent: 'Mozilla/5.0' } }, { kind: 'opened', isMachine: true }],
    [
      'Click',
      {
        click: { timestamp, userAgent: 'Mozilla/5.0 (iPhone) Safari/604.1', link: 'https://help.example/faq?of=asha' },
      },
      { kind: 'clicked', isMachine: false, link: 'other' },
    ],
  ])('tells by %s', (eventType, detail, expected) => {
    expect(email(eventType, detail)).toEqual({ message, at: timestamp, ...expected });
  });

  it.each([
    ['Reject', { reject: { reason: 'Bad content' } }, 'rejected'],
    ['Rendering Failure', {}, 'rendering-failure'],
  ])('that was never sent (%s) is the fault of no address', (eventType, detail, reason) => {
    expect(email(eventType, detail)).toEqual({ message, kind: 'undelivered', at: '2026-11-21T06:00:01.000Z', reason });
  });

  it.each([
    ['Send', {}],
    ['DeliveryDelay', { deliveryDelay: { timestamp, delayType: 'MailboxFull' } }],
    ['Subscription', { subscription: { contactList: 'none' } }],
    ['SomethingNew', {}],
  ])('says nothing that counts by %s', (eventType, detail) => {
    expect(email(eventType, detail)).toBeUndefined();
  });

  it('leaves clicks on our own links to those', () => {
    const link = `https://s.example/r/${'A'.repeat(44)}`;
    expect(email('Click', { click: { timestamp, link } })).toBeUndefined();
  });

  it('of somebody else is none of ours', () => {
    const detail = { delivery: { timestamp } };
    expect(decoded(anEmailEvent('Delivery', undefined, detail))).toBeUndefined();
    expect(decoded(anEmailEvent('Delivery', 'no-uuid', detail))).toBeUndefined();
  });
});

describe('an SMS', () => {
  const at = '2026-11-21T06:05:00.000Z';
  const context = { notificationId };

  it.each([
    ['TEXT_DELIVERED', { kind: 'delivered' }],
    ['TEXT_SUCCESSFUL', { kind: 'delivered' }],
    ['TEXT_INVALID', { kind: 'undelivered', reason: 'invalid', isPermanent: true }],
    ['TEXT_CARRIER_BLOCKED', { kind: 'undelivered', reason: 'carrier-blocked', isPermanent: false }],
    ['TEXT_UNKNOWN', { kind: 'undelivered', reason: 'unknown', isPermanent: false }],
  ])('tells by %s', (eventType, expected) => {
    expect(decoded(anSmsEvent(eventType, { context }))).toEqual({ message, at, ...expected });
  });

  it.each([
    ['TEXT_QUEUED', true],
    ['TEXT_PENDING', false],
    ['TEXT_SUCCESSFUL', false],
  ])('says nothing that counts by %s (final: %s)', (eventType, isFinal) => {
    expect(decoded(anSmsEvent(eventType, { context, isFinal }))).toBeUndefined();
  });

  it('is known by the provider’s name when ours does not come back', () => {
    const { messageId } = anSmsEvent('TEXT_DELIVERED').detail as unknown as { messageId: string };
    expect(decoded(anSmsEvent('TEXT_DELIVERED', { destinationPhoneNumber: '+919800000001' }))).toEqual({
      message: { providerId: messageId },
      kind: 'delivered',
      at,
      to: { channel: 'sms', address: '+919800000001' },
    });
  });
});

it('reads what our own functions state', () => {
  const data = { notificationId, kind: 'clicked', at: timestamp, link: 'offer', isMachine: false } as const;
  expect(decoded(receiptEvent('asha', data))).toEqual({
    message,
    kind: 'clicked',
    at: timestamp,
    link: 'offer',
    isMachine: false,
  });
});

it.each([
  ['not JSON', 'not JSON', '{'],
  ['nothing', 'invalid receipt: event', 'null'],
  ['another service', 'invalid receipt: source', JSON.stringify({ 'detail-type': 'x', source: 'aws.s3' })],
  [
    'an e-mail without its bounce’s address',
    'invalid receipt: detail.bounce.bouncedRecipients',
    JSON.stringify(
      anEmailEvent('Bounce', notificationId, {
        bounce: { timestamp, bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] },
      }),
    ),
  ],
  [
    'an SMS without a time',
    'invalid receipt: detail.eventTimestamp',
    JSON.stringify(anSmsEvent('TEXT_DELIVERED', { eventTimestamp: 'soon' })),
  ],
  [
    'another event of ours',
    'invalid receipt: type',
    JSON.stringify({ ...receiptEvent('asha', { notificationId, kind: 'opened', at: timestamp }), type: 'x' }),
  ],
])('refuses %s', (_, message, payload) => {
  expect(() => decodeReceipt(payload)).toThrow(message);
});
