import * as Sign from './signs.ts';
import { match } from './times.ts';
import * as Kind from './token-kinds.ts';
import type { Token } from './tokens.ts';

/** Two-digit years below this are days. */
const YEAR_MIN = 15;

export function accept(next: number, one: number, two: number, year: number): boolean {
  // `26/10/02`: no message is older than this parser's world, so the year stands first.
  if (year > 0 && year < YEAR_MIN && one >= YEAR_MIN && year <= 31) return accept(next, year, two, 2000 + one);
  // Americans put the month first; only a second part over 12 gives it away.
  const [day, month] = two > 12 ? [two, one] : [one, two];
  if (day < 1 || day > 31 || month < 1 || month > 12) return false;
  match.next = next;
  match.value = (year > 0 && year < 100 ? 2000 + year : year) * 10_000 + month * 100 + day;
  return true;
}

export function isSeparator(token: Token, colonToo: boolean): boolean {
  if (token.kind !== Kind.punct || !token.glued) return false;
  const { value } = token;
  return value === Sign.hyphen || value === Sign.slash || value === Sign.dot || (colonToo && value === Sign.colon);
}
