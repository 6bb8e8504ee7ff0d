import type { OwnAccount, UpiAccount } from './accounts.ts';
import type { Additional } from './additional.ts';
import type { Currency } from './currency.ts';
import type { LocalName } from './local-name.ts';
import type { Tip } from './tip.ts';
import type { DataObject } from './tlv.ts';

/** What a merchant-presented code says. Names are as written: text to show, never to interpret. */
export type MerchantCode = {
  /** A dynamic code is for one payment. */
  readonly use: 'static' | 'dynamic';
  readonly own: OwnAccount | null;
  readonly upi: UpiAccount | null;
  /** Accounts in other schemes, as they are: tags 02 to 51. */
  readonly accounts: readonly DataObject[];
  /** ISO 18245, four digits. */
  readonly category: string;
  readonly currency: Currency;
  /** Minor units; null when the payer decides. */
  readonly amount: bigint | null;
  readonly tip: Tip | null;
  /** ISO 3166-1, two capitals. */
  readonly country: string;
  readonly name: string;
  readonly city: string;
  readonly postalCode: string | null;
  readonly additional: Additional;
  readonly localName: LocalName | null;
};
