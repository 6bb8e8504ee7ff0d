import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

const SUBJECT_REACH = 14;

/** `Your limit for card to card transfers is Rs 500` */
export function isBounded(tokens: Tokens, first: number): boolean {
  const before = tokens.at(first - 1).concept;
  if (before !== Concept.is && before !== Concept.now) return false;
  for (let at = first - 2; at >= first - SUBJECT_REACH && !endsClause(tokens, at, tokens.at(at)); at--) {
    const { kind, concept } = tokens.at(at);
    if (kind === Kind.amount || concept === Concept.balance) return false;
    if (concept === Concept.limit) return true;
  }
  return false;
}

/** `A/c XX1234 -350,000 VND`: a sign behind an account says which way the sum went. */
export function isSigned(tokens: Tokens, first: number): boolean {
  const sign = tokens.at(first - 1);
  if (sign.kind !== Kind.punct || sign.glued || (sign.value !== Sign.hyphen && sign.value !== Sign.plus)) return false;
  const account = tokens.at(first - 2);
  const isAccount = account.kind === Kind.masked || (account.kind === Kind.number && account.end - account.start > 7);
  return tokens.at(first).glued && isAccount;
}

/** `500 points worth Rs 125` */
export const isWorth = (tokens: Tokens, first: number): boolean =>
  tokens.at(first - 2).concept === Concept.reward && tokens.textOf(first - 1).toLowerCase() === 'worth';

/** `12 shares @ Rs 1,800` */
export const isPrice = (tokens: Tokens, first: number): boolean =>
  tokens.at(first - 1).value === Sign.at && isThing(tokens.at(first - 2).concept);

const isThing = conceptSet(0, Concept.sip, Concept.invest);

/** `EUR 23.40 (INR 2,121.50)`: the same sum in other money. */
export const isConversion = (tokens: Tokens, first: number): boolean =>
  isPunct(tokens.at(first - 1), Sign.open) &&
  (tokens.at(first - 2).kind === Kind.amount ||
    (tokens.at(first - 2).currency > 0 && tokens.at(first - 3).kind === Kind.amount));
