import type { MessageResult, SendMessagesCommandOutput } from '@aws-sdk/client-pinpoint';
import type { Outbound, SendOutcome } from '../../domain/outbound.ts';
import { kebab } from './failure.ts';

/** What Pinpoint says of each message of a call: 200 may carry failures (API_MessageResult in its reference). */
export function pinpointOutcomes(
  messages: readonly Extract<Outbound, { readonly address: string }>[],
  { MessageResponse }: Pick<SendMessagesCommandOutput, 'MessageResponse'>,
): readonly SendOutcome[] {
  return messages.map(({ address }) => pinpointOutcome(MessageResponse?.Result?.[address]));
}

export function pinpointOutcome(result: MessageResult | undefined): SendOutcome {
  switch (result?.DeliveryStatus) {
    case 'SUCCESSFUL':
      return {
        status: 'accepted',
        ...(result.MessageId !== undefined && { providerId: result.MessageId }),
        ...(result.UpdatedToken !== undefined && { newAddress: result.UpdatedToken }),
      };
    case 'THROTTLED':
      return { status: 'busy', reason: 'throttled' };
    case 'TEMPORARY_FAILURE':
      return { status: 'busy', reason: 'temporary-failure' };
    case 'PERMANENT_FAILURE':
      return permanent(result.StatusCode);
    case 'OPT_OUT':
      return { status: 'opted-out' };
    case 'DUPLICATE':
      return { status: 'refused', reason: 'duplicate' };
    default:
      // `UNKNOWN_FAILURE`, `TIMEOUT`, or a word newer than this.
      return { status: 'unknown', reason: kebab(result?.DeliveryStatus ?? 'no-result') };
  }
}

/** The code is that of Apple, Google or the operator. Not every refusal for good is the address's fault. */
function permanent(code: number | undefined): SendOutcome {
  // Our own key was refused: to drop the address would lose every customer's device to an expired certificate.
  if (code === 401 || code === 403) return { status: 'busy', reason: 'channel-credentials' };
  if (code === 413) return { status: 'refused', reason: 'too-large' };
  return { status: 'dead', reason: 'permanent-failure' };
}
