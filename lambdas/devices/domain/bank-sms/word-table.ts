import { codeAt } from './characters.ts';
import { CURRENCY_BY_CODE, CURRENCY_SPELLINGS } from './currencies.ts';
import { spellings } from './lexicon.ts';
import { EAST_ASIA } from './lexicon-east-asia.ts';
import { WORLD } from './lexicon-world.ts';

const SIZE = 8192;
const MASK = SIZE - 1;
const HASH_SEED = 7;

/** One step of the hash that a word is looked up by; `code` is already folded to lower case. */
export const hashStep = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0;
export const hashSeed = HASH_SEED;

/** One UTF-16 unit as the vocabulary has it: Latin, Greek and Cyrillic in lower case, Arabic without its variants. */
export function foldCase(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  if (code < 0xc0) return code;
  if (code <= 0xde) return code === 0xd7 ? code : code + 32;
  if (code >= 0x391 && code <= 0x3a9) return code + 32;
  if (code >= 0x410 && code <= 0x42f) return code + 32;
  if (code >= 0x400 && code <= 0x40f) return code + 80;
  return code < 0x622 || code > 0x6cc ? code : foldArabic(code);
}

/** Alef with and without hamza, yeh and kaf as Arabs and as Persians write them, teh marbuta without its dots. */
function foldArabic(code: number): number {
  switch (code) {
    case 0x622:
    case 0x623:
    case 0x625:
      return 0x627;
    case 0x629:
      return 0x647;
    case 0x649:
    case 0x6cc:
      return 0x64a;
    case 0x6a9:
      return 0x643;
    default:
      return code;
  }
}

function folded(word: string): string {
  let text = '';
  for (let at = 0; at < word.length; at++) text += String.fromCharCode(foldCase(word.charCodeAt(at)));
  return text;
}

/**
 * An open-addressing table keyed by characters of the message itself: a lookup allocates no substring, which is half of
 * the parser's speed. Columns of numbers, because an object and a string for each word would lie all over the memory.
 */
const hashes = new Int32Array(SIZE);
/** 0 where the slot is free. */
const lengths = new Uint8Array(SIZE);
const starts = new Uint32Array(SIZE);
const conceptOfSlot = new Uint16Array(SIZE);
const currencyOfSlot = new Uint16Array(SIZE);
/** 1 where the word is a currency in capitals only. */
const capitals = new Uint8Array(SIZE);
/** The letters of all words in a row. */
const letters: number[] = [];

function put(spelled: string, concept: number, currency: number, inCapitals: boolean): void {
  const word = folded(spelled);
  let hash = HASH_SEED;
  for (let at = 0; at < word.length; at++) hash = hashStep(hash, word.charCodeAt(at));
  let slot = hash & MASK;
  while (lengths[slot] !== 0) slot = (slot + 1) & MASK;
  hashes[slot] = hash;
  lengths[slot] = word.length;
  starts[slot] = letters.length;
  conceptOfSlot[slot] = concept;
  currencyOfSlot[slot] = currency;
  capitals[slot] = inCapitals ? 1 : 0;
  for (let at = 0; at < word.length; at++) letters.push(word.charCodeAt(at));
}

const concepts = spellings(WORLD, EAST_ASIA);
const codes = new Map([...CURRENCY_BY_CODE].map(([code, currency]) => [code.toLowerCase(), currency] as const));
for (const word of new Set([...concepts.keys(), ...CURRENCY_SPELLINGS.keys(), ...codes.keys()])) {
  const spelled = CURRENCY_SPELLINGS.get(word);
  const coded = codes.get(word);
  put(word, concepts.get(word) ?? 0, spelled ?? coded ?? 0, spelled === undefined && coded !== undefined);
}
const spelledOut = Uint16Array.from(letters);

/** The slot of the word at `codes[start, end)`, looked up by its folded hash; -1 when it is not of the vocabulary. */
export function findWord(codes: Uint16Array, start: number, end: number, hash: number): number {
  const length = end - start;
  for (let slot = hash & MASK; lengths[slot] !== 0; slot = (slot + 1) & MASK)
    if (hashes[slot] === hash && lengths[slot] === length && isSpelled(slot, codes, start, length)) return slot;
  return -1;
}

function isSpelled(slot: number, codes: Uint16Array, start: number, length: number): boolean {
  const first = starts[slot] ?? 0;
  for (let at = 0; at < length; at++) {
    const code = codeAt(codes, start + at);
    const letter = spelledOut[first + at];
    if (code !== letter && foldCase(code) !== letter) return false;
  }
  return true;
}

/** The concept of a found word, 0 for none. */
export const conceptOf = (slot: number): number => conceptOfSlot[slot] ?? 0;

/** The currency a found word names at this place, 0 for none. */
export function currencyOf(slot: number, codes: Uint16Array, start: number, end: number): number {
  const currency = currencyOfSlot[slot] ?? 0;
  if (currency === 0 || capitals[slot] === 0) return currency;
  for (let at = start; at < end; at++) {
    const code = codeAt(codes, at);
    if (code < 65 || code > 90) return 0;
  }
  return currency;
}

/** The currency of a spelling that the table keeps whole, such as `us$`. */
export const currencySpelled = (spelling: string): number => CURRENCY_SPELLINGS.get(spelling) ?? 0;
