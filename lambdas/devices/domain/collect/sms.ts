import { hash } from 'node:crypto';
import type { Collected, SmsRequest } from '../../../contracts/api/device.ts';
import type { Sms, SmsReceived } from '../../../contracts/devices.ts';
import { maxRecordBytes } from '../../../contracts/event.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import { isPlausible } from './plausible-time.ts';
import { screen } from './screen.ts';
import { storableText } from './storable-text.ts';

export type SmsCollection = { readonly events: readonly SmsReceived[]; readonly collected: Collected };

/** The same sender, text and time are the same message, however often a phone sends it. */
export const smsKey = (receivedAt: string, sender: string, message: string): string =>
  `${receivedAt}#${hash('sha256', `${sender}\n${message}`).slice(0, 16)}`;

/**
 * What a phone's messages become on the stream. One-time passwords and personal messages end here: nothing of them is in
 * what this returns but their number. The same messages make the same events, but for their time of collection.
 */
export function collectSms(customerId: string, { messages }: SmsRequest, now: Date): SmsCollection {
  const kept = new Map<string, Sms>();
  const dropped = { otp: 0, personal: 0, implausibleTime: 0, preinstalled: 0 };
  let duplicate = 0;
  for (const { sender, message, receivedAt } of messages) {
    const from = sender === null ? null : storableText(sender);
    const text = storableText(message);
    const screened = screen(from, text);
    if (screened !== 'keep') {
      dropped[screened]++;
      continue;
    }
    const at = new Date(receivedAt);
    if (!isPlausible(at, now)) {
      dropped.implausibleTime++;
      continue;
    }
    const sms = toSms(from ?? '', text, at.toISOString());
    if (kept.has(sms.key)) duplicate++;
    else kept.set(sms.key, sms);
  }
  const inOrder = [...kept.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return {
    events: records(inOrder).map((batch) => toEvent(customerId, batch, now)),
    collected: { accepted: kept.size, duplicate, dropped },
  };
}

const toSms = (sender: string, message: string, receivedAt: string): Sms => ({
  key: smsKey(receivedAt, sender, message),
  sender,
  message,
  receivedAt,
});

/** Envelope and keys leave this much of a record for the messages. */
const batchBytes = maxRecordBytes - 2048;

function records(messages: readonly Sms[]): Sms[][] {
  const batches: Sms[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const sms of messages) {
    const size = Buffer.byteLength(JSON.stringify(sms)) + 1;
    if (bytes + size > batchBytes) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(sms);
    bytes += size;
  }
  return batches;
}

function toEvent(customerId: string, messages: Sms[], now: Date): SmsReceived {
  return {
    specversion: '1.0',
    id: deterministicId('sms-received', customerId, ...messages.map(({ key }) => key)),
    source: '/sangam/devices',
    type: 'sangam.devices.sms-received.v1',
    subject: customerId,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    data: { messages },
  };
}
