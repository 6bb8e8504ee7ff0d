import { isDigit, isLetter } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import { topLevelDomainEnd } from './links.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Token, Tokens } from './tokens.ts';

const isLetterOrDigit = (code: number): boolean => isLetter(code) || isDigit(code);

/** `name@handle`: takes back the glued tokens before the sign. An `@` before a domain makes it e-mail. */
export function readAddress(tokens: Tokens, text: string, at: number): number {
  if (moves(tokens.at(tokens.count - 1).concept) && !tokens.at(tokens.count - 1).glued) return 0;
  let end = at + 1;
  while (end < text.length && isLetterOrDigit(text.charCodeAt(end))) end++;
  const domain = text.charCodeAt(end) === Sign.dot ? topLevelDomainEnd(text, end + 1) : 0;
  return absorb(tokens, domain > 0 ? Kind.link : Kind.vpa, domain > 0 ? endOfDomain(text, domain) : end);
}

/** `debited@SBI`: where it was, not an address. */
const moves = conceptSet(Concept.debited, Concept.credited, Concept.withdrawn, Concept.paid);

function endOfDomain(text: string, at: number): number {
  const next = text.charCodeAt(at) === Sign.dot ? topLevelDomainEnd(text, at + 1) : 0;
  return next > 0 ? next : at;
}

/** `UPI-SHOP-shop@bank`: the hyphen that parts the rail from what it carried. */
const joinsRail = (tokens: Tokens, { value }: Token, first: number): boolean =>
  value === Sign.hyphen && tokens.at(first - 2).concept === Concept.upi;

/** Replaces the run of glued words, numbers, dots, hyphens and underscores before this place by one token. */
export function absorb(tokens: Tokens, kind: number, end: number): number {
  let first = tokens.count;
  while (first > 0) {
    const token = tokens.at(first - 1);
    const joins =
      token.kind === Kind.word ||
      token.kind === Kind.number ||
      token.kind === Kind.masked ||
      (token.kind === Kind.punct &&
        (token.value === Sign.dot || token.value === Sign.hyphen || token.value === Sign.underscore));
    if (!joins || joinsRail(tokens, token, first)) break;
    first--;
    if (!token.glued) break;
  }
  if (first === tokens.count) return 0;
  const { start, glued } = tokens.at(first);
  tokens.count = first;
  tokens.push(kind, start, end, glued);
  return end;
}
