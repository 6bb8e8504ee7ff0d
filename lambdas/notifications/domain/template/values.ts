import type { VariableType } from '../../../contracts/api/templates.ts';

/** In minor units, and the ISO 4217 code. */
export type Sum = { readonly minor: bigint; readonly currency: string };
export type Value = string | number | Sum | Date;

/** By dotted source: `customer.name`, `value.orderId`, `link.offer`. */
export type Values = Readonly<Record<string, Value | undefined>>;

/** A message cannot be made for this customer: a value is not known or not usable, and has no default. */
export class MissingValue extends Error {
  readonly source: string;
  constructor(source: string) {
    super(`no value of ${source}`);
    this.source = source;
  }
}

/** What texts are measured with. */
export const longestNumber = 999_999_999_999.99;

const readers: Readonly<Record<VariableType, (text: string) => Value | undefined>> = {
  text: (text) => text,
  number: (text) => {
    const value = Number(text);
    return text.trim() === '' || !(Math.abs(value) <= longestNumber) ? undefined : value;
  },
  money: (text) => {
    const [, minor, currency] = /^(-?\d{1,18}) ([A-Z]{3})$/.exec(text) ?? [];
    return minor === undefined || currency === undefined ? undefined : { minor: BigInt(minor), currency };
  },
  date: (text) => {
    const value = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : new Date(Number.NaN);
    return Number.isNaN(value.getTime()) ? undefined : value;
  },
  url: (text) => {
    const url = URL.parse(text);
    if (url?.protocol !== 'https:') return undefined;
    // Other text may stand around and in an address: spaces, lines, letters that an SMS pays twice for.
    return /^[\x21-\x7e]+$/.test(text) ? text : url.href;
  },
};

/** Text of a request, a column or a default: money is `<minor units> <currency>`, a date ISO 8601. */
export const readValue = (type: VariableType, text: string): Value | undefined => readers[type](text);

/** A value as the type that its variable has; `undefined` when it is something else. */
export function asType(type: VariableType, value: Value): Value | undefined {
  if (typeof value === 'string') return readValue(type, value);
  if (typeof value === 'number') return type === 'number' ? value : undefined;
  if (value instanceof Date) return type === 'date' ? value : undefined;
  return type === 'money' ? value : undefined;
}
