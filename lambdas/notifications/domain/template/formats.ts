import { majorText, minorDigitsOf } from '../../../contracts/minor-units.ts';
import type { Sum } from './values.ts';

/** Whose eyes a message is for. */
export type Reader = { readonly language: string; readonly zone: string };

export const defaultZone = 'Asia/Kolkata';

export const dateStyles = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  time: { hour: 'numeric', minute: '2-digit' },
  datetime: { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  weekday: { weekday: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof dateStyles;

/** Digits stay 0-9 in every language: an amount must not depend on a font. */
const localeOf = (language: string): string => `${language.includes('-') ? language : `${language}-IN`}-u-nu-latn`;

/** Making a formatter costs far more than using it; there are as many as languages, zones and currencies in use. */
const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
function cached<Formatter extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => Formatter) {
  const known = formatters.get(key) as Formatter | undefined;
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

/** Spaces that do not break, which Intl puts in, would make a UCS-2 text of an SMS. */
const plainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

/** All decimals of ISO 4217, also where Intl leaves them out because nobody has such coins. */
const moneyFormat = (locale: string, currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const digits = minorDigitsOf(currency);
  return new Intl.NumberFormat(locale, {
    ...options,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    trailingZeroDisplay: 'stripIfInteger',
  });
};

const symbolFormat = (currency: string, language: string): Intl.NumberFormat =>
  cached(`money ${currency} ${language}`, () =>
    moneyFormat(localeOf(language), currency, { style: 'currency', currency }),
  );

const codeFormat = (currency: string): Intl.NumberFormat =>
  cached(`code ${currency}`, () => moneyFormat('en-IN', currency, {}));

/** Intl takes decimals as text, so that none is lost. */
const majorOf = ({ minor, currency }: Sum) => majorText(minor, currency) as Intl.StringNumericLiteral;

/**
 * `₹12,500.50`; a whole sum without decimals.
 * @param style `plain`: `Rs.12,500.50`, since the rupee sign is not in GSM-7 and makes an SMS cost twice
 */
export function formatMoney(sum: Sum, style: 'symbol' | 'plain', { language }: Reader): string {
  if (style === 'symbol') return plainSpaces(symbolFormat(sum.currency, language).format(majorOf(sum)));
  const name = sum.currency === 'INR' ? 'Rs.' : `${sum.currency} `;
  return `${name}${codeFormat(sum.currency).format(majorOf(sum))}`;
}

/** In rupees or whatever the major unit is: for comparisons only, since it is not exact. */
export const roughMajor = (sum: Sum): number => Number(majorOf(sum));

export const formatNumber = (value: number, { language }: Reader): string =>
  plainSpaces(cached(`number ${language}`, () => new Intl.NumberFormat(localeOf(language))).format(value));

export const formatDate = (value: Date, style: DateStyle, { language, zone }: Reader): string =>
  plainSpaces(
    cached(`date ${style} ${language} ${zone}`, () => {
      const options = { ...dateStyles[style], hour12: true };
      return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: knownZone(zone) });
    }).format(value),
  );

/** A zone that this machine's data does not have must not keep a message back. */
function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return defaultZone;
  }
}
