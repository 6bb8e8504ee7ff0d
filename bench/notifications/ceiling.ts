import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import type { Cloud } from '../../local/cloud.ts';

const addressesPerCall = 100;

/** What the provider takes of a caller that decides, writes and remembers nothing. @returns messages a second */
export async function providersCeiling(cloud: Cloud, messages: number, atOnce: number): Promise<number> {
  const client = new PinpointClient({
    endpoint: cloud.awsEndpoint,
    region: cloud.region,
    credentials: cloud.credentials,
  });
  const ApplicationId = cloud.resources.one('AWS::Pinpoint::App').physicalId;
  const calls = Array.from({ length: messages / addressesPerCall }, (_, call) => call).values();
  const beganMs = performance.now();
  const caller = async (): Promise<void> => {
    for (const call of calls) {
      const addresses = Array.from({ length: addressesPerCall }, (_, at) => [
        `bare-${call * addressesPerCall + at}`,
        { ChannelType: 'GCM' as const, TitleOverride: 'Ready for you', BodyOverride: 'Up to 1,00,000 rupees' },
      ]);
      await client.send(
        new SendMessagesCommand({
          ApplicationId,
          MessageRequest: {
            Addresses: Object.fromEntries(addresses),
            MessageConfiguration: { GCMMessage: { Action: 'OPEN_APP', TimeToLive: 3600 } },
          },
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  client.destroy();
  return (messages / (performance.now() - beganMs)) * 1000;
}
