import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError, type Call, jsonAnswer } from '../call.ts';
import type { Fate } from './behaviour.ts';
import { checked } from './requests.ts';
import type { MessagingTools } from './tools.ts';
import type { SentMessage } from './types.ts';

const texts = z.record(z.string(), z.string());
const channelType = z.enum(['GCM', 'APNS', 'APNS_SANDBOX', 'SMS']);
const address = z.strictObject({
  ChannelType: channelType,
  BodyOverride: z.string().optional(),
  TitleOverride: z.string().optional(),
  RawContent: z.string().optional(),
  Context: texts.optional(),
});
type Address = z.output<typeof address>;

const pushMessage = z.strictObject({
  Action: z.enum(['OPEN_APP', 'DEEP_LINK', 'URL']).optional(),
  Title: z.string().optional(),
  Body: z.string().optional(),
  Data: texts.optional(),
  SilentPush: z.boolean().optional(),
  TimeToLive: z.int().min(0).max(2_419_200).optional(),
  Priority: z.string().optional(),
  RawContent: z.string().optional(),
});
const smsMessage = z.strictObject({
  Body: z.string().optional(),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).optional(),
  SenderId: z.string().max(11).optional(),
  EntityId: z.string().max(50).optional(),
  TemplateId: z.string().max(50).optional(),
});
const request = z.strictObject({
  Addresses: z
    .record(z.string().min(1), address)
    .refine((addresses) => Object.keys(addresses).length > 0, 'there is no address')
    .refine((addresses) => Object.keys(addresses).length <= 100, 'there are more than 100 addresses'),
  MessageConfiguration: z.strictObject({
    GCMMessage: pushMessage.optional(),
    APNSMessage: pushMessage.extend({ APNSPushType: z.enum(['alert', 'background']).optional() }).optional(),
    SMSMessage: smsMessage.optional(),
  }),
});
type Configuration = z.output<typeof request>['MessageConfiguration'];

/** Of a push notification, on its way to Apple and Google. */
const payloadMaxBytes = 4096;

type Result = { readonly DeliveryStatus: string; readonly StatusCode: number; readonly StatusMessage: string };

const answers: Readonly<Record<Fate['answer'], Result>> = {
  taken: { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200, StatusMessage: 'accepted' },
  moved: { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200, StatusMessage: 'accepted' },
  'busy-twice': { DeliveryStatus: 'THROTTLED', StatusCode: 429, StatusMessage: 'Rate exceeded' },
  temporary: { DeliveryStatus: 'TEMPORARY_FAILURE', StatusCode: 503, StatusMessage: 'Try again later' },
  dead: { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 410, StatusMessage: 'Unregistered or expired address' },
  refused: { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 400, StatusMessage: 'Refused' },
  'opted-out': { DeliveryStatus: 'OPT_OUT', StatusCode: 400, StatusMessage: 'The recipient opted out' },
  lost: { DeliveryStatus: 'TIMEOUT', StatusCode: 504, StatusMessage: 'No answer in time' },
};
const tooBig: Result = { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 413, StatusMessage: 'Message too big' };

/** SendMessages by addresses (https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html). */
export const pinpointHandler =
  ({ known, fateOf, accept }: MessagingTools) =>
  (call: Call) => {
    const applicationId = applicationOf(call.url);
    if (applicationId === undefined || call.operation !== 'SendMessages')
      throw new AwsError('UnsupportedOperation', `mobiletargeting:${call.operation} has no stand-in on the laptop.`);
    if (!known.hasApplication(applicationId))
      throw new AwsError('NotFoundException', `Application ${applicationId} does not exist.`, 404);
    const { Addresses, MessageConfiguration } = checked(request, call.input, 'BadRequestException');
    const wanted = Object.entries(Addresses).map(
      ([to, how]) => [to, how, contentOf(to, how, MessageConfiguration)] as const,
    );
    const Result = Object.fromEntries(wanted.map(([to, how, content]) => [to, send(to, how, content)]));
    return jsonAnswer({ ApplicationId: applicationId, RequestId: randomUUID(), Result });

    function send(to: string, { ChannelType, RawContent, Context }: Address, content: SentMessage['content']): object {
      const channel = ChannelType === 'SMS' ? 'sms' : 'push';
      const fate = fateOf(channel, to);
      const result = channel === 'push' && bytesOf(content) > payloadMaxBytes ? tooBig : answers[fate.answer];
      const message = accept(fate, {
        provider: 'pinpoint',
        channel,
        address: to,
        notificationId: Context?.notificationId ?? content.data?.notificationId,
        outcome: result.DeliveryStatus === 'SUCCESSFUL' ? 'accepted' : result.DeliveryStatus,
        content: RawContent === undefined ? content : { ...content, isSilent: true },
        configurationSet: undefined,
      });
      return {
        ...result,
        MessageId: message.id,
        ...(fate.answer === 'moved' && { UpdatedToken: to.replace(/^moved/, 'new') }),
      };
    }
  };

const bytesOf = (content: SentMessage['content']): number => Buffer.byteLength(JSON.stringify(content));

export const applicationOf = (url: string): string | undefined => /^\/v1\/apps\/([^/]+)\/messages$/.exec(url)?.[1];

function contentOf(to: string, how: Address, { GCMMessage, APNSMessage, SMSMessage }: Configuration) {
  const bad = (what: string) => new AwsError('BadRequestException', what);
  if (how.ChannelType === 'SMS') {
    const body = how.BodyOverride ?? SMSMessage?.Body ?? '';
    if (!/^\+[1-9]\d{6,14}$/.test(to)) throw bad('An address is no phone number.');
    if (SMSMessage === undefined || body === '') throw bad('An SMS has no body.');
    if (body.length > 1600) throw bad('An SMS is longer than 1600 characters.');
    const { EntityId, TemplateId, SenderId, MessageType } = SMSMessage;
    const dlt =
      EntityId === undefined || TemplateId === undefined ? undefined : { entityId: EntityId, templateId: TemplateId };
    return { body, from: SenderId, dlt, messageType: MessageType };
  }
  const message = how.ChannelType === 'GCM' ? GCMMessage : APNSMessage;
  if (message === undefined) throw bad(`There is no message for the channel ${how.ChannelType}.`);
  if (how.RawContent !== undefined) return { data: dataIn(how.RawContent), isSilent: message.SilentPush };
  const body = how.BodyOverride ?? message.Body;
  if (body === undefined && message.SilentPush !== true) throw bad('A push notification has no body.');
  return {
    title: how.TitleOverride ?? message.Title,
    body,
    data: { ...message.Data, ...how.Context },
    isSilent: message.SilentPush,
  };
}

function dataIn(raw: string): Readonly<Record<string, string>> {
  try {
    const { data } = JSON.parse(raw) as { readonly data?: Readonly<Record<string, string>> };
    return data ?? {};
  } catch {
    throw new AwsError('BadRequestException', 'RawContent is no JSON.');
  }
}
