import * as Concept from './concepts.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, NO_TOKEN, type Token, type Tokens } from './tokens.ts';

/** Where a match ends (the token after it) and what it says; `before` is the token that precedes it. */
export type Match = { next: number; value: number; before: Token };
export const match: Match = { next: 0, value: 0, before: NO_TOKEN };

/** Whether a time starts here; `match` then says where it ends, and the seconds since midnight. */
export function readTime(tokens: Tokens, at: number): boolean {
  const first = tokens.at(at);
  if (first.kind !== Kind.number) return false;
  const length = first.end - first.start;
  if (length > 8) return false;
  if (length >= 5) return readDottedTime(tokens, at, first);
  const hour = length <= 2 ? plainNumber(tokens, first) : -1;
  if (hour < 0 || hour > 24) return false;
  const minute = sixtieth(tokens, at + 1);
  if (minute < 0) return readBareHour(tokens, at, hour);
  const second = sixtieth(tokens, at + 3);
  const next = second < 0 ? at + 3 : at + 5;
  return acceptTime(tokens, next, hour, minute, Math.max(second, 0));
}

/** `06.33.02`, but only after a date or `at`: elsewhere it is a number. */
function readDottedTime(tokens: Tokens, at: number, token: Token): boolean {
  const { before } = match;
  const announced = before.concept === Concept.at || before.kind === Kind.date || before.kind === Kind.number;
  if (!announced) return false;
  const parts = tokens.text.slice(token.start, token.end).split('.');
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => part.length !== 2)) return false;
  if (parts.length === 2 && before.kind !== Kind.date) return false;
  const [hour = 99, minute = 99, second = 0] = parts.map(Number);
  return hour < 24 && minute < 60 && second < 60 && acceptTime(tokens, at + 1, hour, minute, second);
}

/** `5 PM`. */
function readBareHour(tokens: Tokens, at: number, hour: number): boolean {
  const half = tokens.at(at + 1).concept;
  const isHour = half === Concept.am || (half === Concept.pm && tokens.at(at + 1).end - tokens.at(at + 1).start === 2);
  return isHour && hour <= 12 && acceptTime(tokens, at + 1, hour, 0, 0);
}

function sixtieth(tokens: Tokens, at: number): number {
  const colon = tokens.at(at);
  const digits = tokens.at(at + 1);
  if (!isPunct(colon, Sign.colon) || !colon.glued || !digits.glued || digits.end - digits.start !== 2) return -1;
  const value = plainNumber(tokens, digits);
  return value < 60 ? value : -1;
}

function acceptTime(tokens: Tokens, next: number, hour: number, minute: number, second: number): boolean {
  const half = tokens.at(next).concept;
  const isHalf = half === Concept.am || half === Concept.pm;
  const afternoon = half === Concept.pm && tokens.codeAt(tokens.at(next).start) % 32 === 16 && hour < 12;
  const midnight = half === Concept.am && hour === 12;
  match.next = isHalf ? next + 1 : next;
  match.value = ((afternoon ? hour + 12 : midnight ? 0 : hour % 24) * 60 + minute) * 60 + second;
  return true;
}

/** The value of an undivided number of at most four digits, or -1. */
export function plainNumber(tokens: Tokens, token: Token): number {
  const length = token.end - token.start;
  if (token.kind !== Kind.number || length > 4) return -1;
  let value = 0;
  for (let at = token.start; at < token.end; at++) {
    const digit = tokens.codeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

export const twoDigits = (value: number): string => String(value).padStart(2, '0');

export function isoTime(value: number): string {
  return `${twoDigits(Math.floor(value / 3600))}:${twoDigits(Math.floor(value / 60) % 60)}:${twoDigits(value % 60)}`;
}
