import type { SigningKey } from '../../../shared/signing-keys.ts';
import type { Currency } from './currency.ts';
import { encodeMerchantCode, type Written } from './encode.ts';
import type { MerchantCode } from './merchant-code.ts';
import type { Refusal } from './refusal.ts';
import { buildUpiLink } from './upi-link.ts';

/** What a merchant asks a code for. `requestId` is null for a static code; `minor` is null when the payer decides. */
export type Wanted = {
  readonly merchantId: string;
  readonly requestId: string | null;
  readonly amount: { readonly minor: bigint | null; readonly currency: Currency };
  readonly shop: {
    readonly name: string;
    readonly city: string;
    readonly postalCode?: string | undefined;
    readonly category: string;
    readonly vpa?: string | undefined;
  };
  readonly note?: string | undefined;
  readonly order?: string | undefined;
};

/** A UUID without its dashes: with them it is one character longer than a reference may be. */
const referenceOf = (requestId: string): string => requestId.replaceAll('-', '').padEnd(4, '0').slice(0, 35);

function codeOf({ merchantId, requestId, amount, shop, note, order }: Wanted): MerchantCode {
  const { name, city, postalCode = null, category, vpa } = shop;
  // UPI is India's and knows rupees only.
  const isUpi = vpa !== undefined && amount.currency === 'INR';
  return {
    use: requestId === null ? 'static' : 'dynamic',
    own: { merchantId, requestId },
    upi: isUpi ? { vpa, reference: requestId === null ? null : referenceOf(requestId) } : null,
    accounts: [],
    category,
    currency: amount.currency,
    amount: amount.minor,
    tip: null,
    country: 'IN',
    name,
    city,
    postalCode,
    additional: {
      ...(order !== undefined && { billNumber: order }),
      ...(note !== undefined && { purpose: note }),
    },
    localName: null,
  };
}

/** The signed payload of a code. */
export const payloadFor = (wanted: Wanted, key: SigningKey): Written | Refusal =>
  encodeMerchantCode(codeOf(wanted), key);

/** The link that opens another UPI app; null where the code has no UPI address. */
export function upiLinkFor(wanted: Wanted): string | null {
  const { upi, amount, category, name } = codeOf(wanted);
  if (upi === null) return null;
  const { vpa, reference } = upi;
  const built = buildUpiLink({ vpa, name, amount, note: wanted.note ?? null, reference, category });
  return built.kind === 'written' ? built.link : null;
}
