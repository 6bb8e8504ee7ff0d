import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import { type Best, PROPOSAL } from './proposals.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Token, Tokens } from './tokens.ts';
import type { Direction } from './types.ts';

const WORDS_MAX = 5;
/** Letters of India begin here: they have no capitals. */
const INDIC = 0x900;

export const isPostposition = conceptSet(Concept.placeBehind, Concept.toBehind, Concept.fromBehind);

const marks: Readonly<Record<Direction, (concept: number) => boolean>> = {
  debit: conceptSet(Concept.placeBehind, Concept.toBehind),
  credit: conceptSet(Concept.placeBehind, Concept.fromBehind),
};

/** `CORNER SHOP isyerinde` (Turkish), `RAVI KUMAR ko` (Hindi): the words before the one that says what they are. */
export function proposePostposed(tokens: Tokens, marker: number, direction: Direction, best: Best): void {
  if (marks[direction](tokens.at(marker).concept)) proposeBefore(tokens, marker, tokens.at(marker - 1).end, best);
}

const SUFFIXES = new Map([
  ...['da', 'de', 'ta', 'te'].map((suffix) => [suffix, 'debit'] as const),
  ...['dan', 'den', 'tan', 'ten'].map((suffix) => [suffix, 'credit'] as const),
]);
const SUFFIX_MIN = 2;
const SUFFIX_MAX = 3;

/** Where the apostrophe of a suffix may stand. */
export function isSuffixed(tokens: Tokens, { start, end }: Token): boolean {
  for (let length = SUFFIX_MIN; length <= SUFFIX_MAX && end - length > start; length++)
    if (tokens.codeAt(end - length - 1) === Sign.apostrophe) return true;
  return false;
}

/** Turkish: `SHELL PETROL'ta`, `MIGROS'tan` */
export function proposeSuffixed(tokens: Tokens, at: number, direction: Direction, best: Best): void {
  const { start, end } = tokens.at(at);
  const apostrophe = tokens.text.lastIndexOf("'", end);
  if (apostrophe <= start || SUFFIXES.get(tokens.text.slice(apostrophe + 1, end)) !== direction) return;
  proposeBefore(tokens, at + 1, apostrophe, best);
}

function proposeBefore(tokens: Tokens, from: number, end: number, best: Best): void {
  if (best.weight >= PROPOSAL.postposed) return;
  let at = from;
  while (from - at < WORDS_MAX && mayBelong(tokens, at - 1)) at--;
  if (at === from) return;
  best.weight = PROPOSAL.postposed;
  best.span = { start: tokens.at(at).start, end };
  best.vpa = -1;
}

function mayBelong(tokens: Tokens, at: number): boolean {
  const { kind, concept, start } = tokens.at(at);
  const code = tokens.codeAt(start);
  return kind === Kind.word && concept === 0 && (isUpper(code) || code >= INDIC);
}
