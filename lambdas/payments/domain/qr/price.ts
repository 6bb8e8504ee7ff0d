import type { Currency } from './currency.ts';

/** What is asked: minor units, null when the payer decides. */
export type Price = { readonly amount: bigint | null; readonly currency: Currency };

/** What the payer's app sends: an amount only where the code has none, or the same again. */
export type Offer = { readonly amount: bigint | null; readonly currency: string };

export type PriceRefusal = 'wrong-currency' | 'amount-missing' | 'amount-differs' | 'amount-not-positive';

/** The amount to pay, before any tip or fee. */
export function agree(
  asked: Price,
  offer: Offer,
): { readonly kind: 'agreed'; readonly amount: bigint } | { readonly kind: 'refuse'; readonly reason: PriceRefusal } {
  if (offer.currency !== asked.currency) return { kind: 'refuse', reason: 'wrong-currency' };
  if (offer.amount !== null && offer.amount <= 0n) return { kind: 'refuse', reason: 'amount-not-positive' };
  if (asked.amount !== null && offer.amount !== null && asked.amount !== offer.amount)
    return { kind: 'refuse', reason: 'amount-differs' };
  const amount = asked.amount ?? offer.amount;
  return amount === null ? { kind: 'refuse', reason: 'amount-missing' } : { kind: 'agreed', amount };
}
