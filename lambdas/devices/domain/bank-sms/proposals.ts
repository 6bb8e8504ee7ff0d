import { isLetter, isUnparted, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import { AT_PLACE } from './markers.ts';
import type { Message } from './message.ts';
import { type NameSpan, nameAt } from './name.ts';
import { afterLabels, afterReference, afterWords } from './name-start.ts';
import { keepsAccounts } from './name-words.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';
import type { Direction } from './types.ts';
import { writerName } from './writer-name.ts';

/** The heaviest proposal so far; token indexes are -1 where it has none. */
export type Best = { weight: number; span: NameSpan; vpa: number; account: number };

/** Weights of proposals that no word marks, on the scale of `markerWeight`. */
export const PROPOSAL = {
  /** `MetroRail: Rs 60 deducted from your card` */
  seller: 95,
  /** `MARIA LOPEZ sent you` */
  giver: 91,
  credited: 88,
  /** `CORNER SHOP isyerinde` */
  postposed: 89,
  narration: 82,
  line: 65,
  lineBelowSum: 62,
  /** Below this an address (`name@bank`) says more than the words found. */
  address: 35,
  owned: 28,
  /** A word of a script without capitals, by its place. */
  unparted: 40,
  writer: 20,
  /** `you paid RAPIDO Rs 420` */
  object: 80,
  /** `350 RUB. SHOP.` */
  afterSum: 12,
  /** `, COLD STORAGE, 19 Nov` */
  field: 10,
} as const;

export const isNoName = conceptSet(
  Concept.your,
  Concept.account,
  Concept.card,
  Concept.you,
  Concept.we,
  Concept.customer,
  Concept.txn,
  Concept.online,
  Concept.trip,
  Concept.order,
  Concept.policy,
  Concept.value,
  Concept.month,
  Concept.amount,
  Concept.pay,
  Concept.cheque,
  Concept.clearing,
);

/** Puts the name that starts here forward, if it is one and outweighs the best so far. */
export function accept(tokens: Tokens, from: number, weight: number, best: Best): void {
  let at = afterLabels(tokens, from);
  const isDomain = isPunct(tokens.at(at + 1), Sign.dot) && tokens.at(at + 1).glued && tokens.at(at + 2).glued;
  if (isChannel(tokens, at)) return;
  if (
    (isNoName(tokens.at(at).concept) && !isDomain && !isLongName(tokens.at(at)) && !keepsAccounts(tokens, at)) ||
    isQuote(tokens, at) ||
    isCommonWord(tokens, at)
  )
    return;
  let span = nameAt(tokens, at);
  if (span.end === 0) return;
  const beyond = afterReference(tokens, span);
  if (beyond > 0) {
    at = beyond;
    span = nameAt(tokens, at);
    if (span.end === 0) return;
  } else {
    const code = afterWords(tokens, span);
    if (code > 0) span = { start: span.start, end: code };
  }
  // `At RAZ*SHOP`: a narration, read as one already.
  if (tokens.codeAt(span.end) === Sign.star && isLetter(tokens.codeAt(span.end + 1))) return;
  const first = tokens.codeAt(tokens.at(at).start);
  const formal = isUpper(first) || isUnparted(first) || tokens.at(at).kind === Kind.number;
  const worth = formal ? weight : weight * 0.4;
  if (worth <= best.weight) return;
  best.weight = worth;
  best.span = span;
  best.vpa = -1;
}

/** `AIIMSOTHCRCARD`: longer than any word for a card. */
const isLongName = ({ start, end }: Token): boolean => end - start > LONGEST_WORD;

const LONGEST_WORD = 11;

/** `by Mob Bk`, `via Mobile Banking` */
const isChannel = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).concept === Concept.mobile && isBanking(tokens.at(at + 1).concept);

const isBanking = conceptSet(Concept.bank, Concept.online);

/** `from registered mobile`: a word of our vocabulary in small letters names nobody. */
function isCommonWord(tokens: Tokens, at: number): boolean {
  const { kind, concept, start } = tokens.at(at);
  const code = tokens.codeAt(start);
  return kind === Kind.word && concept !== 0 && concept !== Concept.payee && code >= 97 && code <= 122;
}

/** `at NAV 42.11`: a price, not a place. */
const isQuote = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).concept === Concept.sip && (tokens.at(at + 1).kind !== Kind.word || tokens.at(at + 1).currency > 0);

/** `Uber: Rs.350 charged`: the writer is the merchant, unless it is the one that keeps the account. */
export function proposeWriter(message: Message, direction: Direction, best: Best, isKeeper: boolean): void {
  const span = writerName(message.tokens);
  if (span === null) return;
  const sells =
    !isKeeper &&
    !message.has(Concept.sip) &&
    direction === 'debit' &&
    message.accounts.length === 0 &&
    !message.has(Concept.upi) &&
    !message.has(Concept.spent) &&
    !message.hasVpa &&
    !addressesYou(message.tokens);
  // `LazyPay: Rs 812 at SHOP`: who names the place of a sale is not the place.
  const weight = sells && best.weight !== AT_PLACE ? PROPOSAL.seller : PROPOSAL.writer;
  if (weight <= best.weight) return;
  best.weight = weight;
  best.span = span;
  best.vpa = -1;
}

/** `Sapphire Card: You made a payment`: who speaks of `you` tells of someone else's sale. */
function addressesYou(tokens: Tokens): boolean {
  for (let at = 1; at < 6; at++)
    if (isPunct(tokens.at(at), Sign.colon)) return tokens.at(at + 1).concept === Concept.you;
  return false;
}
