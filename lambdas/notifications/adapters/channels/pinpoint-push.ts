import {
  type AddressConfiguration,
  type APNSMessage,
  type GCMMessage,
  type PinpointClient,
  SendMessagesCommand,
} from '@aws-sdk/client-pinpoint';
import type { OutboundPush, Send, SendOutcome } from '../../domain/outbound.ts';
import { type OnRefusedUs, sendInCalls } from './calls.ts';
import type { Pacer } from './pace.ts';
import { pinpointOutcomes } from './pinpoint-results.ts';

export type PinpointPushOptions = {
  readonly applicationId: string;
  /** Which of Apple's two services knows the tokens: the sandbox for apps from a developer's machine. */
  readonly apns: 'APNS' | 'APNS_SANDBOX';
  readonly pace: Pacer;
  readonly onRefusedUs: OnRefusedUs;
};

/** https://docs.aws.amazon.com/pinpoint/latest/developerguide/quotas.html */
const addressesMax = 100;
const payloadMaxBytes = 4096;
/** What Pinpoint puts around title, body and context. */
const frameBytes = 300;

/** Push notifications by SendMessages: up to 100 devices of one platform in a call, each with its own text. */
export const pinpointPush = (
  client: PinpointClient,
  { applicationId, apns, pace, onRefusedUs }: PinpointPushOptions,
): Send<OutboundPush> =>
  sendInCalls<OutboundPush>({
    groupOf: ({ platform, isSilent, ttlSec, isPromotional }) => `${platform} ${isSilent} ${ttlSec} ${isPromotional}`,
    messagesMax: addressesMax,
    refuse: tooLarge,
    parallel: 4,
    pace,
    onRefusedUs,
    call: async (messages) => {
      const channel = { android: 'GCM', ios: apns } as const;
      const answer = await client.send(
        new SendMessagesCommand({
          ApplicationId: applicationId,
          MessageRequest: {
            Addresses: Object.fromEntries(
              messages.map((message) => [
                message.address,
                { ChannelType: channel[message.platform], ...contentOf(message) },
              ]),
            ),
            MessageConfiguration: configurationOf(messages),
          },
        }),
      );
      return pinpointOutcomes(messages, answer);
    },
  });

const dataOf = ({ data, notificationId }: OutboundPush): Record<string, string> => ({ ...data, notificationId });

/** A silent message is data alone, which Pinpoint takes for one device only as raw content. */
function contentOf(message: OutboundPush): AddressConfiguration {
  if (!message.isSilent) return { TitleOverride: message.title, BodyOverride: message.body, Context: dataOf(message) };
  const data = dataOf(message);
  return {
    // For Android it stands in the place of all else that the call says of the message.
    RawContent: JSON.stringify(
      message.platform === 'android'
        ? { data, priority: 'normal', time_to_live: message.ttlSec }
        : { aps: { 'content-available': 1 }, data },
    ),
  };
}

function tooLarge(message: OutboundPush): SendOutcome | undefined {
  const bytes = Buffer.byteLength(JSON.stringify(contentOf(message))) + (message.isSilent ? 0 : frameBytes);
  return bytes > payloadMaxBytes ? { status: 'refused', reason: 'too-large' } : undefined;
}

function configurationOf([first]: readonly OutboundPush[]): { GCMMessage?: GCMMessage; APNSMessage?: APNSMessage } {
  if (first === undefined) return {};
  const { platform, isSilent, isPromotional, ttlSec } = first;
  const shared = { SilentPush: isSilent, TimeToLive: ttlSec, ...(!isSilent && { Action: 'OPEN_APP' as const }) };
  // Whoever wakes phones for what can wait is slowed down by Apple and Google.
  const canWait = isSilent || isPromotional;
  return platform === 'android'
    ? { GCMMessage: { ...shared, Priority: canWait ? 'normal' : 'high' } }
    : { APNSMessage: { ...shared, Priority: canWait ? '5' : '10', APNSPushType: isSilent ? 'background' : 'alert' } };
}
