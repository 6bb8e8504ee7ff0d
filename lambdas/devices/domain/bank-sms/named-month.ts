import * as Concept from './concepts.ts';
import { accept, isSeparator } from './date-match.ts';
import * as Sign from './signs.ts';
import { plainNumber } from './times.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `12Jan24`, `12-JAN-2024`, `12th Jan 2024`, `12 Jan`. */
export function readNamedMonth(tokens: Tokens, at: number, day: number): boolean {
  let next = at + 1;
  const ordinal = tokens.at(next);
  if (ordinal.kind === Kind.word && ordinal.glued && isOrdinal(tokens, ordinal)) next++;
  if (isSeparator(tokens.at(next), false)) next++;
  const word = tokens.at(next);
  if (word.kind !== Kind.word || !isMonth(word)) return false;
  const month = monthOf(tokens, word);
  return month > 0 && acceptWithYear(tokens, next + 1, day, month);
}

/** `July 24, 2024`, `Feb 15`. */
export function readMonthFirst(tokens: Tokens, at: number, first: Token): boolean {
  const month = monthOf(tokens, first);
  if (month === 0) return false;
  let next = at + 1;
  if (isSeparator(tokens.at(next), false)) next++;
  const second = tokens.at(next);
  const day = second.end - second.start <= 2 ? plainNumber(tokens, second) : -1;
  if (day < 1 || day > 31 || isPunct(tokens.at(next + 1), Sign.colon)) return false;
  return acceptWithYear(tokens, next + 1, day, month);
}

function acceptWithYear(tokens: Tokens, next: number, day: number, month: number): boolean {
  let at = next;
  const sign = tokens.at(at);
  if (isSeparator(sign, false) || isPunct(sign, Sign.comma) || isPunct(sign, Sign.apostrophe)) at++;
  const token = tokens.at(at);
  const digits = token.end - token.start;
  const year = digits === 2 || digits === 4 ? plainNumber(tokens, token) : -1;
  const isTime = isPunct(tokens.at(at + 1), Sign.colon) && tokens.at(at + 1).glued;
  const plausible = digits === 4 ? year >= 1990 && year <= 2099 : token.glued;
  return year >= 0 && plausible && !isTime ? accept(at + 1, day, month, year) : accept(next, day, month, 0);
}

export const isMonth = (token: Token): boolean => token.concept === Concept.month || token.concept === Concept.may;

function monthOf(tokens: Tokens, word: Token): number {
  return MONTHS.indexOf(tokens.text.slice(word.start, word.start + 3).toLowerCase()) + 1;
}

function isOrdinal(tokens: Tokens, word: Token): boolean {
  return word.end - word.start === 2 && /^(st|nd|rd|th)$/i.test(tokens.text.slice(word.start, word.end));
}
