import { PinpointClient } from '@aws-sdk/client-pinpoint';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { NodeHttpHandler } from '@smithy/node-http-handler';

export type ChannelClients = {
  readonly pinpoint: PinpointClient;
  readonly smsVoice: PinpointSMSVoiceV2Client;
  readonly ses: SESv2Client;
};

/**
 * Clients that never try a call again by themselves: sends have no idempotency token, so a retry after a time-out may
 * send twice. Who knows the class of the message decides.
 */
export function channelClients(): ChannelClients {
  const options = {
    maxAttempts: 1,
    // Unless told to throw, the handler only warns when the time is over.
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    }),
  };
  return {
    pinpoint: new PinpointClient(options),
    smsVoice: new PinpointSMSVoiceV2Client(options),
    ses: new SESv2Client(options),
  };
}
