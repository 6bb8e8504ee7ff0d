import { codeAt } from './characters.ts';
import { CURRENCY_BY_CODE, CURRENCY_SPELLINGS } from './currencies.ts';
import { spellings } from './lexicon.ts';
import { EAST_ASIA } from './lexicon-east-asia.ts';
import { INDIA } from './lexicon-india.ts';
import { WORLD } from './lexicon-world.ts';

const SLOTS = 8192;
/** Numbers of a slot: the word's hash; where its letters start and how many they are; its concept; its currency. */
const WIDTH = 4;
const SPELLED = 1;
const CONCEPT = 2;
const CURRENCY = 3;
const LAST = SLOTS * WIDTH - 1;
const LENGTH_BITS = 8;
const LENGTH_MASK = (1 << LENGTH_BITS) - 1;
/** Set in the currency of a word that is one in capitals only. */
const IN_CAPITALS = 1 << 16;
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
 * the parser's speed. Numbers side by side, so that a lookup waits for one line of memory: the table is larger than
 * the nearest cache. A slot is free where `SPELLED` is 0.
 */
const table = new Int32Array(SLOTS * WIDTH);
/** The letters of all words in a row. */
const letters: number[] = [];

const slotOf = (hash: number): number => Math.imul(hash, WIDTH) & LAST;
const nextSlot = (slot: number): number => (slot + WIDTH) & LAST;

function put(spelled: string, concept: number, currency: number, inCapitals: boolean): void {
  // Composed as the tokens are.
  const word = folded(spelled.normalize('NFKC'));
  let hash = HASH_SEED;
  for (let at = 0; at < word.length; at++) hash = hashStep(hash, word.charCodeAt(at));
  let slot = slotOf(hash);
  while (table[slot + SPELLED] !== 0) slot = nextSlot(slot);
  table[slot] = hash;
  table[slot + SPELLED] = (letters.length << LENGTH_BITS) | word.length;
  table[slot + CONCEPT] = concept;
  table[slot + CURRENCY] = currency | (inCapitals ? IN_CAPITALS : 0);
  for (let at = 0; at < word.length; at++) letters.push(word.charCodeAt(at));
}

const concepts = spellings(WORLD, EAST_ASIA, INDIA);
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
  for (let slot = slotOf(hash); ; slot = nextSlot(slot)) {
    const spelled = table[slot + SPELLED] ?? 0;
    if (spelled === 0) return -1;
    if (table[slot] !== hash || (spelled & LENGTH_MASK) !== length) continue;
    if (isSpelled(spelled >> LENGTH_BITS, codes, start, length)) return slot;
  }
}

function isSpelled(first: number, codes: Uint16Array, start: number, length: number): boolean {
  for (let at = 0; at < length; at++) {
    const code = codeAt(codes, start + at);
    const letter = spelledOut[first + at];
    if (code !== letter && foldCase(code) !== letter) return false;
  }
  return true;
}

/** The concept of a found word, 0 for none. */
export const conceptOf = (slot: number): number => table[slot + CONCEPT] ?? 0;

/** The currency a found word names at this place, 0 for none. */
export function currencyOf(slot: number, codes: Uint16Array, start: number, end: number): number {
  const currency = table[slot + CURRENCY] ?? 0;
  if (currency < IN_CAPITALS) return currency;
  for (let at = start; at < end; at++) {
    const code = codeAt(codes, at);
    if (code < 65 || code > 90) return 0;
  }
  return currency - IN_CAPITALS;
}

/** The currency of a spelling that the table keeps whole, such as `us$`. */
export const currencySpelled = (spelling: string): number => CURRENCY_SPELLINGS.get(spelling) ?? 0;
