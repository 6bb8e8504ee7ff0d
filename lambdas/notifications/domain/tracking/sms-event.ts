import { z } from 'zod';
import { notificationId } from '../../../contracts/notifications.ts';
import { type Receipt, reasonOf } from './receipt.ts';

/** What our messages carry in their context, which events repeat. */
const smsContext = 'notificationId';

/** Events of End User Messaging (https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html). */
export const smsEvent = z.looseObject({
  eventType: z.string().startsWith('TEXT_'),
  /** Milliseconds since 1970. */
  eventTimestamp: z.int().min(0).max(253_402_300_799_999),
  isFinal: z.boolean(),
  /** EventBridge leaves it out at times. */
  destinationPhoneNumber: z.string().min(3).max(20).optional(),
  messageId: z.string().min(1).max(100),
  context: z.record(z.string(), z.string()).optional(),
});
export type SmsEvent = z.infer<typeof smsEvent>;

/** What a network says when a message did not arrive; true when the number will never work. */
const failures: Readonly<Record<string, boolean>> = {
  TEXT_INVALID: true,
  TEXT_INVALID_MESSAGE: false,
  TEXT_UNREACHABLE: false,
  TEXT_CARRIER_UNREACHABLE: false,
  TEXT_BLOCKED: false,
  TEXT_CARRIER_BLOCKED: false,
  TEXT_PROTECT_BLOCKED: false,
  TEXT_SPAM: false,
  TEXT_TTL_EXPIRED: false,
  // Nobody said anything for 72 hours.
  TEXT_UNKNOWN: false,
};

/** What an event says of a message; undefined while nothing is decided. */
export function receiptOfSms(event: SmsEvent): Receipt | undefined {
  const { eventType, isFinal, destinationPhoneNumber: address } = event;
  const about = {
    message: messageOf(event),
    at: new Date(event.eventTimestamp).toISOString(),
    to: address === undefined ? undefined : ({ channel: 'sms', address } as const),
  };
  // By country either of the two is the last word of success.
  if (eventType === 'TEXT_DELIVERED' || (eventType === 'TEXT_SUCCESSFUL' && isFinal))
    return { ...about, kind: 'delivered' };
  const isPermanent = Object.hasOwn(failures, eventType) ? failures[eventType] : undefined;
  if (isPermanent === undefined) return undefined;
  return { ...about, kind: 'undelivered', reason: reasonOf(eventType.slice('TEXT_'.length)), isPermanent };
}

function messageOf({ context, messageId }: SmsEvent): Receipt['message'] {
  const id = notificationId.safeParse(context?.[smsContext]);
  return id.success ? { notificationId: id.data } : { providerId: messageId };
}
