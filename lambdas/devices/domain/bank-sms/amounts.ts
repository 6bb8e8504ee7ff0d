import { amountAt } from './amount-at.ts';
import type { AmountRole } from './amount-role.ts';
import { isDigit, isLetter, isUpper } from './characters.ts';
import { isLetterOfAccounts, isLetterOfCodes, isShared } from './currencies.ts';
import { numberFirst } from './number-first.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

/** A sum named in the message: tokens `first` to `last`, in hundredths. */
export type Amount = {
  readonly first: number;
  readonly last: number;
  readonly minor: number;
  /** Index of `CURRENCY_CODES`; 0 for a bare number. */
  readonly currency: number;
  readonly role: AmountRole;
};

/** `TK81QW22ER`: letters on both sides of the digits are a code. */
function opensCode(tokens: Tokens, at: number): boolean {
  const number = tokens.at(at + 1);
  const after = tokens.at(at + 2);
  if (number.kind !== Kind.number || !number.glued || !after.glued) return false;
  return (
    after.kind === Kind.word &&
    after.concept === 0 &&
    after.currency === 0 &&
    tokens.at(at + 3).glued &&
    tokens.at(at + 3).kind === Kind.number
  );
}

/** `3-ORBIT-EQ-RS.5/-`: the face value of a share. */
const closesCode = (tokens: Tokens, at: number, { glued }: Token): boolean =>
  glued &&
  isPunct(tokens.at(at - 1), Sign.hyphen) &&
  tokens.at(at - 2).glued &&
  tokens.at(at - 2).kind === Kind.word &&
  isPunct(tokens.at(at - 3), Sign.hyphen) &&
  tokens.at(at - 3).glued;

/** `₦` and `₱` are no letters of codes. */
const FIRST_BEYOND_ASCII = 128;

/** More amounts than this appear only in tables and noise; the first ones carry the meaning. */
const AMOUNTS_MAX = 24;

/** Every sum with a currency beside it, in order. */
export function findAmounts(tokens: Tokens): Amount[] {
  const amounts: Amount[] = [];
  for (let at = 0; at < tokens.count && amounts.length < AMOUNTS_MAX; at++) {
    const token = tokens.at(at);
    const amount =
      token.currency > 0
        ? currencyFirst(tokens, at, token)
        : token.kind === Kind.number
          ? numberFirst(tokens, at)
          : null;
    if (amount === null) continue;
    amounts.push(amount);
    at = amount.last;
  }
  return amounts;
}

/** `Rs.500/-`, `INR 1,200`, `INR Rs.500`, `Rs: 500`. */
function currencyFirst(tokens: Tokens, at: number, token: Token): Amount | null {
  let next = at + 1;
  let { currency } = token;
  // `TK ...7712`: what a line of dots hides is no sum.
  if (isPunct(tokens.at(at + 1), Sign.dot) && isPunct(tokens.at(at + 2), Sign.dot)) return fraction(tokens, at, token);
  if (opensCode(tokens, at) || closesCode(tokens, at, token)) return null;
  for (let skipped = 0; skipped < 3; skipped++) {
    const sign = tokens.at(next);
    const joins = isPunct(sign, Sign.dot) || isPunct(sign, Sign.colon) || isPunct(sign, Sign.hyphen);
    if (!joins && sign.currency === 0 && !isPunct(sign, Sign.equals)) break;
    // `Rs INR 500`: the code is surer than the word.
    if (sign.currency > 0 && sign.end - sign.start === 3) currency = sign.currency;
    next++;
  }
  const number = tokens.at(next);
  if (number.kind !== Kind.number || isPadded(tokens.text, number)) return null;
  // `FT26317RP1FK`: letters of a code.
  if (token.glued && number.glued && next === at + 1 && tokens.at(at - 1).kind === Kind.number) return null;
  const isCapital = token.end - token.start === 1 && tokens.codeAt(token.start) < FIRST_BEYOND_ASCII;
  if (isLetterOfCodes(currency) && isCapital && !isPrefix(tokens, at, number)) return null;
  const code = tokens.at(next + 1);
  // `$1,249.00 MXN`: so it is surer behind the sum.
  const isSurer =
    currency > 0 && code.currency > 0 && code.end - code.start === 3 && tokens.at(next + 2).kind !== Kind.number;
  if (isSurer && isShared(currency)) return amountAt(tokens, at, next, code.currency, next + 1);
  return amountAt(tokens, at, next, currency);
}

/** `Rs..60`: the dot of the abbreviation and the one before the hundredths. */
function fraction(tokens: Tokens, at: number, { currency }: Token): Amount | null {
  const number = tokens.at(at + 3);
  if (number.kind !== Kind.number || !number.glued || number.end - number.start > 2) return null;
  number.start = tokens.at(at + 2).start;
  return amountAt(tokens, at, at + 3, currency);
}

/** `R349.90`, `P320`: a capital that opens a sum, not a part of a code (`P2M`, `A/R12`). */
function isPrefix(tokens: Tokens, at: number, number: Token): boolean {
  const token = tokens.at(at);
  const before = tokens.at(at - 1);
  if (token.glued && (before.kind !== Kind.punct || before.value === Sign.slash)) return false;
  if (isLetterOfAccounts(token.currency) && isWhole(tokens.text, number)) return false;
  const after = tokens.codeAt(number.end);
  return (
    (number.glued || tokens.codeAt(number.start - 1) === Sign.hyphen) &&
    isUpper(tokens.codeAt(token.start)) &&
    !isLetter(after)
  );
}

/** `TK 0071000221`, `R0807030`: a number that opens with a zero and has no decimals counts nothing. */
function isPadded(text: string, { start, end }: Token): boolean {
  return end - start > 2 && text.charCodeAt(start) === 48 && isWhole(text, { start, end });
}

/** Nothing but digits: neither decimals nor groups. */
function isWhole(text: string, { start, end }: Pick<Token, 'start' | 'end'>): boolean {
  for (let at = start; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

/** A number that stands without a currency, for messages that name none. */
export function bareAmount(tokens: Tokens, at: number): Amount | null {
  return amountAt(tokens, at, at, 0);
}
