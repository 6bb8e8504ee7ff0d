import type { OutboundEmail, OutboundInbox, OutboundPush, OutboundSms } from '../outbound.ts';

/** A message as its template makes it, without whom it goes to. */
type Words<Message> = Omit<Message, 'notificationId' | 'customerId' | 'isPromotional' | 'address'>;

export type RenderedSms = Words<OutboundSms> & { readonly dlt: NonNullable<OutboundSms['dlt']> };
export type RenderedPush = Omit<Words<OutboundPush>, 'platform'>;
export type RenderedEmail = Omit<Words<OutboundEmail>, 'unsubscribeUrl'>;
export type RenderedInbox = Words<OutboundInbox>;
export type Rendered = RenderedSms | RenderedPush | RenderedEmail | RenderedInbox;
