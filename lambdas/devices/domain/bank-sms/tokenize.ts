import { codeAt, isDigit, isLetter, isLineBreak, isMask, isSpace, isUpper, plainText } from './characters.ts';
import * as Concept from './concepts.ts';
import { linkEnd, pathDomainEnd } from './links.ts';
import { maskedEnd } from './masked.ts';
import { absorb, readAddress } from './read-address.ts';
import { readWord } from './read-word.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Token, Tokens } from './tokens.ts';
import { currencySpelled } from './word-table.ts';

const SPELLING_MAX = 3;

/** One pass over the characters: no character is looked at more than a fixed number of times. */
export function tokenize(tokens: Tokens, message: string): void {
  if (!tokens.reset(message)) tokens.reset(plainText(message));
  const { codes } = tokens;
  const { length } = tokens.text;
  let at = 0;
  let glued = false;
  while (at < length) {
    const code = codeAt(codes, at);
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
      at = readToken(tokens, at, code, glued);
      glued = true;
    }
  }
}

function readToken(tokens: Tokens, at: number, code: number, glued: boolean): number {
  const { codes } = tokens;
  if (isLetter(code)) {
    if (isMask(code)) {
      const end = maskedEnd(codes, at);
      if (end > 0) return push(tokens, Kind.masked, at, end, glued);
    }
    const link = linkEnd(tokens, at, code);
    if (link > 0) return push(tokens, Kind.link, at, link, glued);
    return readWord(tokens, at, glued);
  }
  if (isDigit(code)) return readNumber(tokens, codes, at, glued);
  if (code === Sign.star || code === Sign.bullet) {
    const before = tokens.at(tokens.count - 1);
    // `INF*0001*NAME` parts a narration; `A/c *1234` and `Account C*476` hide digits.
    const holds = isHolder(before) || (before.end - before.start === 1 && isHolder(tokens.at(tokens.count - 2)));
    const partsWords = glued && before.kind === Kind.word && !holds;
    const end = partsWords ? 0 : maskedEnd(codes, at);
    if (end > 0) return push(tokens, Kind.masked, at, end, glued);
  }
  if (code === Sign.hash && codeAt(codes, at + 1) === Sign.hash) {
    const end = maskedEnd(codes, at);
    if (end > 0) return push(tokens, Kind.masked, at, end, glued);
  }
  if (code === Sign.dot && isDigit(codeAt(codes, at + 1)) && !glued) return readNumber(tokens, codes, at, glued);
  if (code === Sign.dot && glued) {
    const end = pathDomainEnd(tokens, at + 1);
    if (end > 0) return absorb(tokens, Kind.link, endOfRun(codes, end, tokens.text.length));
  }
  if (code === Sign.at && glued && isLetter(codeAt(codes, at + 1))) {
    const end = readAddress(tokens, tokens.text, at);
    if (end > 0) return end;
  }
  return readSign(tokens, tokens.text, at, code, glued);
}

function push(tokens: Tokens, kind: number, start: number, end: number, glued: boolean): number {
  tokens.push(kind, start, end, glued);
  return end;
}

const isHolder = ({ concept }: Token): boolean => concept === Concept.account || concept === Concept.card;

function endOfRun(codes: Uint16Array, at: number, length: number): number {
  let end = at;
  while (end < length && !isSpace(codeAt(codes, end)) && !isLineBreak(codeAt(codes, end))) end++;
  return end;
}

function readNumber(tokens: Tokens, codes: Uint16Array, start: number, glued: boolean): number {
  let end = start;
  let dot = -1;
  for (; ; end++) {
    const code = codeAt(codes, end);
    if (!isDigit(code)) {
      // After decimals a comma parts sentences (`500.00,04-10-26`); after `1.234` it marks the decimals.
      const afterDecimals = code === Sign.comma && dot >= 0 && end - dot !== 4;
      if (afterDecimals || !joinsDigits(codes, end, code)) break;
      if (code === Sign.dot) dot = end;
    }
  }
  const next = codeAt(codes, end);
  if (isMask(next) || next === Sign.hash || (next === Sign.hyphen && isAccountPart(codeAt(codes, end + 1)))) {
    const { concept } = tokens.at(tokens.count - 1);
    const masked = maskedEnd(codes, start, concept === Concept.account || concept === Concept.card);
    if (masked > 0) return push(tokens, Kind.masked, start, masked, glued);
  }
  return push(tokens, Kind.number, start, end, glued);
}

const isAccountPart = (code: number): boolean => isDigit(code) || isMask(code);

/** A dot before a digit joins; a comma does before two or more, unless they are the hour of a time (`12-05-24,10:30`). */
function joinsDigits(codes: Uint16Array, at: number, code: number): boolean {
  if (code === Sign.dot) return isDigit(codeAt(codes, at + 1));
  if (code !== Sign.comma || !isDigit(codeAt(codes, at + 1)) || !isDigit(codeAt(codes, at + 2))) return false;
  return codeAt(codes, at + 3) !== Sign.colon;
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
