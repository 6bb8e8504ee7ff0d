import { isArabic, isDigit, isLetter, isLineBreak, isMask, isSpace, isUnparted, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { linkEnd, pathDomainEnd, topLevelDomainEnd } from './links.ts';
import { maskedEnd } from './masked.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Tokens } from './tokens.ts';
import { currencyOf, currencySpelled, findWord, foldCase, hashSeed, hashStep } from './word-table.ts';

const SPELLING_MAX = 3;
const SMALL_X = 120;
/** Longer than any word of the vocabulary in those scripts. */
const UNPARTED_MAX = 16;

/** One pass over the characters: no character is looked at more than a fixed number of times. */
export function tokenize(tokens: Tokens, text: string): void {
  tokens.reset(text);
  let at = 0;
  let glued = false;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      glued = false;
    } else if (isLineBreak(code)) {
      tokens.push(Kind.newline, at, at + 1, false);
      at++;
      glued = false;
    } else if (code >= 0xd800 && code <= 0xdfff) {
      at++;
      glued = false;
    } else {
      at = readToken(tokens, text, at, code, glued);
      glued = true;
    }
  }
}

function readToken(tokens: Tokens, text: string, at: number, code: number, glued: boolean): number {
  if (isLetter(code)) {
    if (isMask(code)) {
      const end = maskedEnd(text, at);
      if (end > 0) return push(tokens, Kind.masked, at, end, glued);
    }
    const link = linkEnd(text, at, code);
    if (link > 0) return push(tokens, Kind.link, at, link, glued);
    return readWord(tokens, text, at, glued);
  }
  if (isDigit(code)) return readNumber(tokens, text, at, glued);
  if (code === Sign.star || code === Sign.bullet) {
    const before = tokens.at(tokens.count - 1);
    // `INF*0001*NAME` parts a narration; `A/c *1234` hides digits.
    const holds = before.concept === Concept.account || before.concept === Concept.card;
    const partsWords = glued && before.kind === Kind.word && !holds;
    const end = partsWords ? 0 : maskedEnd(text, at);
    if (end > 0) return push(tokens, Kind.masked, at, end, glued);
  }
  if (code === Sign.hash && text.charCodeAt(at + 1) === Sign.hash) {
    const end = maskedEnd(text, at);
    if (end > 0) return push(tokens, Kind.masked, at, end, glued);
  }
  if (code === Sign.dot && isDigit(text.charCodeAt(at + 1)) && !glued) return readNumber(tokens, text, at, glued);
  if (code === Sign.dot && glued) {
    const end = pathDomainEnd(text, at + 1);
    if (end > 0) return absorb(tokens, Kind.link, endOfRun(text, end));
  }
  if (code === Sign.at && glued && isLetter(text.charCodeAt(at + 1))) {
    const end = readAddress(tokens, text, at);
    if (end > 0) return end;
  }
  return readSign(tokens, text, at, code, glued);
}

function push(tokens: Tokens, kind: number, start: number, end: number, glued: boolean): number {
  tokens.push(kind, start, end, glued);
  return end;
}

const isLetterOrDigit = (code: number): boolean => isLetter(code) || isDigit(code);

function endOfRun(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isSpace(text.charCodeAt(end)) && !isLineBreak(text.charCodeAt(end))) end++;
  return end;
}

/** The longest known word in a script without blanks; what is known to nobody runs on to the next known word. */
function readUnparted(tokens: Tokens, text: string, start: number, glued: boolean): number {
  let at = start;
  for (; isUnparted(text.charCodeAt(at)); at++) {
    const end = knownEnd(text, at);
    if (end > 0)
      return at > start
        ? pushWord(tokens, text, start, at, hashOf(text, start, at), glued)
        : pushWord(tokens, text, at, end, hashOf(text, at, end), glued);
  }
  return pushWord(tokens, text, start, at, hashOf(text, start, at), glued);
}

/** The end of the longest word of the vocabulary that starts here, or 0. */
function knownEnd(text: string, start: number): number {
  let hash = hashSeed;
  let found = 0;
  for (let at = start; at < start + UNPARTED_MAX && isUnparted(text.charCodeAt(at)); at++) {
    hash = hashStep(hash, text.charCodeAt(at));
    if (at > start && findWord(text, start, at + 1, hash) !== undefined) found = at + 1;
  }
  return found;
}

function readWord(tokens: Tokens, text: string, start: number, glued: boolean): number {
  if (isUnparted(text.charCodeAt(start))) return readUnparted(tokens, text, start, glued);
  const second = text.charCodeAt(start + 1);
  if (second === Sign.slash) {
    const end = slashedWordEnd(text, start);
    if (end > 0) return pushWord(tokens, text, start, end, hashOf(text, start, end), glued);
  }
  let hash = hashSeed;
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Plain letters first, folded by one bit: they are nearly all there is.
    const folded = code < 128 ? code | 32 : isLetter(code) ? foldCase(code) : 0;
    if (folded >= 97 && (folded <= 122 || code > 127)) {
      // `عندCITY MART`: Arabic writes a preposition onto a name in Latin letters.
      if (code < 128 && isArabic(text.charCodeAt(start))) break;
      if (folded === SMALL_X && at > start && hidesAccount(text, start, at, hash)) break;
      hash = hashStep(hash, folded);
    } else if (code === Sign.apostrophe && at > start && isLetter(text.charCodeAt(at + 1))) {
      hash = hashStep(hash, code);
    } else {
      break;
    }
  }
  return pushWord(tokens, text, start, at, hash, glued);
}

/** `a/c`, `A/cs`, `o/s` and `M/s` are words in spite of the slash. Returns 0 when the slash parts two words. */
function slashedWordEnd(text: string, start: number): number {
  const first = foldCase(text.charCodeAt(start));
  const third = foldCase(text.charCodeAt(start + 2));
  if (first === 97 && third === 99) return start + 3;
  const fourth = text.charCodeAt(start + 3);
  return (first === 111 || first === 109) && third === 115 && !isLetter(fourth) ? start + 3 : 0;
}

/** In `AcX1234` the word ends where the hidden digits begin; in `Max12` it does not. */
function hidesAccount(text: string, start: number, at: number, hash: number): boolean {
  if (at - start > 8) return false;
  const next = text.charCodeAt(at + 1);
  if (!isDigit(next) && !isMask(next)) return false;
  const entry = findWord(text, start, at, hash);
  const concept = entry?.concept ?? 0;
  return concept === Concept.account || concept === Concept.card || concept === Concept.number;
}

const THINGS = [
  { word: 'card', concept: Concept.card },
  { word: 'wallet', concept: Concept.wallet },
].map(({ word, concept }) => ({ length: word.length, hash: hashOf(word, 0, word.length), concept }));

/** `OneCard`, `BOBCARD`, `PayWallet`: whatever ends in it is one. Returns 0 for other words. */
function thingNamed(text: string, start: number, end: number): number {
  // Few words end in either letter: most are done with here.
  const last = text.charCodeAt(end - 1) | 32;
  if (last !== 100 && last !== 116) return 0;
  for (const { length, hash, concept } of THINGS) {
    if (end - start > length && hashOf(text, end - length, end) === hash) return concept;
  }
  return 0;
}

function hashOf(text: string, start: number, end: number): number {
  let hash = hashSeed;
  for (let at = start; at < end; at++) hash = hashStep(hash, foldCase(text.charCodeAt(at)));
  return hash;
}

function pushWord(tokens: Tokens, text: string, start: number, end: number, hash: number, glued: boolean): number {
  const token = tokens.push(Kind.word, start, end, glued);
  const entry = findWord(text, start, end, hash);
  if (entry !== undefined) {
    token.concept = entry.concept;
    token.currency = currencyOf(entry, text, start, end);
  } else {
    token.concept = thingNamed(text, start, end);
  }
  return end;
}

function readNumber(tokens: Tokens, text: string, start: number, glued: boolean): number {
  let end = start;
  let dot = -1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (!isDigit(code)) {
      // After decimals a comma parts sentences (`500.00,04-10-26`); after `1.234` it marks the decimals.
      const afterDecimals = code === Sign.comma && dot >= 0 && end - dot !== 4;
      if (afterDecimals || !joinsDigits(text, end, code)) break;
      if (code === Sign.dot) dot = end;
    }
    end++;
  }
  const next = text.charCodeAt(end);
  if (isMask(next) || next === Sign.hash || (next === Sign.hyphen && isAccountPart(text.charCodeAt(end + 1)))) {
    const { concept } = tokens.at(tokens.count - 1);
    const masked = maskedEnd(text, start, concept === Concept.account || concept === Concept.card);
    if (masked > 0) return push(tokens, Kind.masked, start, masked, glued);
  }
  return push(tokens, Kind.number, start, end, glued);
}

const isAccountPart = (code: number): boolean => isDigit(code) || isMask(code);

/** A dot before a digit joins; a comma does before two or more, unless they are the hour of a time (`12-05-24,10:30`). */
function joinsDigits(text: string, at: number, code: number): boolean {
  if (code === Sign.dot) return isDigit(text.charCodeAt(at + 1));
  if (code !== Sign.comma || !isDigit(text.charCodeAt(at + 1)) || !isDigit(text.charCodeAt(at + 2))) return false;
  return text.charCodeAt(at + 3) !== Sign.colon;
}

/** `name@handle`: takes back the glued tokens before the sign. An `@` before a domain makes it e-mail. */
function readAddress(tokens: Tokens, text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && isLetterOrDigit(text.charCodeAt(end))) end++;
  const domain = text.charCodeAt(end) === Sign.dot ? topLevelDomainEnd(text, end + 1) : 0;
  return absorb(tokens, domain > 0 ? Kind.link : Kind.vpa, domain > 0 ? endOfDomain(text, domain) : end);
}

function endOfDomain(text: string, at: number): number {
  const next = text.charCodeAt(at) === Sign.dot ? topLevelDomainEnd(text, at + 1) : 0;
  return next > 0 ? next : at;
}

/** Replaces the run of glued words, numbers, dots, hyphens and underscores before this place by one token. */
function absorb(tokens: Tokens, kind: number, end: number): number {
  let first = tokens.count;
  while (first > 0) {
    const token = tokens.at(first - 1);
    const joins =
      token.kind === Kind.word ||
      token.kind === Kind.number ||
      token.kind === Kind.masked ||
      (token.kind === Kind.punct &&
        (token.value === Sign.dot || token.value === Sign.hyphen || token.value === Sign.underscore));
    if (!joins) break;
    first--;
    if (!token.glued) break;
  }
  if (first === tokens.count) return 0;
  const { start, glued } = tokens.at(first);
  tokens.count = first;
  tokens.push(kind, start, end, glued);
  return end;
}

function readSign(tokens: Tokens, text: string, at: number, code: number, glued: boolean): number {
  const before = tokens.at(tokens.count - 1);
  if (code === Sign.dollar && glued && before.kind === Kind.word && before.end - before.start <= SPELLING_MAX) {
    const currency = currencySpelled(text.slice(before.start, at + 1).toLowerCase());
    if (currency > 0) {
      before.end = at + 1;
      before.currency = currency;
      before.concept = 0;
      return at + 1;
    }
  }
  const currency = code === Sign.dollar || code > 127 || isUpper(code) ? currencySpelled(text.charAt(at)) : 0;
  const token = tokens.push(currency > 0 || code === Sign.at ? Kind.word : Kind.punct, at, at + 1, glued);
  token.currency = currency;
  token.value = code;
  if (code === Sign.at) token.concept = Concept.at;
  return at + 1;
}
