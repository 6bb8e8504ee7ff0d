import { randomUUID } from 'node:crypto';
import { bareAddress, domainOf } from './registry.ts';
import type { Account, SentMessage } from './types.ts';

/** Its name in a configuration set, in the event, and as EventBridge's `detail-type`. */
const kinds = {
  delivery: ['DELIVERY', 'Delivery', 'Email Delivered'],
  bounce: ['BOUNCE', 'Bounce', 'Email Bounced'],
  'soft-bounce': ['BOUNCE', 'Bounce', 'Email Bounced'],
  complaint: ['COMPLAINT', 'Complaint', 'Email Complaint Received'],
  open: ['OPEN', 'Open', 'Email Opened'],
  click: ['CLICK', 'Click', 'Email Clicked'],
} as const satisfies Record<string, readonly [matching: string, eventType: string, detailType: string]>;
export type EmailEventKind = keyof typeof kinds;

export type EmailEvent = {
  readonly matching: string;
  readonly eventType: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

/**
 * What SES publishes of an e-mail
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html).
 * @param link that was clicked
 */
export function emailEvent(
  kind: EmailEventKind,
  message: SentMessage,
  account: Account,
  at: Date,
  link = '',
): EmailEvent {
  const [matching, eventType, detailType] = kinds[kind];
  const part = eventType.toLowerCase();
  return {
    matching,
    eventType,
    detailType,
    detail: { eventType, mail: mailOf(message, account), [part]: partOf(kind, message, at, link) },
  };
}

function mailOf({ id, at, address, content, notificationId, configurationSet }: SentMessage, account: Account): object {
  const from = content.from ?? '';
  const headers = Object.entries({
    From: from,
    To: address,
    Subject: content.title ?? '',
    'MIME-Version': '1.0',
    ...content.headers,
  });
  return {
    timestamp: at,
    source: from,
    sourceArn: `arn:aws:ses:${account.region}:${account.accountId}:identity/${domainOf(from)}`,
    sendingAccountId: account.accountId,
    messageId: id,
    destination: [address],
    headersTruncated: false,
    headers: headers.map(([name, value]) => ({ name, value })),
    commonHeaders: { from: [from], to: [address], messageId: id, subject: content.title ?? '' },
    tags: {
      'ses:configuration-set': [configurationSet ?? ''],
      'ses:from-domain': [domainOf(bareAddress(from))],
      ...(notificationId !== undefined && { notificationId: [notificationId] }),
    },
  };
}

const reader = { ipAddress: '192.0.2.1', userAgent: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36' };

function partOf(kind: EmailEventKind, { address, at: sentAt }: SentMessage, at: Date, link: string): object {
  const timestamp = at.toISOString();
  const feedbackId = `${randomUUID()}-000000`;
  switch (kind) {
    case 'delivery':
      return {
        timestamp,
        processingTimeMillis: at.getTime() - Date.parse(sentAt),
        recipients: [address],
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: 'mta.laptop.example',
      };
    case 'bounce':
    case 'soft-bounce': {
      const isPermanent = kind === 'bounce';
      const [bounceType, bounceSubType] = isPermanent ? ['Permanent', 'General'] : ['Transient', 'MailboxFull'];
      const [status, diagnosticCode] = isPermanent
        ? ['5.1.1', 'smtp; 550 5.1.1 user unknown']
        : ['4.2.2', 'smtp; 452 4.2.2 mailbox full'];
      return {
        bounceType,
        bounceSubType,
        bouncedRecipients: [{ emailAddress: address, action: 'failed', status, diagnosticCode }],
        timestamp,
        feedbackId,
        reportingMTA: 'dsn; mta.laptop.example',
      };
    }
    case 'complaint':
      return {
        complainedRecipients: [{ emailAddress: address }],
        timestamp,
        feedbackId,
        userAgent: 'Laptop Feedback Loop',
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp,
      };
    case 'open':
      return { ...reader, timestamp };
    case 'click':
      return { ...reader, timestamp, link, linkTags: null };
  }
}
