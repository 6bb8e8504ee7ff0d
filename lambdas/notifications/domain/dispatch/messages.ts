import type { OutboundEmail, OutboundPush, OutboundSms } from '../outbound.ts';
import type { Step } from './plan.ts';

export type ToCustomer = {
  readonly notificationId: string;
  readonly customerId: string;
  readonly isPromotional: boolean;
  /** Made only for a message by e-mail. */
  readonly unsubscribeUrl: () => string;
};

/** What goes to providers: one message an address. The inbox has none. */
export type Handed = OutboundPush | OutboundSms | OutboundEmail;

export function messagesOf({ rendered, addresses }: Step, to: ToCustomer): Handed[] {
  if (rendered.channel === 'inbox') return [];
  const { notificationId, customerId, isPromotional } = to;
  const common = { notificationId, customerId, isPromotional };
  if (rendered.channel === 'sms') return addresses.map(({ address }) => ({ ...common, ...rendered, address }));
  if (rendered.channel === 'push')
    return addresses.flatMap(({ address, platform }) =>
      platform === null ? [] : [{ ...common, ...rendered, address, platform }],
    );
  return addresses.map(({ address }) => ({
    ...common,
    ...rendered,
    address,
    unsubscribeUrl: isPromotional ? to.unsubscribeUrl() : undefined,
  }));
}
