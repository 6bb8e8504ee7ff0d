import { z } from 'zod';
import { customerId, eventOf, instant } from './event.ts';
import { maxRecipients } from './recipients.ts';

const source = '/sangam/notifications';

/** Where a message can reach a customer. `inbox` is the list inside the app; it needs no address. */
export const channel = z.enum(['push', 'sms', 'email', 'inbox']);
export type Channel = z.infer<typeof channel>;

/** What a message is for. Promotional ones need consent and keep to quiet hours and caps; transactional ones do not. */
export const promotionalPurposes = ['offers', 'rewards', 'surveys'] as const;
const transactionalPurposes = ['payments', 'orders', 'account', 'security'] as const;
export const purpose = z.enum([...promotionalPurposes, ...transactionalPurposes]);
export type Purpose = z.infer<typeof purpose>;
export const isPromotional = (of: Purpose): boolean => (promotionalPurposes as readonly string[]).includes(of);

/** `salary-offer`, chosen by who writes the template. */
export const templateId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be up to 60 of a-z, 0-9 and -');
export const campaignId = customerId;
export const notificationId = z.uuid();

/** Values that a request brings along, by name: columns of an uploaded audience, fields of the event that triggered it. */
export const requestValues = z.record(z.string().max(60), z.string().max(500));
export type RequestValues = z.infer<typeof requestValues>;

export const recipient = z.object({
  /** Made of what asked for the message and of the customer: asked for again, it is the same notification. */
  id: notificationId,
  customerId,
  values: requestValues.optional(),
});
export type Recipient = z.infer<typeof recipient>;

/**
 * A wish on a lane: send one message, as its template makes it, to each of these customers. `subject` is the customer of
 * a transactional message; of a campaign's it is the campaign with the number of the record, so that lanes share the work.
 */
export const notificationsRequested = eventOf(
  'sangam.notifications.requested.v1',
  source,
  z.object({
    origin: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('campaign'), campaignId }),
      z.object({ kind: z.literal('rule'), ruleId: templateId }),
    ]),
    template: z.object({ id: templateId, version: z.int().positive() }),
    /** Of an A/B campaign; `holdout` is counted and sent nothing. */
    variant: z.string().regex(/^[a-z0-9-]{1,20}$/),
    purpose,
    /** Tried in this order until one reaches the customer. */
    channels: z.array(channel).min(1).max(4),
    /** Too late to be of use after this. */
    expiresAt: instant,
    recipients: z.array(recipient).min(1).max(maxRecipients),
  }),
);
export type NotificationsRequested = z.infer<typeof notificationsRequested>;

/** What became of a message after a provider took it. */
export const receiptKind = z.enum([
  'delivered',
  'bounced',
  'complained',
  'undelivered',
  'opened',
  'clicked',
  'replied',
]);
export type ReceiptKind = z.infer<typeof receiptKind>;

/** On the stream of receipts: from providers, from the app, from links. `subject` is the customer where known. */
export const receiptTaken = eventOf(
  'sangam.notifications.receipt-taken.v1',
  source,
  z.object({
    notificationId,
    kind: receiptKind,
    at: instant,
    /** Why it bounced or was not delivered, in the provider's word. */
    reason: z.string().max(60).optional(),
    /** A bounce or failure that will not go away. */
    isPermanent: z.boolean().optional(),
    /** The link that was clicked. */
    link: z.string().max(40).optional(),
    /** Opened or clicked by a machine that looks at links before people do. */
    isMachine: z.boolean().optional(),
  }),
);
export type ReceiptTaken = z.infer<typeof receiptTaken>;

/** What domain-events is told of a notification, once. */
const trackedFact = z.object({
  notificationId,
  campaignId: campaignId.nullable(),
  ruleId: templateId.nullable(),
  variant: z.string().max(20),
  channel,
  at: instant,
});
const tracked = <Type extends string>(type: Type) => eventOf(type, source, trackedFact);

export const notificationOpened = tracked('sangam.notifications.opened.v1');
export const notificationBounced = tracked('sangam.notifications.bounced.v1');
export const notificationClicked = eventOf(
  'sangam.notifications.clicked.v1',
  source,
  trackedFact.extend({ link: z.string().max(40), isMachine: z.boolean() }),
);
export const notificationConverted = eventOf(
  'sangam.notifications.converted.v1',
  source,
  trackedFact.extend({ by: z.string().max(80) }),
);

/** A customer said what they want no more, or want again. */
export const preferenceChanged = eventOf(
  'sangam.notifications.preference-changed.v1',
  source,
  z.object({
    purpose: z.union([purpose, z.literal('promotional')]),
    channel: z.union([channel, z.literal('*')]),
    wanted: z.boolean(),
    source: z.enum(['app', 'server', 'sms-stop', 'unsubscribe-link']),
  }),
);

/** Every member of the audience was asked for. `subject` is the campaign. */
export const campaignEnded = eventOf(
  'sangam.notifications.campaign-ended.v1',
  source,
  z.object({ campaignId, state: z.enum(['done', 'cancelled', 'refused']), requested: z.int().min(0) }),
);
