import { z } from 'zod';
import { type Answer, AwsError, type Call, jsonAnswer } from '../call.ts';
import { checked } from './requests.ts';
import type { MessagingTools } from './tools.ts';

const request = z.strictObject({
  DestinationPhoneNumber: z.string(),
  OriginationIdentity: z.string().min(1).max(256).optional(),
  MessageBody: z.string().min(1).max(1600),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).optional(),
  ConfigurationSetName: z.string().min(1).max(256).optional(),
  Context: z.record(z.string().min(1).max(100), z.string().min(1).max(800)).optional(),
  DestinationCountryParameters: z
    .strictObject({ IN_ENTITY_ID: z.string().min(1).max(64), IN_TEMPLATE_ID: z.string().min(1).max(64) })
    .partial()
    .optional(),
  TimeToLive: z.int().min(5).max(259_200).optional(),
});

const json = 'application/x-amz-json-1.0';

/** An error that says more than its code. */
const refusal = (code: string, more: object, status = 400): Answer => ({
  status,
  headers: { 'content-type': json, 'x-amzn-errortype': code },
  body: JSON.stringify({ __type: code, Message: code, ...more }),
});

/** SendTextMessage (https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html). */
export const smsVoiceHandler =
  ({ known, fateOf, accept }: MessagingTools) =>
  (call: Call): Answer => {
    if (call.operation !== 'SendTextMessage')
      throw new AwsError('UnsupportedOperation', `sms-voice:${call.operation} has no stand-in on the laptop.`);
    const input = checked(request, call.input, 'ValidationException');
    const { DestinationPhoneNumber: address, ConfigurationSetName: set, DestinationCountryParameters: country } = input;
    if (!/^\+[1-9]\d{6,14}$/.test(address))
      return refusal('ValidationException', {
        Reason: 'FIELD_VALIDATION_FAILED',
        Fields: [{ Name: 'DestinationPhoneNumber', Message: 'is not in E.164 format' }],
      });
    if (set !== undefined && !known.hasSmsConfigurationSet(set))
      return refusal('ResourceNotFoundException', { ResourceType: 'configuration-set', ResourceId: set });

    const fate = fateOf('sms', address);
    const dlt =
      country?.IN_ENTITY_ID === undefined || country.IN_TEMPLATE_ID === undefined
        ? undefined
        : { entityId: country.IN_ENTITY_ID, templateId: country.IN_TEMPLATE_ID };
    const record = (outcome: string) =>
      accept(fate, {
        provider: 'end-user-messaging',
        channel: 'sms',
        address,
        notificationId: input.Context?.notificationId,
        outcome,
        content: { body: input.MessageBody, from: input.OriginationIdentity, dlt, messageType: input.MessageType },
        configurationSet: set,
      });
    const refused = (code: string, more: object, status?: number): Answer => {
      record(code);
      return refusal(code, more, status);
    };
    switch (fate.answer) {
      case 'taken':
      case 'moved':
        return jsonAnswer({ MessageId: record('accepted').id }, json);
      case 'busy-twice':
      case 'temporary':
        return refused('ThrottlingException', {});
      case 'dead':
        return refused('ValidationException', {
          Reason: 'FIELD_VALIDATION_FAILED',
          Fields: [{ Name: 'DestinationPhoneNumber', Message: 'is not a valid phone number' }],
        });
      case 'opted-out':
        return refused('ConflictException', {
          Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
          ResourceType: 'opt-out-list',
        });
      case 'refused':
        return refused('ValidationException', { Reason: 'OTHER' });
      case 'lost':
        return refused('InternalServerException', { RequestId: 'lost' }, 500);
    }
  };
