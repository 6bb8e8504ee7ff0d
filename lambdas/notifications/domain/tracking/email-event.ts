import { z } from 'zod';
import { notificationId } from '../../../contracts/notifications.ts';
import { isMachineAgent } from '../links/machine.ts';
import { type Receipt, reasonOf } from './receipt.ts';

/** The tag that our e-mails carry; SES repeats it in every event. */
const emailTag = 'notificationId';

const at = z.iso.datetime({ offset: true });
const recipients = z.array(z.looseObject({ emailAddress: z.string().min(3).max(320) })).min(1);

/**
 * Events of SES (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). An e-mail of
 * ours goes to one address.
 */
export const emailEvent = z.looseObject({
  eventType: z.string(),
  mail: z.looseObject({ timestamp: at, tags: z.record(z.string(), z.array(z.string())).optional() }),
  delivery: z.looseObject({ timestamp: at }).optional(),
  bounce: z
    .looseObject({ timestamp: at, bounceType: z.string(), bounceSubType: z.string(), bouncedRecipients: recipients })
    .optional(),
  complaint: z.looseObject({ timestamp: at, complainedRecipients: recipients }).optional(),
  open: z.looseObject({ timestamp: at, userAgent: z.string().optional() }).optional(),
  click: z.looseObject({ timestamp: at, userAgent: z.string().optional(), link: z.string() }).optional(),
  reject: z.looseObject({ reason: z.string() }).optional(),
});
export type EmailEvent = z.infer<typeof emailEvent>;

/** A link of the e-mail that is none of the template's, for example of a footer: where it leads may say too much. */
const otherLink = 'other';

/**
 * What an event says of a message; undefined when it says nothing that counts (`Send`, `DeliveryDelay`), when the
 * e-mail is none of ours, and for clicks on our own links, which tell of themselves.
 */
export function receiptOfEmail(event: EmailEvent): Receipt | undefined {
  const id = notificationId.safeParse(event.mail.tags?.[emailTag]?.[0]);
  const fact = factOf(event);
  if (!id.success || fact === undefined) return undefined;
  return { ...fact, at: new Date(fact.at).toISOString(), message: { notificationId: id.data } };
}

type Fact = Omit<Receipt, 'message'>;

function factOf({ eventType, mail, delivery, bounce, complaint, open, click, reject }: EmailEvent): Fact | undefined {
  if (eventType === 'Delivery' && delivery !== undefined) return { kind: 'delivered', at: delivery.timestamp };
  if (eventType === 'Bounce' && bounce !== undefined)
    return {
      kind: 'bounced',
      at: bounce.timestamp,
      reason: reasonOf(bounce.bounceSubType),
      isPermanent: bounce.bounceType === 'Permanent',
      to: addressOf(bounce.bouncedRecipients),
    };
  if (eventType === 'Complaint' && complaint !== undefined)
    return { kind: 'complained', at: complaint.timestamp, to: addressOf(complaint.complainedRecipients) };
  if (eventType === 'Open' && open !== undefined)
    return { kind: 'opened', at: open.timestamp, isMachine: isMachineAgent(open.userAgent) };
  if (eventType === 'Click' && click !== undefined && !isOurs(click.link))
    return { kind: 'clicked', at: click.timestamp, link: otherLink, isMachine: isMachineAgent(click.userAgent) };
  // Neither is the address's fault.
  if (eventType === 'Reject' && reject !== undefined)
    return { kind: 'undelivered', at: mail.timestamp, reason: 'rejected' };
  if (eventType === 'Rendering Failure')
    return { kind: 'undelivered', at: mail.timestamp, reason: 'rendering-failure' };
  return undefined;
}

const addressOf = ([first]: readonly { readonly emailAddress: string }[]): Receipt['to'] =>
  first && { channel: 'email', address: first.emailAddress };

const isOurs = (link: string): boolean => /^\/[ru]\/[A-Za-z0-9_-]{44}$/.test(URL.parse(link)?.pathname ?? '');
