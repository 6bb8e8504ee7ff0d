import { type Channel, isPromotional, type Purpose } from '../../../contracts/notifications.ts';
import { consentTo, type Preference } from './consent.ts';
import type { OpeningOf } from './windows.ts';

export type Address = {
  readonly channel: Exclude<Channel, 'inbox'>;
  readonly address: string;
  /** Of a device. */
  readonly platform: 'android' | 'ios' | null;
  /** On the list of those that are sent nothing. */
  readonly isSuppressed: boolean;
};

export type FrequencyCap = { readonly perDay: number; readonly perWeek: number };

/** What one kind of message asks of the customers it goes to. */
export type Wish = {
  readonly purpose: Purpose;
  /** Tried in this order. */
  readonly channels: readonly Channel[];
  /** Those that the template has a text for. */
  readonly templateChannels: ReadonlySet<Channel>;
  readonly expiresAt: Date;
  readonly cap: FrequencyCap;
};

/** What is known of a customer when a message is about to be sent. */
export type Candidate = {
  readonly zone: string;
  /** The newest first. */
  readonly addresses: readonly Address[];
  readonly preferences: readonly Preference[];
  /** Promotional messages that went out. */
  readonly sent: { readonly inDay: number; readonly inWeek: number };
};

/** A channel with all addresses that one message goes to by it; `inbox` has none. */
export type Route = { readonly channel: Channel; readonly addresses: readonly Address[] };

export const suppressReasons = [
  'expired',
  'no-template',
  'no-address',
  'suppressed-address',
  'no-consent',
  'opted-out',
  'frequency-cap',
] as const;
export type SuppressReason = (typeof suppressReasons)[number];

export type Decision =
  /** By the first route, and by the next when that one does not reach the customer. */
  | { readonly kind: 'send'; readonly routes: readonly [Route, ...Route[]] }
  | { readonly kind: 'suppress'; readonly reason: SuppressReason }
  | { readonly kind: 'wait'; readonly reason: 'quiet-hours'; readonly until: Date };

/** A push goes to every device, within reason; a text or mail to the newest address. */
const addressesMax: Readonly<Record<Address['channel'], number>> = { push: 5, sms: 1, email: 1 };

/**
 * Whether, by what and when a message goes to a customer. Where no channel does, the reason is that of the channel
 * which was wanted first. The customer's first choice is waited for, unless the message would expire over it.
 */
export function decide(wish: Wish, candidate: Candidate, openingOf: OpeningOf, now: Date): Decision {
  if (wish.expiresAt <= now) return { kind: 'suppress', reason: 'expired' };
  const routes: Route[] = [];
  let why: SuppressReason | undefined;
  for (const channel of wish.channels) {
    const found = routeBy(channel, wish, candidate);
    if (typeof found === 'string') why ??= found;
    else routes.push(found);
  }
  const [wanted] = routes;
  if (wanted === undefined) return { kind: 'suppress', reason: why ?? 'no-template' };
  if (isCapped(wish, candidate)) return { kind: 'suppress', reason: 'frequency-cap' };

  const [first, ...others] = routes.filter(({ channel }) => openingOf(channel, candidate.zone).kind === 'open');
  if (first === wanted) return { kind: 'send', routes: [first, ...others] };
  const opening = openingOf(wanted.channel, candidate.zone);
  if (opening.kind === 'closed' && opening.opensAt < wish.expiresAt)
    return { kind: 'wait', reason: 'quiet-hours', until: opening.opensAt };
  return first === undefined ? { kind: 'suppress', reason: 'expired' } : { kind: 'send', routes: [first, ...others] };
}

function routeBy(channel: Channel, wish: Wish, { addresses, preferences }: Candidate): Route | SuppressReason {
  if (!wish.templateChannels.has(channel)) return 'no-template';
  const consent = consentTo(preferences, wish.purpose, channel);
  if (consent !== 'given') return consent;
  if (channel === 'inbox') return { channel, addresses: [] };
  const known = addresses.filter((each) => each.channel === channel);
  if (known.length === 0) return 'no-address';
  const usable = known.filter(({ isSuppressed }) => !isSuppressed);
  if (usable.length === 0) return 'suppressed-address';
  return { channel, addresses: usable.slice(0, addressesMax[channel]) };
}

const isCapped = ({ purpose, cap }: Wish, { sent }: Candidate): boolean =>
  isPromotional(purpose) && (sent.inDay >= cap.perDay || sent.inWeek >= cap.perWeek);
