import { amountAt, scaleOf } from './amount-at.ts';
import type { Amount } from './amounts.ts';
import { isDigit } from './characters.ts';
import * as Concept from './concepts.ts';
import { DONG, isPrefixOnly } from './currencies.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

/** `500 INR`, `1,000.00 Baht`; not the 500 of `card 500 INR 20`. */
export function numberFirst(tokens: Tokens, at: number): Amount | null {
  const grouped = spacedEnd(tokens, at);
  if (grouped > at) {
    tokens.at(at).end = tokens.at(grouped).end;
    return amountAt(tokens, at, at, tokens.at(grouped + 1).currency, grouped + 1);
  }
  const unit = tokens.at(at + 1);
  if (unit.currency === 0 || (isPrefixOnly(unit.currency) && unit.end - unit.start === 1))
    return scaledNumber(tokens, at);
  const after = tokens.at(at + 2);
  const another = after.kind === Kind.number || (isPunct(after, Sign.dot) && tokens.at(at + 3).kind === Kind.number);
  if (another && after.start - unit.end < 2) return null;
  return amountAt(tokens, at, at, unit.currency, at + 1);
}

const BLANKS_MAX = 2;

/** `12 410,55 RUB`: the last token of a number whose thousands are parted by blanks, else `at`. */
function spacedEnd(tokens: Tokens, at: number): number {
  const first = tokens.at(at);
  if (first.end - first.start > 3) return at;
  let last = at;
  for (let next = at + 1; next < at + 4; next++) {
    const { kind, start, end } = tokens.at(next);
    if (kind !== Kind.number || start - tokens.at(last).end > BLANKS_MAX || tokens.at(next).glued) break;
    const isWhole = end - start === 3;
    if (!isWhole && !(end - start === 6 && !isDigit(tokens.codeAt(start + 3)))) break;
    last = next;
    if (!isWhole) break;
  }
  return last > at && tokens.at(last + 1).currency > 0 ? last : at;
}

/** `50,000d`: dong, where thousands are grouped. */
function isDong(tokens: Tokens, at: number): boolean {
  const unit = tokens.at(at + 1);
  if (!unit.glued || unit.end - unit.start !== 1 || (tokens.codeAt(unit.start) | 32) !== SMALL_D) return false;
  const { start, end } = tokens.at(at);
  const sign = tokens.codeAt(end - 4);
  return end - start > 4 && (sign === Sign.comma || sign === Sign.dot);
}

const SMALL_D = 100;

/** `2 lakh rupees`. */
function scaledNumber(tokens: Tokens, at: number): Amount | null {
  if (isDong(tokens, at)) return amountAt(tokens, at, at, DONG, at + 1);
  const unit = tokens.at(at + 2).currency;
  if (unit > 0 && scaleOf(tokens.at(at + 1)) > 1) return amountAt(tokens, at, at, unit, at + 2);
  return labelledNumber(tokens, at);
}

/** `Avl Bal 12,703.18`: what is left needs no currency to be a sum. */
function labelledNumber(tokens: Tokens, at: number): Amount | null {
  let back = at - 1;
  while (at - back < 4 && (tokens.at(back).kind === Kind.punct || tokens.at(back).concept === Concept.is)) back--;
  const { concept } = tokens.at(back);
  // Arabic slips: `SAR amount:5.75`
  const { currency } = tokens.at(back - 1);
  const isSum = concept === Concept.amount && currency > 0 && isPunct(tokens.at(at - 1), Sign.colon);
  const isLeft = concept === Concept.balance || concept === Concept.availableBalance || concept === Concept.limit;
  return isSum || isLeft ? amountAt(tokens, at, at, currency) : null;
}
