import { type PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { OutboundSms, Send, SendOutcome } from '../../domain/outbound.ts';
import { type OnRefusedUs, sendInCalls } from './calls.ts';
import { kebab } from './failure.ts';
import type { Pacer } from './pace.ts';

export type EndUserMessagingSmsOptions = {
  readonly configurationSet: string;
  readonly pace: Pacer;
  readonly onRefusedUs: OnRefusedUs;
};

/** SMS by SendTextMessage of End User Messaging: one number in a call, so many calls at a time. */
export const endUserMessagingSms = (
  client: PinpointSMSVoiceV2Client,
  { configurationSet, pace, onRefusedUs }: EndUserMessagingSmsOptions,
): Send<OutboundSms> =>
  sendInCalls<OutboundSms>({
    groupOf: ({ notificationId }) => notificationId,
    messagesMax: 1,
    weightOf: ({ parts }) => parts,
    parallel: 20,
    pace,
    onRefusedUs,
    call: async (messages) => Promise.all(messages.map((message) => send(client, configurationSet, message))),
  });

async function send(
  client: PinpointSMSVoiceV2Client,
  configurationSet: string,
  { address, senderId, body, dlt, isPromotional, notificationId }: OutboundSms,
): Promise<SendOutcome> {
  try {
    const { MessageId } = await client.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: address,
        OriginationIdentity: senderId,
        MessageBody: body,
        MessageType: isPromotional ? 'PROMOTIONAL' : 'TRANSACTIONAL',
        ConfigurationSetName: configurationSet,
        Context: { notificationId },
        ...(dlt !== undefined && {
          DestinationCountryParameters: { IN_ENTITY_ID: dlt.entityId, IN_TEMPLATE_ID: dlt.templateId },
        }),
      }),
    );
    return { status: 'accepted', ...(MessageId !== undefined && { providerId: MessageId }) };
  } catch (error) {
    const outcome = ofThisNumber(error);
    if (outcome === undefined) throw error;
    return outcome;
  }
}

/** Errors that are about the number, and not about the call or us. */
function ofThisNumber(error: unknown): SendOutcome | undefined {
  if (!(error instanceof Error)) return undefined;
  const { Reason = '', Fields = [] } = error as Error & {
    readonly Reason?: string;
    readonly Fields?: readonly { readonly Name?: string }[];
  };
  if (Reason === 'DESTINATION_PHONE_NUMBER_OPTED_OUT') return { status: 'opted-out' };
  if (Reason.startsWith('DESTINATION_')) return { status: 'refused', reason: kebab(Reason) };
  const isNumber = Fields.some(({ Name }) => Name === 'DestinationPhoneNumber');
  return error.name === 'ValidationException' && isNumber ? { status: 'dead', reason: 'invalid-number' } : undefined;
}
