import type { NotificationPolicy } from '../../../contracts/api/notification-policy.ts';
import { minorDigitsOf } from '../../../contracts/minor-units.ts';
import type { Rendered } from '../template/rendered.ts';

/** What one message to so many addresses costs, in millionths of the policy's currency. */
export const priceOf = (
  { pricesMicros }: Pick<NotificationPolicy, 'pricesMicros'>,
  rendered: Rendered,
  addresses: number,
): number =>
  rendered.channel === 'sms'
    ? pricesMicros.sms * rendered.parts * addresses
    : pricesMicros[rendered.channel] * Math.max(1, addresses);

/**
 * A budget in millionths of the policy's currency. In another currency nobody can hold prices against it: nothing is
 * spent of it.
 */
export function budgetMicros(
  budget: { readonly minor: string; readonly currency: string } | null,
  { currency }: Pick<NotificationPolicy, 'currency'>,
): bigint | null {
  if (budget === null) return null;
  if (budget.currency !== currency) return 0n;
  return BigInt(budget.minor) * 10n ** BigInt(6 - minorDigitsOf(currency));
}
