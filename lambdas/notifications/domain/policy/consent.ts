import { type Channel, isPromotional, type Purpose } from '../../../contracts/notifications.ts';

/** What a customer said: about one purpose or all of the promotional ones, by one channel or `*`. */
export type Preference = { readonly purpose: string; readonly channel: string; readonly wanted: boolean };

/**
 * Whether a customer lets messages of a purpose come by a channel. Promotion has to be asked for, and one refusal that
 * is about it outweighs every wish; the rest comes unless refused, and what is about security comes in any case.
 */
export function consentTo(
  preferences: readonly Preference[],
  purpose: Purpose,
  channel: Channel,
): 'given' | 'opted-out' | 'no-consent' {
  if (purpose === 'security') return 'given';
  const promotional = isPromotional(purpose);
  const concerned = preferences.filter(
    (said) =>
      (said.purpose === purpose || (promotional && said.purpose === 'promotional')) &&
      (said.channel === channel || said.channel === '*'),
  );
  if (concerned.some(({ wanted }) => !wanted)) return 'opted-out';
  return promotional && concerned.length === 0 ? 'no-consent' : 'given';
}
