import {
  type BulkEmailEntry,
  type BulkEmailEntryResult,
  type MessageHeader,
  type SESv2Client,
  SendBulkEmailCommand,
} from '@aws-sdk/client-sesv2';
import type { OutboundEmail, Send, SendOutcome } from '../../domain/outbound.ts';
import { type OnRefusedUs, sendInCalls } from './calls.ts';
import { kebab } from './failure.ts';
import type { Pacer } from './pace.ts';

export type SesEmailOptions = {
  readonly from: string;
  readonly configurationSet: string;
  readonly pace: Pacer;
  readonly onRefusedUs: OnRefusedUs;
};

/** https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html: 50 entries, 1 MB with an inline template. */
const entriesMax = 50;
const bytesMax = 1_000_000;
/** Addresses, names of fields and what quotes become in JSON twice over. */
const frameBytes = 1024;

/** What SES fills in for each e-mail. It escapes nothing, so finished HTML goes through as it is. */
const template = { Subject: '{{subject}}', Html: '{{html}}', Text: '{{text}}' };
/** Without a value of its own an entry would be sent with the field's name in it. */
const noValues = JSON.stringify({ subject: '', html: '', text: '' });

/** E-mail by SendBulkEmail: up to 50 finished e-mails in a call. */
export const sesEmail = (
  client: SESv2Client,
  { from, configurationSet, pace, onRefusedUs }: SesEmailOptions,
): Send<OutboundEmail> =>
  sendInCalls<OutboundEmail>({
    groupOf: () => 'email',
    messagesMax: entriesMax,
    bytesMax,
    bytesOf: (message) => Buffer.byteLength(JSON.stringify(contentOf(message))) + frameBytes,
    refuse: (message) =>
      Buffer.byteLength(JSON.stringify(contentOf(message))) + frameBytes > bytesMax
        ? { status: 'refused', reason: 'too-large' }
        : undefined,
    parallel: 4,
    pace,
    onRefusedUs,
    call: async (messages) => {
      const { BulkEmailEntryResults = [] } = await client.send(
        new SendBulkEmailCommand({
          FromEmailAddress: from,
          ConfigurationSetName: configurationSet,
          DefaultContent: { Template: { TemplateContent: template, TemplateData: noValues } },
          BulkEmailEntries: messages.map(entryOf),
        }),
      );
      return messages.map((_, index) => {
        const outcome = sesOutcome(BulkEmailEntryResults[index]);
        if (outcome.status === 'busy' && !passing.has(BulkEmailEntryResults[index]?.Status ?? ''))
          onRefusedUs(outcome.reason);
        return outcome;
      });
    },
  });

const contentOf = ({ subject, html, text }: OutboundEmail): string => JSON.stringify({ subject, html, text });

const entryOf = (message: OutboundEmail): BulkEmailEntry => ({
  Destination: { ToAddresses: [message.address] },
  ReplacementTags: [{ Name: 'notificationId', Value: message.notificationId }],
  ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: contentOf(message) } },
  ReplacementHeaders: unsubscribeHeaders(message.unsubscribeUrl),
});

/** One click in the mail program (RFC 8058). */
const unsubscribeHeaders = (url: string | undefined): MessageHeader[] =>
  url === undefined
    ? []
    : [
        { Name: 'List-Unsubscribe', Value: `<${url}>` },
        { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
      ];

/** Goes away without anybody's doing. */
const passing: ReadonlySet<string> = new Set(['ACCOUNT_THROTTLED', 'TRANSIENT_FAILURE']);

/** What SES says of one entry: 200 may carry failures (API_BulkEmailEntryResult in its reference). */
export function sesOutcome(result: BulkEmailEntryResult | undefined): SendOutcome {
  switch (result?.Status) {
    case 'SUCCESS':
      return { status: 'accepted', ...(result.MessageId !== undefined && { providerId: result.MessageId }) };
    case 'MESSAGE_REJECTED':
    case 'INVALID_PARAMETER':
    case 'FAILED':
      return { status: 'refused', reason: kebab(result.Status) };
    // The rest is about the account and what it has set up: nothing was taken, and the e-mail is not to blame.
    case 'ACCOUNT_THROTTLED':
    case 'TRANSIENT_FAILURE':
    case 'ACCOUNT_DAILY_QUOTA_EXCEEDED':
    case 'ACCOUNT_SENDING_PAUSED':
    case 'ACCOUNT_SUSPENDED':
    case 'CONFIGURATION_SET_NOT_FOUND':
    case 'CONFIGURATION_SET_SENDING_PAUSED':
    case 'INVALID_SENDING_POOL_NAME':
    case 'MAIL_FROM_DOMAIN_NOT_VERIFIED':
    case 'TEMPLATE_NOT_FOUND':
      return { status: 'busy', reason: kebab(result.Status) };
    default:
      return { status: 'unknown', reason: 'no-result' };
  }
}
