import { isMoved } from './account-noun.ts';
import type { AccountMention } from './accounts.ts';
import { isMask } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Token, Tokens } from './tokens.ts';

/** `Operation by card ... SHOP 4**0934`, `5*9857; Purchase`: longer than that is a phone. */
const LONE_CARD_MAX = 9;

export function loneCard(tokens: Tokens): AccountMention[] {
  let card = -1;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.kind !== Kind.masked && token.concept !== Concept.card) continue;
    const { kind, concept, start, end } = token;
    if (concept === Concept.card) card = at;
    if (kind !== Kind.masked || (card < 0 && at > 0) || end - start > LONE_CARD_MAX) continue;
    return [{ at, first: at, isCard: true, isMine: false, isOther: false, isLoan: false, preposition: 0 }];
  }
  return [];
}

/** `from XXXXXX1234`: hidden from its first digit on; `98XXXX12` is a phone and `MH12XX34` a car. */
function standsAlone(tokens: Tokens, at: number, token: Token): boolean {
  const code = tokens.codeAt(token.start);
  return (isMask(code) || code === Sign.hash) && !(token.glued && tokens.at(at - 1).kind === Kind.word);
}

const WHOLE_MIN = 12;

/** `4301****2661` on a line of its own: longer than a phone with hidden digits. */
const isOwnLine = (tokens: Tokens, at: number, { start, end }: Token): boolean =>
  end - start >= WHOLE_MIN && tokens.at(at - 1).kind === Kind.newline && tokens.at(at + 1).kind === Kind.newline;

const PARTED = /^(?!01)\d{3,}-[*x]+-[*\d-]*\d{3,}$/i;

/** `100-***-159993`: a whole part hidden; Korean phones begin with 01. */
const isParted = (text: string, { start, end }: Token): boolean =>
  end - start >= WHOLE_MIN && PARTED.test(text.slice(start, end));

const leadsTo = conceptSet(Concept.from, Concept.to);

/** `has been debited from 0156*500`: too short for a phone. */
const isMovedTo = (tokens: Tokens, at: number, { start, end }: Token): boolean =>
  end - start <= LONE_CARD_MAX && leadsTo(tokens.at(at - 1).concept) && isMoved(tokens.at(at - 2).concept);

/** Whether hidden digits that no noun leads to name an account all the same. */
export const standsBare = (tokens: Tokens, at: number, token: Token): boolean =>
  standsAlone(tokens, at, token) ||
  isMovedTo(tokens, at, token) ||
  isOwnLine(tokens, at, token) ||
  isParted(tokens.text, token);

export const isPreposition = conceptSet(
  Concept.to,
  Concept.from,
  Concept.in,
  Concept.on,
  Concept.by,
  Concept.via,
  Concept.using,
  Concept.for,
  Concept.towards,
  Concept.of,
  Concept.with,
  Concept.against,
);

export function bareMention(tokens: Tokens, at: number): AccountMention | null {
  const before = tokens.at(at - 1);
  if (before.concept === Concept.number && tokens.at(at - 2).concept === Concept.mobile) return null;
  if (before.concept === Concept.mobile || before.concept === Concept.policy || before.concept === Concept.call)
    return null;
  const preposition = isPreposition(before.concept) ? before.concept : 0;
  return { at, first: at, isCard: false, isMine: false, isOther: false, isLoan: false, preposition };
}
