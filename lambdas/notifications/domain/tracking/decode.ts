import { z } from 'zod';
import { receiptTaken } from '../../../contracts/notifications.ts';
import { PoisonRecord } from '../../../shared/poison-record.ts';
import { emailEvent, receiptOfEmail } from './email-event.ts';
import type { Receipt } from './receipt.ts';
import { receiptOfSms, smsEvent } from './sms-event.ts';

/** As EventBridge wraps what AWS services tell. */
const fromProvider = z.discriminatedUnion('source', [
  z.looseObject({ source: z.literal('aws.ses'), detail: emailEvent }),
  z.looseObject({ source: z.literal('aws.sms-voice'), detail: smsEvent }),
]);

/**
 * What a record of the stream of receipts says: ours, of SES or of End User Messaging. Undefined when it says nothing
 * that counts.
 * @throws PoisonRecord naming the fields that are wrong, never their values
 */
export function decodeReceipt(payload: string): Receipt | undefined {
  const json = jsonOf(payload);
  if (typeof json === 'object' && json !== null && 'detail-type' in json) {
    const told = checked(fromProvider, json);
    return told.source === 'aws.ses' ? receiptOfEmail(told.detail) : receiptOfSms(told.detail);
  }
  const { notificationId, ...rest } = checked(receiptTaken, json).data;
  return { ...rest, message: { notificationId } };
}

function checked<S extends z.ZodType>(schema: S, json: unknown): z.output<S> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.slice(0, 10).map(({ path }) => path.join('.') || 'event');
  throw new PoisonRecord(`invalid receipt: ${fields.join(', ')}`);
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    throw new PoisonRecord('not JSON');
  }
}
