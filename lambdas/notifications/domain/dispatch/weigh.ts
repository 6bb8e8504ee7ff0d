import type { SendOutcome } from '../outbound.ts';

/** What to do about a message that went to all addresses of one channel. */
export type Weighed =
  | { readonly kind: 'accepted'; readonly providerId: string | null; readonly addresses: number }
  /** Whether it was taken nobody knows, and it must not go out twice. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Once more, to the addresses at these places. */
  | { readonly kind: 'again'; readonly places: readonly number[]; readonly reason: string }
  /** This channel does not reach the customer. */
  | { readonly kind: 'next'; readonly reason: string };

/**
 * One address that took the message is enough: the customer has it. A message whose fate is unknown goes out again only
 * where twice is better than never.
 */
export function weigh(outcomes: readonly SendOutcome[], isPromotional: boolean): Weighed {
  const taken = outcomes.filter(({ status }) => status === 'accepted');
  const [first] = taken;
  if (first?.status === 'accepted')
    return { kind: 'accepted', providerId: first.providerId ?? null, addresses: taken.length };
  const lost = outcomes.find(({ status }) => status === 'unknown');
  if (lost?.status === 'unknown' && isPromotional) return { kind: 'unknown', reason: lost.reason };
  const places = outcomes.flatMap(({ status }, place) => (status === 'busy' || status === 'unknown' ? [place] : []));
  if (places.length > 0)
    return { kind: 'again', places, reason: lost === undefined ? 'provider-busy' : 'provider-silent' };
  const last = outcomes.at(-1);
  return {
    kind: 'next',
    reason: last !== undefined && 'reason' in last ? last.reason : (last?.status ?? 'no-address'),
  };
}
