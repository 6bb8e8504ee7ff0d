import { isArabic, isDigit, isLetter, isMask, isUnparted } from './characters.ts';
import * as Concept from './concepts.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Tokens } from './tokens.ts';
import { currencyOf, findWord, foldCase, hashSeed, hashStep } from './word-table.ts';

const SMALL_X = 120;

/** Longer than any word of the vocabulary in those scripts. */
const UNPARTED_MAX = 16;

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

export function readWord(tokens: Tokens, text: string, start: number, glued: boolean): number {
  const first = text.charCodeAt(start);
  if (first > 127 && isUnparted(first)) return readUnparted(tokens, text, start, glued);
  const arabic = first > 127 && isArabic(first);
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
      if (arabic && code < 128) break;
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

/** `a/c`, `A/cs`, `o/s`, `w/d` and `M/s` are words in spite of the slash. Returns 0 when the slash parts two words. */
function slashedWordEnd(text: string, start: number): number {
  const first = foldCase(text.charCodeAt(start));
  const third = foldCase(text.charCodeAt(start + 2));
  if (first === 97 && third === 99) return start + 3;
  const fourth = text.charCodeAt(start + 3);
  if (first === 119 && third === 100 && !isLetter(fourth)) return start + 3;
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
