import type { Channel } from '../../contracts/notifications.ts';

type To<Via extends Channel> = {
  readonly notificationId: string;
  readonly customerId: string;
  readonly channel: Via;
  readonly isPromotional: boolean;
};

export type OutboundSms = To<'sms'> & {
  /** E.164: `+919800000001`. */
  readonly address: string;
  readonly body: string;
  /** The registered sender, `SANGAM`. */
  readonly senderId: string;
  /** What India's operators hold the text against. */
  readonly dlt: { readonly entityId: string; readonly templateId: string } | undefined;
  /** How many parts the text takes on the air: each is paid. */
  readonly parts: number;
};

export type OutboundPush = To<'push'> & {
  /** The device token. */
  readonly address: string;
  readonly platform: 'android' | 'ios';
  /** Wakes the app and shows nothing. */
  readonly isSilent: boolean;
  readonly title: string;
  readonly body: string;
  /** For the app, beside `notificationId`. */
  readonly data: Readonly<Record<string, string>>;
  readonly ttlSec: number;
};

export type OutboundEmail = To<'email'> & {
  readonly address: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** One click here ends messages of this purpose (RFC 8058); promotional ones have it. */
  readonly unsubscribeUrl: string | undefined;
};

export type OutboundInbox = To<'inbox'> & {
  readonly title: string;
  readonly body: string;
  readonly link: string | undefined;
};

/** One message to one address, ready to go. */
export type Outbound = OutboundSms | OutboundPush | OutboundEmail | OutboundInbox;

/** What a provider said of one message. */
export type SendOutcome =
  /** It is theirs now. `newAddress`: the token that replaces the one used. */
  | { readonly status: 'accepted'; readonly providerId?: string; readonly newAddress?: string }
  /** Surely not taken, and may be another time. */
  | { readonly status: 'busy'; readonly reason: string }
  /** This address will never work again. */
  | { readonly status: 'dead'; readonly reason: string }
  /** The provider keeps a list of those who want nothing. */
  | { readonly status: 'opted-out' }
  /** This message will never be taken, wherever it goes by this channel. */
  | { readonly status: 'refused'; readonly reason: string }
  /** The call broke before its answer: taken or not, nobody knows. */
  | { readonly status: 'unknown'; readonly reason: string };

/**
 * Hands messages of its channel to a provider, as many in one call as it takes.
 * @returns an outcome for each message, in their order; it throws for none of them
 */
export type Send<Message extends Outbound = Outbound> = (
  messages: readonly Message[],
) => Promise<readonly SendOutcome[]>;
