import type { Amount } from './amounts.ts';
import { CURRENCY_CODES, DOLLAR, RIYAL, RUPEE } from './currencies.ts';
import { currencyAtHome } from './headers.ts';
import type { Message } from './message.ts';

/** `Rs`, `$` and `riyal` are words of several countries. */
const SHARED: ReadonlyMap<number, ReadonlySet<string>> = new Map([
  [RUPEE, new Set('INR PKR NPR LKR MUR SCR'.split(' '))],
  [RIYAL, new Set('SAR IRR QAR OMR YER'.split(' '))],
  [DOLLAR, new Set('USD SGD AUD CAD NZD HKD MXN COP CLP ARS BRL'.split(' '))],
]);
const SPELLED_OUT = 3;

/**
 * The ISO code of a sum. A shared word (`Rs`, `$`) takes the code that the message spells out elsewhere, else the one
 * of the writer's country (`home`, null when not known); a bare number does the same and falls back on rupees.
 */
export function currencyCodeOf(message: Message, amount: Amount, home: string | null): string {
  const shared = amount.currency === 0 ? null : SHARED.get(amount.currency);
  const own = CURRENCY_CODES[amount.currency] ?? '';
  if (shared === undefined) return own;
  if (amount.currency > 0 && isSpelledOut(message, amount)) return own;
  for (const other of message.amounts) {
    const code = CURRENCY_CODES[other.currency] ?? '';
    if (other === amount || other.currency === 0 || !isSpelledOut(message, other)) continue;
    if (shared === null || shared.has(code)) return code;
  }
  const local =
    home ?? currencyAtHome(opening(message)) ?? (message.tokens.isPlain ? null : currencyOfScript(message.text));
  if (local !== null && (shared === null || shared.has(local))) return local;
  return own === '' ? 'INR' : own;
}

const OPENING_MAX = 24;

/** `Banco Popular: ...`: what stands before the colon, else the first word. */
function opening({ text, tokens }: Message): string {
  const colon = text.indexOf(':');
  return colon > 0 && colon <= OPENING_MAX ? text.slice(0, colon) : tokens.textOf(0);
}

function isSpelledOut({ tokens }: Message, amount: Amount): boolean {
  for (let at = amount.first; at <= amount.last + 1; at++) {
    const { currency, start, end } = tokens.at(at);
    if (currency === amount.currency && end - start === SPELLED_OUT) return true;
  }
  return false;
}

/** Persian's own letters, those of Korea, Japan and China, then Russian ones: a bare number there counts what is paid with there. */
function currencyOfScript(text: string): string | null {
  if (/[\u067e\u0686\u0698\u06a9\u06af\u06cc]/.test(text)) return 'IRR';
  if (/[\uac00-\ud7a3]/.test(text)) return 'KRW';
  if (/[\u3040-\u30ff]/.test(text)) return 'JPY';
  if (/[\u4e00-\u9fff]/.test(text)) return 'CNY';
  return /[\u0400-\u04ff]/.test(text) ? 'RUB' : null;
}
