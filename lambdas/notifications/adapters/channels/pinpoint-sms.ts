import { type PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import type { OutboundSms, Send } from '../../domain/outbound.ts';
import { type OnRefusedUs, sendInCalls } from './calls.ts';
import type { Pacer } from './pace.ts';
import { pinpointOutcomes } from './pinpoint-results.ts';

export type PinpointSmsOptions = {
  readonly applicationId: string;
  readonly pace: Pacer;
  readonly onRefusedUs: OnRefusedUs;
};

/** SMS by SendMessages: up to 100 numbers in a call. Sender and DLT ids are the call's, the text is each number's. */
export const pinpointSms = (
  client: PinpointClient,
  { applicationId, pace, onRefusedUs }: PinpointSmsOptions,
): Send<OutboundSms> =>
  sendInCalls<OutboundSms>({
    groupOf: ({ senderId, dlt, isPromotional }) => JSON.stringify([senderId, dlt, isPromotional]),
    messagesMax: 100,
    weightOf: ({ parts }) => parts,
    parallel: 4,
    pace,
    onRefusedUs,
    call: async (messages) => {
      const [first] = messages;
      const answer = await client.send(
        new SendMessagesCommand({
          ApplicationId: applicationId,
          MessageRequest: {
            Addresses: Object.fromEntries(
              messages.map(({ address, body, notificationId }) => [
                address,
                { ChannelType: 'SMS', BodyOverride: body, Context: { notificationId } },
              ]),
            ),
            MessageConfiguration: {
              SMSMessage: {
                MessageType: first?.isPromotional ? 'PROMOTIONAL' : 'TRANSACTIONAL',
                SenderId: first?.senderId,
                EntityId: first?.dlt?.entityId,
                TemplateId: first?.dlt?.templateId,
              },
            },
          },
        }),
      );
      return pinpointOutcomes(messages, answer);
    },
  });
