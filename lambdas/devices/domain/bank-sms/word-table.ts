import { CURRENCY_BY_CODE, CURRENCY_CODES, CURRENCY_SPELLINGS } from './currencies.ts';
import { spellings } from './lexicon.ts';
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

type Entry = { readonly word: string; readonly concept: number; readonly currency: number; readonly capitals: boolean };

function folded(word: string): string {
  let text = '';
  for (let at = 0; at < word.length; at++) text += String.fromCharCode(foldCase(word.charCodeAt(at)));
  return text;
}

/**
 * An open-addressing table keyed by characters of the message itself: a lookup allocates no substring, which is
 * half of the parser's speed.
 */
const slots: (Entry | undefined)[] = new Array(SIZE).fill(undefined);

function put(spelled: Entry): void {
  const entry = { ...spelled, word: folded(spelled.word) };
  let hash = HASH_SEED;
  for (let at = 0; at < entry.word.length; at++) hash = hashStep(hash, entry.word.charCodeAt(at));
  let slot = hash & MASK;
  while (slots[slot] !== undefined) slot = (slot + 1) & MASK;
  slots[slot] = entry;
}

const concepts = spellings(WORLD);
const codes = new Map([...CURRENCY_BY_CODE].map(([code, currency]) => [code.toLowerCase(), currency] as const));
for (const word of new Set([...concepts.keys(), ...CURRENCY_SPELLINGS.keys(), ...codes.keys()])) {
  const spelled = CURRENCY_SPELLINGS.get(word);
  const coded = codes.get(word);
  put({
    word,
    concept: concepts.get(word) ?? 0,
    currency: spelled ?? coded ?? 0,
    capitals: spelled === undefined && coded !== undefined,
  });
}

/** Looks up the word at `text[start, end)` by its folded hash. */
export function findWord(text: string, start: number, end: number, hash: number): Entry | undefined {
  const length = end - start;
  let slot = hash & MASK;
  for (let entry = slots[slot]; entry !== undefined; entry = slots[slot]) {
    if (entry.word.length === length && sameWord(entry.word, text, start)) return entry;
    slot = (slot + 1) & MASK;
  }
  return undefined;
}

function sameWord(word: string, text: string, start: number): boolean {
  for (let at = 0; at < word.length; at++) {
    if (word.charCodeAt(at) !== foldCase(text.charCodeAt(start + at))) return false;
  }
  return true;
}

/** The currency a found word names at this place, 0 for none. */
export function currencyOf(entry: Entry, text: string, start: number, end: number): number {
  if (!entry.capitals) return entry.currency;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 65 || code > 90) return 0;
  }
  return entry.currency;
}

/** The currency of a spelling that the table keeps whole, such as `us$`. */
export const currencySpelled = (spelling: string): number => CURRENCY_SPELLINGS.get(spelling) ?? 0;
export const currencyCode = (currency: number): string => CURRENCY_CODES[currency] ?? '';
