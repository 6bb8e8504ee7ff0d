import type { Currency } from './currency.ts';
import type { MerchantCode } from './merchant-code.ts';
import { agree, type Offer, type PriceRefusal } from './price.ts';
import type { Origin } from './signature.ts';
import { feeOf } from './tip.ts';

export type ScanRefusal = PriceRefusal | 'foreign' | 'tampered' | 'unknown-merchant';

/** `fee` comes on top of `amount`. A request's own state is asked with `decide` of `request.ts`; a static code has none. */
export type ScanDecision =
  | {
      readonly kind: 'payable';
      readonly merchantId: string;
      readonly requestId: string | null;
      readonly amount: bigint;
      readonly fee: bigint;
      readonly currency: Currency;
    }
  | { readonly kind: 'refuse'; readonly reason: ScanRefusal };

const refuse = (reason: ScanRefusal): ScanDecision => ({ kind: 'refuse', reason });

/** Whether a code that was read can be paid to a wallet of ours. `isMerchant` is whether the merchant it names is one. */
export function decideScan(code: MerchantCode, origin: Origin, isMerchant: boolean, offer: Offer): ScanDecision {
  if (origin.kind === 'tampered') return refuse('tampered');
  if (origin.kind === 'foreign' || code.own === null) return refuse('foreign');
  if (!isMerchant) return refuse('unknown-merchant');
  const price = agree(code, offer);
  if (price.kind === 'refuse') return price;
  const { amount } = price;
  return { kind: 'payable', ...code.own, amount, fee: feeOf(code.tip, amount), currency: code.currency };
}
