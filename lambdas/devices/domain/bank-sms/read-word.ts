import { codeAt, isArabic, isDigit, isLetter, isMask, isUnparted } from './characters.ts';
import * as Concept from './concepts.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Tokens } from './tokens.ts';
import { conceptOf, currencyOf, findWord, foldCase, hashSeed, hashStep } from './word-table.ts';

const SMALL_X = 120;

/** Longer than any word of the vocabulary in those scripts. */
const UNPARTED_MAX = 16;

/** The longest known word in a script without blanks; what is known to nobody runs on to the next known word. */
function readUnparted(tokens: Tokens, codes: Uint16Array, start: number, glued: boolean): number {
  if (glued && followsUnit(tokens) && isKnownAlone(codes, start))
    return pushWord(tokens, codes, start, start + 1, hashOf(codes, start, start + 1), glued);
  let at = start;
  for (; isUnparted(codeAt(codes, at)); at++) {
    const end = knownEnd(codes, at);
    if (end > 0)
      return at > start
        ? pushWord(tokens, codes, start, at, hashOf(codes, start, at), glued)
        : pushWord(tokens, codes, at, end, hashOf(codes, at, end), glued);
  }
  return pushWord(tokens, codes, start, at, hashOf(codes, start, at), glued);
}

/** `08月25日在`, `500元`: one character is a word of its own behind a number, and behind another such character. */
function followsUnit(tokens: Tokens): boolean {
  const { kind, start, end, concept, currency } = tokens.at(tokens.count - 1);
  return kind === Kind.number || (kind === Kind.word && end - start === 1 && concept + currency > 0);
}

const isKnownAlone = (codes: Uint16Array, start: number): boolean =>
  knownEnd(codes, start) === 0 && findWord(codes, start, start + 1, hashOf(codes, start, start + 1)) >= 0;

/** The end of the longest word of the vocabulary that starts here, or 0. */
function knownEnd(codes: Uint16Array, start: number): number {
  let hash = hashSeed;
  let found = 0;
  for (let at = start; at < start + UNPARTED_MAX && isUnparted(codeAt(codes, at)); at++) {
    hash = hashStep(hash, codeAt(codes, at));
    if (at > start && findWord(codes, start, at + 1, hash) >= 0) found = at + 1;
  }
  return found;
}

/** Reads the word that starts here, glued to what stands before it or not; answers where it ends. */
export function readWord(tokens: Tokens, start: number, glued: boolean): number {
  const { codes } = tokens;
  const first = codeAt(codes, start);
  if (first > 127 && isUnparted(first)) return readUnparted(tokens, codes, start, glued);
  const arabic = first > 127 && isArabic(first);
  const second = codeAt(codes, start + 1);
  if (second === Sign.slash) {
    const end = slashedWordEnd(codes, start);
    if (end > 0) return pushWord(tokens, codes, start, end, hashOf(codes, start, end), glued);
  }
  let hash = hashSeed;
  let at = start;
  for (; ; at++) {
    const code = codeAt(codes, at);
    // Plain letters first, folded by one bit: they are nearly all there is.
    const folded = code < 128 ? code | 32 : isLetter(code) ? foldCase(code) : 0;
    if (folded >= 97 && (folded <= 122 || code > 127)) {
      // `عندCITY MART`: Arabic writes a preposition onto a name in Latin letters.
      if (arabic && code < 128) break;
      // `FBS입금`: a bank's initials, then a word.
      if (code > 127 && first < 128 && isUnparted(code)) break;
      if (folded === SMALL_X && at > start && hidesAccount(codes, start, at, hash)) break;
      hash = hashStep(hash, folded);
    } else if (code === Sign.apostrophe && at > start && isLetter(codeAt(codes, at + 1))) {
      hash = hashStep(hash, code);
    } else {
      break;
    }
  }
  return pushWord(tokens, codes, start, at, hash, glued);
}

/** `a/c`, `A/cs`, `o/s`, `w/d` and `M/s` are words in spite of the slash. Returns 0 when the slash parts two words. */
function slashedWordEnd(codes: Uint16Array, start: number): number {
  const first = foldCase(codeAt(codes, start));
  const third = foldCase(codeAt(codes, start + 2));
  if (first === 97 && third === 99) return start + 3;
  const fourth = codeAt(codes, start + 3);
  if (first === 119 && third === 100 && !isLetter(fourth)) return start + 3;
  return (first === 111 || first === 109) && third === 115 && !isLetter(fourth) ? start + 3 : 0;
}

/** In `AcX1234` the word ends where the hidden digits begin; in `Max12` it does not. */
function hidesAccount(codes: Uint16Array, start: number, at: number, hash: number): boolean {
  if (at - start > 8) return false;
  const next = codeAt(codes, at + 1);
  if (!isDigit(next) && !isMask(next)) return false;
  const slot = findWord(codes, start, at, hash);
  const concept = slot < 0 ? 0 : conceptOf(slot);
  return concept === Concept.account || concept === Concept.card || concept === Concept.number;
}

const THINGS = [
  { word: 'card', concept: Concept.card },
  { word: 'wallet', concept: Concept.wallet },
  { word: 'coin', concept: Concept.reward },
  { word: 'coins', concept: Concept.reward },
  { word: 'points', concept: Concept.reward },
].map(({ word, concept }) => ({
  length: word.length,
  ending: endingOf(word.charCodeAt(word.length - 2), word.charCodeAt(word.length - 1)),
  hash: hashOf(
    Uint16Array.from(word, (letter) => letter.charCodeAt(0)),
    0,
    word.length,
  ),
  concept,
}));

/** `OneCard`, `PayWallet`, `SuperCoins`: whatever ends in it is one. Returns 0 for other words. */
function thingNamed(codes: Uint16Array, start: number, end: number): number {
  // Few words end in the two letters of any: most are done with here.
  if (end - start < 2) return 0;
  const found = endingOf(codeAt(codes, end - 2) | 32, codeAt(codes, end - 1) | 32);
  for (const { length, ending, hash, concept } of THINGS)
    if (ending === found && end - start > length && hashOf(codes, end - length, end) === hash) return concept;
  return 0;
}

function endingOf(before: number, last: number): number {
  return (before << 16) | last;
}

function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = hashSeed;
  for (let at = start; at < end; at++) hash = hashStep(hash, foldCase(codeAt(codes, at)));
  return hash;
}

function pushWord(
  tokens: Tokens,
  codes: Uint16Array,
  start: number,
  end: number,
  hash: number,
  glued: boolean,
): number {
  const token = tokens.push(Kind.word, start, end, glued);
  const slot = findWord(codes, start, end, hash);
  if (slot >= 0) {
    token.concept = conceptOf(slot);
    token.currency = currencyOf(slot, codes, start, end);
  } else {
    token.concept = thingNamed(codes, start, end);
  }
  return end;
}
