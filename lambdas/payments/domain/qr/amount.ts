import { majorText, minorDigitsOf } from '../../../contracts/minor-units.ts';
import type { Currency } from './currency.ts';

const lengthMax = 13;
const decimal = /^(\d+)(?:\.(\d*))?$/;

/** Minor units as EMVCo and UPI write them, with all of the currency's decimals; `undefined` when not positive or over 13 characters. */
export function toDecimal(minor: bigint, currency: Currency): string | undefined {
  if (minor <= 0n) return undefined;
  const written = majorText(minor, currency);
  return written.length > lengthMax ? undefined : written;
}

/**
 * Minor units of a written amount; `undefined` when it is not positive, over 13 characters or not digits with one point.
 * More decimals than the currency has are refused, also zeros: `1.000` is a thousand where a point parts thousands.
 */
export function fromDecimal(text: string, currency: Currency): bigint | undefined {
  if (text.length > lengthMax) return undefined;
  const [, whole, fraction = ''] = decimal.exec(text) ?? [];
  const digits = minorDigitsOf(currency);
  if (whole === undefined || fraction.length > digits) return undefined;
  const minor = BigInt(whole + fraction.padEnd(digits, '0'));
  return minor > 0n ? minor : undefined;
}
