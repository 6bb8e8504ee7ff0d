import { fromDecimal, toDecimal } from './amount.ts';
import { isPlainText } from './text.ts';
import { charactersOf } from './tlv.ts';
import { isReference, isVpa } from './upi-names.ts';

/** A `upi://pay` link, NPCI's linking specification 1.6. `amount` is in paise; UPI knows rupees only. */
export type UpiLink = {
  readonly vpa: string;
  readonly name: string;
  readonly amount: bigint | null;
  readonly note: string | null;
  readonly reference: string | null;
  /** ISO 18245, four digits. */
  readonly category: string | null;
};

export type UpiProblem =
  | 'not-upi'
  | 'too-long'
  | 'bad-encoding'
  | 'repeated'
  | 'missing'
  | 'bad-value'
  | 'wrong-currency';

/** `at` is the parameter's name, or empty for the link as a whole. */
export type UpiRefusal = { readonly kind: 'refused'; readonly problem: UpiProblem; readonly at: string };
export type UpiWritten = { readonly kind: 'written'; readonly link: string };
export type UpiRead = { readonly kind: 'read'; readonly link: UpiLink };

const linkMax = 2048;
const nameMax = 99;
const noteMax = 50;
const scheme = /^upi:\/\/pay\?/i;
/** What RFC 3986 lets a query hold; everything else is percent-encoded. */
const encoded = /^(?:[A-Za-z0-9\-._~!$'()*+,;:@/?]|%[0-9A-Fa-f]{2})*$/;

const refuse = (problem: UpiProblem, at = ''): UpiRefusal => ({ kind: 'refused', problem, at });

const isShown = (text: string, max: number): boolean =>
  /\S/.test(text) && isPlainText(text) && charactersOf(text).length <= max;

function wrongField(link: UpiLink): string | undefined {
  if (!isVpa(link.vpa)) return 'pa';
  if (!isShown(link.name, nameMax)) return 'pn';
  if (link.note !== null && !isShown(link.note, noteMax)) return 'tn';
  if (link.reference !== null && !isReference(link.reference)) return 'tr';
  if (link.category !== null && !/^\d{4}$/.test(link.category)) return 'mc';
  return undefined;
}

/** `encodeURIComponent` leaves five characters that end a quoted attribute or a sentence. */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

export function buildUpiLink(link: UpiLink): UpiWritten | UpiRefusal {
  const wrong = wrongField(link);
  if (wrong !== undefined) return refuse('bad-value', wrong);
  const amount = link.amount === null ? null : toDecimal(link.amount, 'INR');
  if (amount === undefined) return refuse('bad-value', 'am');
  const parameters = [
    ['pn', percentEncode(link.name)],
    ['am', amount],
    ['cu', 'INR'],
    ['tn', link.note === null ? null : percentEncode(link.note)],
    ['tr', link.reference],
    ['mc', link.category],
  ].flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  // The address keeps its @: a query may hold it, and not every app decodes it.
  return { kind: 'written', link: `upi://pay?pa=${link.vpa}&${parameters.join('&')}` };
}

function decoded(value: string): string | undefined {
  try {
    return encoded.test(value) ? decodeURIComponent(value) : undefined;
  } catch {
    return undefined; // escapes that are no UTF-8
  }
}

function parametersOf(query: string): ReadonlyMap<string, string> | UpiRefusal {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(equals, 0)).toLowerCase(); // PA beside pa: apps differ in which one they take
    if (!/^[a-z]{1,20}$/.test(name)) return refuse('bad-encoding');
    if (parameters.has(name)) return refuse('repeated', name);
    const value = decoded(pair.slice(equals + 1));
    if (value === undefined) return refuse('bad-encoding', name);
    parameters.set(name, value);
  }
  return parameters;
}

/** What a scanned link says; parameters of others are passed over. A `+` is a plus. Never throws; linear in the text. */
export function readUpiLink(text: string): UpiRead | UpiRefusal {
  if (!scheme.test(text)) return refuse('not-upi');
  if (text.length > linkMax) return refuse('too-long');
  const parameters = parametersOf(text.slice(text.indexOf('?') + 1));
  if ('kind' in parameters) return parameters;
  if ((parameters.get('cu') ?? 'INR') !== 'INR') return refuse('wrong-currency', 'cu');
  const [vpa, name, written] = [parameters.get('pa'), parameters.get('pn'), parameters.get('am')];
  if (vpa === undefined || name === undefined) return refuse('missing', vpa === undefined ? 'pa' : 'pn');
  const amount = written === undefined ? null : fromDecimal(written, 'INR');
  if (amount === undefined) return refuse('bad-value', 'am');
  const link = {
    vpa,
    name,
    amount,
    note: parameters.get('tn') ?? null,
    reference: parameters.get('tr') ?? null,
    category: parameters.get('mc') ?? null,
  };
  const wrong = wrongField(link);
  return wrong === undefined ? { kind: 'read', link } : refuse('bad-value', wrong);
}
