import { z } from 'zod';
import { customerId, instant, instantAnywhere } from '../event.ts';
import { channel, notificationId, purpose, templateId } from '../notifications.ts';
import { wholeNumber } from './whole-number.ts';

export const notificationPath = z.strictObject({ notificationId });

/** What the app tells of a message: push has no receipts of its own, and messages in the app have nobody else. */
const appEvent = z
  .strictObject({
    kind: z.enum(['delivered', 'opened', 'clicked']),
    at: instantAnywhere.describe('When it happened, by the clock of the phone'),
    link: z.string().min(1).max(40).optional().describe('Of a click: the name of the link in the template'),
  })
  .refine(({ kind, link }) => (kind === 'clicked') === (link !== undefined), {
    path: ['link'],
    message: 'must be there for a click, and only for one',
  });

export const appEventsRequest = z
  .strictObject({ events: z.array(appEvent).min(1).max(50) })
  .meta({ id: 'NotificationEventsRequest' });
export const appEventsTaken = z.strictObject({ taken: z.int() }).meta({ id: 'NotificationEventsTaken' });

/** E.164. */
const phoneNumber = z.string().regex(/^\+[1-9][0-9]{6,14}$/, 'must be a phone number as +919800000001');

export const smsReplyRequest = z
  .strictObject({
    id: z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/, 'must be up to 100 printable characters')
      .describe('The gateway’s own'),
    from: phoneNumber,
    to: z.string().min(1).max(20).describe('The number or the sender header that was answered'),
    text: z.string().max(2000),
    receivedAt: instantAnywhere,
  })
  .meta({ id: 'SmsReplyRequest' });

export const smsReplyTaken = z
  .strictObject({
    outcome: z
      .enum(['stopped', 'started', 'replied', 'ignored'])
      .describe('`ignored`: nobody we know has this number, or there is nothing to answer or to start again'),
  })
  .meta({ id: 'SmsReplyTaken' });

export const historyQuery = z.strictObject({
  limit: wholeNumber(1, 100).default(50),
  before: notificationId.optional().describe('The `next` of the page before this one'),
});

const moment = instant.nullable();

export const sentNotification = z
  .strictObject({
    notificationId,
    campaignId: z.string().nullable(),
    ruleId: z.string().nullable(),
    template: z.strictObject({ id: templateId, version: z.int() }),
    variant: z.string(),
    purpose,
    channel: channel.nullable(),
    state: z.enum(['claimed', 'accepted', 'replaced', 'failed', 'suppressed', 'waiting', 'unknown', 'held-out']),
    reason: z.string().nullable().describe('Why it failed, was suppressed or waits'),
    replacedBy: notificationId
      .nullable()
      .describe('Of one that is `replaced`, since it bounced: the message by the next channel'),
    requestedAt: instant,
    acceptedAt: moment,
    deliveredAt: moment,
    bouncedAt: moment,
    complainedAt: moment,
    openedAt: moment,
    clickedAt: moment,
    convertedAt: moment,
    repliedAt: moment,
  })
  .meta({ id: 'SentNotification' });
export type SentNotification = z.infer<typeof sentNotification>;

export const notificationHistory = z
  .strictObject({ customerId, notifications: z.array(sentNotification), next: notificationId.nullable() })
  .meta({ id: 'NotificationHistory' });
export type NotificationHistory = z.infer<typeof notificationHistory>;
