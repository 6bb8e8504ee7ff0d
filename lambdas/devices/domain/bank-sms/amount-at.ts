import { amountRole } from './amount-role.ts';
import type { Amount } from './amounts.ts';
import * as Concept from './concepts.ts';
import { CURRENCY_CODES, DOLLAR, DOT_GROUPS_THOUSANDS } from './currencies.ts';
import { hundredthsAt } from './money.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const LAKH = 100_000;

const CRORE = 10_000_000;

const MILLION = 1_000_000;

/** By currency; `$` is also the sign of pesos, and no dollar has three decimals. */
const DOT_GROUPS = Uint8Array.from(CURRENCY_CODES, (code, currency) =>
  currency > 0 && (currency === DOLLAR || DOT_GROUPS_THOUSANDS.has(code)) ? 1 : 0,
);

export function amountAt(
  tokens: Tokens,
  first: number,
  number: number,
  currency: number,
  until = number,
): Amount | null {
  const token = tokens.at(number);
  const after = tokens.at(number + 1);
  // `INR 1xxx`: hidden on purpose.
  if (after.glued && (after.kind === Kind.masked || startsHidden(tokens, after))) return null;
  const dotGroups = DOT_GROUPS[currency] === 1;
  const hundredths = hundredthsAt(tokens.text, token.start, token.end, dotGroups);
  if (hundredths < 0) return null;
  const scale = scaleOf(after);
  const last = Math.max(until, scale > 1 ? number + 1 : number);
  const role = amountRole(tokens, first, last);
  token.kind = Kind.amount;
  const negative = role === 'balance' && isNegative(tokens, number);
  return { first, last, minor: hundredths * scale * (negative ? -1 : 1), currency, role };
}

function startsHidden(tokens: Tokens, token: Token): boolean {
  return token.kind === Kind.word && token.concept === 0 && (tokens.codeAt(token.start) | 32) === 120;
}

export function scaleOf(token: Token): number {
  switch (token.concept) {
    case Concept.lakh:
      return LAKH;
    case Concept.crore:
      return CRORE;
    case Concept.thousand:
      return token.glued || token.end - token.start > 1 ? 1000 : 1;
    case Concept.million:
      return MILLION;
    default:
      return 1;
  }
}

/** `Bal Rs. -500`: a minus that does not merely join the words around it. */
function isNegative(tokens: Tokens, number: number): boolean {
  const sign = tokens.at(number - 1);
  if (!isPunct(sign, Sign.hyphen) || !tokens.at(number).glued) return false;
  return !sign.glued || isPunct(tokens.at(number - 2), Sign.dot);
}
