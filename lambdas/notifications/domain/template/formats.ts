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

const symbolFormat = (currency: string, language: string): Intl.NumberFormat =>
  cached(`money ${currency} ${language}`, () => {
    return new Intl.NumberFormat(localeOf(language), {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    });
  });

/** Asking a formatter for its options costs more than using it. */
const digitsKnown = new Map<string, number>();
function digitsOf(currency: string): number {
  const known = digitsKnown.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits: digits = 2 } = symbolFormat(currency, 'en').resolvedOptions();
  digitsKnown.set(currency, digits);
  return digits;
}

const codeFormat = (currency: string): Intl.NumberFormat =>
  cached(`code ${currency}`, () => {
    const digits = digitsOf(currency);
    return new Intl.NumberFormat('en-IN', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      trailingZeroDisplay: 'stripIfInteger',
    });
  });

/** Exact, as Intl takes decimals as text: `1250050` of INR is `12500.50`. */
function majorOf({ minor, currency }: Sum): Intl.StringNumericLiteral {
  const digits = digitsOf(currency);
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const decimals = digits === 0 ? '' : `.${text.slice(-digits)}`;
  return `${minor < 0n ? '-' : ''}${whole}${decimals}` as Intl.StringNumericLiteral;
}

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
