import * as Concept from './concepts.ts';
import { accept, isSeparator } from './date-match.ts';
import { isMonth, readMonthFirst, readNamedMonth } from './named-month.ts';
import * as Sign from './signs.ts';
import { match, plainNumber, readTime, twoDigits } from './times.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

/** Years of the Persian calendar. */
const PERSIAN_MIN = 1370;
const PERSIAN_MAX = 1450;

/**
 * Folds the tokens of every date and time into one token each, in place, so that no later rule takes a day for an
 * amount or a year for an account.
 */
export function foldDates(tokens: Tokens): void {
  const { count } = tokens;
  let kept = 0;
  let at = 0;
  while (at < count) {
    const found = startsDate(tokens.at(at)) ? foldAt(tokens, at, kept) : 0;
    if (found === 0) {
      tokens.keep(at, kept);
      at++;
    } else {
      const end = tokens.at(match.next - 1).end;
      tokens.keep(at, kept);
      const token = tokens.at(kept);
      token.kind = found;
      token.concept = 0;
      token.end = end;
      token.value = match.value;
      at = match.next;
    }
    kept++;
  }
  tokens.count = kept;
}

const startsDate = (token: Token): boolean =>
  token.kind === Kind.number || (token.kind === Kind.word && isMonth(token));

function foldAt(tokens: Tokens, at: number, kept: number): number {
  match.before = tokens.at(kept - 1);
  if (readDate(tokens, at)) return Kind.date;
  return readTime(tokens, at) ? Kind.time : 0;
}

function readDate(tokens: Tokens, at: number): boolean {
  const first = tokens.at(at);
  if (first.kind === Kind.number) return readDayFirst(tokens, at, first);
  return readMonthFirst(tokens, at, first);
}

function readDayFirst(tokens: Tokens, at: number, first: Token): boolean {
  const length = first.end - first.start;
  if (length > 10) return false;
  if (length >= 6) return readDotted(tokens, at, first);
  const one = plainNumber(tokens, first);
  if (one < 0) return false;
  const separator = tokens.at(at + 1);
  if (length === 4) return readYearFirst(tokens, at, one, separator);
  if (length > 2 || one < 1 || one > 31) return false;
  if (readNumericDate(tokens, at, one, separator)) return true;
  return readNamedMonth(tokens, at, one);
}

/** `31.12.2025`, one number to the tokenizer. */
function readDotted(tokens: Tokens, at: number, token: Token): boolean {
  if (tokens.codeAt(token.start + 1) !== Sign.dot && tokens.codeAt(token.start + 2) !== Sign.dot) return false;
  const parts = tokens.text.slice(token.start, token.end).split('.');
  if (parts.length !== 3) return false;
  const [day = '', month = '', year = ''] = parts;
  if (day.length > 2 || month.length > 2 || (year.length !== 2 && year.length !== 4)) return false;
  if (match.before.kind === Kind.date || match.before.concept === Concept.at) return false;
  return accept(at + 1, Number(day), Number(month), Number(year));
}

function readYearFirst(tokens: Tokens, at: number, year: number, separator: Token): boolean {
  const isPersian = year >= PERSIAN_MIN && year <= PERSIAN_MAX;
  if ((!isPersian && (year < 1990 || year > 2099)) || !isSeparator(separator, true)) return false;
  const month = plainNumber(tokens, tokens.at(at + 2));
  if (month < 0 || !isSeparator(tokens.at(at + 3), true)) return false;
  const day = plainNumber(tokens, tokens.at(at + 4));
  if (day < 1 || !tokens.at(at + 4).glued) return false;
  // Another calendar: it is a day, but not one of ours.
  return isPersian ? acceptUnknown(at + 5) : accept(at + 5, day, month, year);
}

function acceptUnknown(next: number): boolean {
  match.next = next;
  match.value = 0;
  return true;
}

/** `12-05-24`, `12/5/2024`; `12-05` only after a word that announces a date. */
function readNumericDate(tokens: Tokens, at: number, one: number, separator: Token): boolean {
  if (isSign(tokens, separator, MONTH_SIGN)) return readSignedDate(tokens, at, one);
  if (!isSeparator(separator, false)) return false;
  const second = tokens.at(at + 2);
  const two = second.glued ? plainNumber(tokens, second) : -1;
  if (two < 1 || two > 31 || second.end - second.start > 2) return false;
  const third = tokens.at(at + 4);
  if (isSeparator(tokens.at(at + 3), false) && third.glued) {
    const year = plainNumber(tokens, third);
    const digits = third.end - third.start;
    if (year >= 0 && (digits === 2 || digits === 4)) return accept(at + 5, one, two, year);
    // `04/12/202`: the year was cut off, the day was not.
    return year >= 0 && digits === 3 && accept(at + 5, one, two, 0);
  }
  const before = match.before.concept;
  const isAnnounced = before === Concept.on || before === Concept.generatedOn || isBeforeTime(tokens, at + 3);
  return isAnnounced && accept(at + 3, one, two, 0);
}

/** `12/05 10:30` */
function isBeforeTime(tokens: Tokens, at: number): boolean {
  const colon = tokens.at(at + 1);
  const minute = tokens.at(at + 2);
  const isHour = tokens.at(at).kind === Kind.number && !tokens.at(at).glued;
  return isHour && isPunct(colon, Sign.colon) && colon.glued && minute.glued && minute.end - minute.start === 2;
}

const MONTH_SIGN = 0x6708;
const DAY_SIGN = 0x65e5;

const isSign = (tokens: Tokens, { start, end, glued }: Token, sign: number): boolean =>
  glued && end - start === 1 && tokens.codeAt(start) === sign;

/** `08月25日` */
function readSignedDate(tokens: Tokens, at: number, month: number): boolean {
  const day = plainNumber(tokens, tokens.at(at + 2));
  if (day < 1 || day > 31 || month > 12 || !isSign(tokens, tokens.at(at + 3), DAY_SIGN)) return false;
  return accept(at + 4, day, month, 0);
}

/** `2024-05-12`, or null when the message gives no year: guessing one would move money between months. */
export function isoDate(value: number): string | null {
  const year = Math.floor(value / 10_000);
  if (year === 0) return null;
  return `${year}-${twoDigits(Math.floor(value / 100) % 100)}-${twoDigits(value % 100)}`;
}
