import { readAccounts } from './accounts.ts';
import { readAdditional } from './additional.ts';
import { fromDecimal } from './amount.ts';
import { crc16 } from './crc16.ts';
import { type Currency, currencyOf } from './currency.ts';
import { readLocalName } from './local-name.ts';
import type { MerchantCode } from './merchant-code.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { isPlainText } from './text.ts';
import { readTip } from './tip.ts';
import { type DataObject, readObjects } from './tlv.ts';

/** The most bytes that any QR symbol holds. Others write more than EMVCo's 512 characters. */
const textMax = 2953;

/** `objects` are the payload's, in their order, for `originOf`. */
export type Read = { readonly kind: 'read'; readonly code: MerchantCode; readonly objects: readonly DataObject[] };

type Root = ReadonlyMap<string, string>;

/** The objects of a whole payload: before any meaning, the checksum says whether this is what was written. */
function readRoot(text: string): readonly DataObject[] | Refusal {
  if (text.length > textMax) return refuse('too-long');
  if (!isPlainText(text)) return refuse('not-text');
  if (!text.startsWith('0002')) return refuse('not-emv');
  if (!text.startsWith('000201')) return refuse('unknown-version', '00');
  if (!/6304[0-9A-Fa-f]{4}$/.test(text)) return refuse('checksum-missing', '63');
  if (crc16(text.slice(0, -4)) !== text.slice(-4).toUpperCase()) return refuse('checksum-differs', '63');
  const objects = readObjects(text);
  if (isRefusal(objects)) return objects;
  return objects.at(-1)?.tag === '63' ? objects : refuse('checksum-missing', '63');
}

function useOf(root: Root): 'static' | 'dynamic' | Refusal {
  switch (root.get('01')) {
    case undefined: // may be left out, and then nothing says that it is for one payment
    case '11':
      return 'static';
    case '12':
      return 'dynamic';
    default:
      return refuse('bad-value', '01');
  }
}

function required(root: Root, tag: string, form: RegExp): { readonly text: string } | Refusal {
  const text = root.get(tag);
  if (text === undefined) return refuse('missing', tag);
  return form.test(text) ? { text } : refuse('bad-value', tag);
}

function currencyIn(root: Root): Currency | Refusal {
  const numeric = required(root, '53', /^\d{3}$/);
  if (isRefusal(numeric)) return numeric;
  return currencyOf(numeric.text) ?? refuse('unknown-currency', '53');
}

function amountIn(root: Root, currency: Currency): bigint | null | Refusal {
  const text = root.get('54');
  return text === undefined ? null : (fromDecimal(text, currency) ?? refuse('bad-value', '54'));
}

/**
 * What a scanned text says. Strict in all that decides money: structure, account, currency, amount, fees. Lengths of
 * texts to show are not held against a code. Never throws; linear in the text.
 */
export function decodeMerchantCode(text: string): Read | Refusal {
  const objects = readRoot(text);
  if (isRefusal(objects)) return objects;
  const root: Root = new Map(objects.map(({ tag, value }) => [tag, value]));

  const use = useOf(root);
  if (isRefusal(use)) return use;
  const accounts = readAccounts(objects, use);
  if (isRefusal(accounts)) return accounts;
  const category = required(root, '52', /^\d{4}$/);
  if (isRefusal(category)) return category;
  const currency = currencyIn(root);
  if (isRefusal(currency)) return currency;
  const amount = amountIn(root, currency);
  if (isRefusal(amount)) return amount;
  const tip = readTip(root, currency);
  if (isRefusal(tip)) return tip;
  const country = required(root, '58', /^[A-Za-z]{2}$/); // capitals, but not everybody writes them
  if (isRefusal(country)) return country;
  const name = required(root, '59', /\S/);
  if (isRefusal(name)) return name;
  const city = required(root, '60', /\S/);
  if (isRefusal(city)) return city;
  const additional = readAdditional(root.get('62'));
  if (isRefusal(additional)) return additional;
  const localName = readLocalName(root.get('64'));
  if (isRefusal(localName)) return localName;

  const code: MerchantCode = {
    use,
    ...accounts,
    category: category.text,
    currency,
    amount,
    tip,
    country: country.text.toUpperCase(),
    name: name.text,
    city: city.text,
    postalCode: root.get('61') ?? null,
    additional,
    localName,
  };
  return { kind: 'read', code, objects };
}
