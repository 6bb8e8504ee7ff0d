import type { Senders } from '../../lambdas/notifications/dispatch/deliver.ts';
import type { Handed } from '../../lambdas/notifications/domain/dispatch/messages.ts';
import type { SendOutcome } from '../../lambdas/notifications/domain/outbound.ts';

/** What a provider does with an address: `lost` takes the message and breaks the call, `broken` breaks it before. */
export type Manner = 'ok' | 'busy-twice' | 'busy' | 'dead' | 'opted-out' | 'refused' | 'lost' | 'broken' | 'moved';

export type Taken = {
  readonly id: string;
  readonly channel: string;
  readonly address: string;
  readonly message: Handed;
};

/** Providers that keep what they took, and behave as they are told by address. */
export function fakeProviders(mannerOf: (address: string) => Manner = () => 'ok') {
  const taken: Taken[] = [];
  const calls: { readonly channel: string; readonly messages: number }[] = [];
  const asked = new Map<string, number>();

  function take(message: Handed): SendOutcome {
    const { address, channel, notificationId: id } = message;
    const times = (asked.get(address) ?? 0) + 1;
    asked.set(address, times);
    const manner = mannerOf(address);
    const accept = () => taken.push({ id, channel, address, message });
    switch (manner) {
      case 'dead':
        return { status: 'dead', reason: 'gone' };
      case 'opted-out':
        return { status: 'opted-out' };
      case 'refused':
        return { status: 'refused', reason: 'too-long' };
      case 'busy':
        return { status: 'busy', reason: 'throttled' };
      case 'broken':
        return { status: 'unknown', reason: 'time-out' };
      case 'lost':
        accept();
        return { status: 'unknown', reason: 'time-out' };
      case 'busy-twice':
        if (times < 3) return { status: 'busy', reason: 'throttled' };
        break;
      case 'moved':
        accept();
        return { status: 'accepted', providerId: `p-${id}`, newAddress: `${address}-new` };
      case 'ok':
        break;
    }
    accept();
    return { status: 'accepted', providerId: `p-${id}` };
  }

  const send =
    (channel: string) =>
    async (messages: readonly Handed[]): Promise<SendOutcome[]> => {
      calls.push({ channel, messages: messages.length });
      return messages.map(take);
    };
  const senders: Senders = { push: send('push'), sms: send('sms'), email: send('email') };
  return { senders, taken, calls };
}
