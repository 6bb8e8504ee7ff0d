import type { SentMessage } from './types.ts';

/** `detail-type` and `detail` of the one kind of event that tells what became of an SMS. */
export const smsDetailType = 'Text Message Delivery Status Updated';

const said = {
  delivered: ['DELIVERED', 'Message has been accepted by phone'],
  undelivered: ['CARRIER_UNREACHABLE', 'Phone carrier is currently unreachable/unavailable'],
  invalid: ['INVALID', 'Invalid phone number'],
  blocked: ['CARRIER_BLOCKED', 'Blocked as spam by phone carrier'],
} as const;
export type SmsFate = keyof typeof said;

/** Plain letters fit seven bits; anything else makes the whole text UCS-2. */
const encodingOf = (body: string): 'GSM' | 'UNICODE' => (/^[\x20-\x7e\n\r]*$/.test(body) ? 'GSM' : 'UNICODE');

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html */
export function smsEvent(fate: SmsFate, message: SentMessage, at: Date): Readonly<Record<string, unknown>> {
  const { id, at: sentAt, address, content, notificationId } = message;
  const [messageStatus, messageStatusDescription] = said[fate];
  const body = content.body ?? '';
  const messageEncoding = encodingOf(body);
  const single = messageEncoding === 'GSM' ? 160 : 70;
  const totalMessageParts = body.length <= single ? 1 : Math.ceil(body.length / (messageEncoding === 'GSM' ? 153 : 67));
  return {
    eventType: `TEXT_${messageStatus}`,
    eventVersion: '1.0',
    eventTimestamp: at.getTime(),
    isFinal: true,
    originationPhoneNumber: content.from ?? '',
    destinationPhoneNumber: address,
    isoCountryCode: address.startsWith('+91') ? 'IN' : 'US',
    isInternationalSend: false,
    mcc: '404',
    mnc: '45',
    carrierName: 'Laptop Telecom',
    messageId: id,
    messageRequestTimestamp: Date.parse(sentAt),
    messageEncoding,
    messageType: content.messageType ?? 'TRANSACTIONAL',
    messageStatus,
    messageStatusDescription,
    ...(notificationId !== undefined && { context: { notificationId } }),
    totalMessageParts,
    totalMessagePrice: 0.00278 * totalMessageParts,
    totalCarrierFee: 0,
  };
}
