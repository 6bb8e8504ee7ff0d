import { isDigit, isLineBreak, isSpace, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import { AT_PLACE } from './markers.ts';
import type { Message } from './message.ts';
import { type NameSpan, nameAt } from './name.ts';
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
  narration: 82,
  line: 65,
  lineBelowSum: 62,
  /** Below this an address (`name@bank`) says more than the words found. */
  address: 35,
  owned: 28,
  writer: 20,
  /** `you paid RAPIDO Rs 420` */
  object: 80,
  /** `350 RUB. SHOP.` */
  afterSum: 12,
  /** `, COLD STORAGE, 19 Nov` */
  field: 10,
} as const;

const isNoName = conceptSet(
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
  if ((isNoName(tokens.at(at).concept) && !isDomain) || isQuote(tokens, at) || isCommonWord(tokens, at)) return;
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
  if (tokens.text.charCodeAt(span.end) === Sign.star) return;
  const formal = isUpper(tokens.text.charCodeAt(tokens.at(at).start)) || tokens.at(at).kind === Kind.number;
  const worth = formal ? weight : weight * 0.4;
  if (worth <= best.weight) return;
  best.weight = worth;
  best.span = span;
  best.vpa = -1;
}

/** `from registered mobile`: a word of our vocabulary in small letters names nobody. */
function isCommonWord(tokens: Tokens, at: number): boolean {
  const { kind, concept, start } = tokens.at(at);
  const code = tokens.text.charCodeAt(start);
  return kind === Kind.word && concept !== 0 && concept !== Concept.payee && code >= 97 && code <= 122;
}

/** `at NAV 42.11`: a price, not a place. */
const isQuote = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).concept === Concept.sip && (tokens.at(at + 1).kind !== Kind.word || tokens.at(at + 1).currency > 0);

const labelsPurpose = conceptSet(
  Concept.bill,
  Concept.pos,
  Concept.purchase,
  Concept.salary,
  Concept.emi,
  Concept.ach,
  Concept.cr,
  Concept.dr,
  Concept.credit,
  Concept.debit,
);
const LABELS_MAX = 3;

/** `SALARY QUILLON SOFTWARE`, `EMI-NAVI FINSERV`, `NACH DR X`: why it was paid stands before who was. */
function afterLabels(tokens: Tokens, from: number): number {
  let at = from;
  for (let skipped = 0; skipped < LABELS_MAX && labelsPurpose(tokens.at(at).concept); skipped++) {
    at++;
    const sign = tokens.at(at);
    // `ACH D-`: one letter says which way.
    if (sign.kind === Kind.word && sign.end - sign.start === 1 && isPunct(tokens.at(at + 1), Sign.hyphen)) at += 2;
    else if (isPunct(sign, Sign.hyphen) || isPunct(sign, Sign.colon) || isPunct(sign, Sign.slash)) at++;
    else if (sign.concept === Concept.of) at++;
  }
  const next = tokens.at(at);
  return at > from && next.kind === Kind.word && (next.concept === 0 || next.concept === Concept.title) ? at : from;
}

/** `JANE ROE HDFC0005075`: a code behind a name is no part of it; where the name ends then, else 0. */
function afterWords({ text }: Tokens, { start, end }: NameSpan): number {
  if (!isDigit(text.charCodeAt(end))) return 0;
  const last = text.lastIndexOf(' ', end);
  return last > start ? last : 0;
}

/** `HDFCH00778553836/NAME`: when the words found are the head of a reference, the token after its slash; else 0. */
function afterReference(tokens: Tokens, span: NameSpan): number {
  const code = tokens.text.charCodeAt(span.end);
  if (code < 48 || code > 57 || tokens.text.slice(span.start, span.end).includes(' ')) return 0;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.start !== span.end) continue;
    const slash = tokens.at(at + 1);
    return isPunct(slash, Sign.slash) || isPunct(slash, Sign.hyphen) ? at + 2 : 0;
  }
  return 0;
}

const CREDITED_REACH = 10;

/** `...; CORNER CAFE credited.` */
export function proposeCredited(tokens: Tokens, sign: number, best: Best): void {
  if (best.weight >= PROPOSAL.credited) return;
  const start = tokens.at(sign + 1);
  if (start.kind !== Kind.word || start.concept === Concept.account || start.concept === Concept.payee) return;
  for (let at = sign + 2; at < sign + CREDITED_REACH; at++) {
    const token = tokens.at(at);
    if (token.concept === Concept.credited) {
      best.weight = PROPOSAL.credited;
      best.span = { start: start.start, end: tokens.at(at - 1).end };
      return;
    }
    if (token.kind !== Kind.word && !isPunct(token, Sign.ampersand) && !isPunct(token, Sign.dot)) return;
  }
}

const GIVER_WORDS_MAX = 4;

/** `MARIA LOPEZ sent you $150`, `MARIA LOPEZ te envio $150`, `DMart took Rs 500` */
export function proposeActor(tokens: Tokens, verb: number, best: Best): void {
  if (best.weight >= PROPOSAL.giver) return;
  const { concept } = tokens.at(verb - 1);
  const last = concept === Concept.toYou || concept === Concept.has ? verb - 1 : verb;
  const next = tokens.at(verb + 1);
  const acts = tokens.at(verb).concept === Concept.taken ? next.currency > 0 : next.concept === Concept.you;
  if (!acts && concept !== Concept.toYou) return;
  let at = last;
  while (last - at < GIVER_WORDS_MAX && isCapital(tokens, at - 1)) at--;
  if (at === last) return;
  best.weight = PROPOSAL.giver;
  best.span = { start: tokens.at(at).start, end: tokens.at(last - 1).end };
  best.vpa = -1;
}

/** `you paid RAPIDO Rs 420`: capitals between the verb and the sum. */
export function proposeObject(tokens: Tokens, verb: number, best: Best): void {
  if (best.weight >= PROPOSAL.object || !isCapital(tokens, verb + 1)) return;
  const { start, end } = nameAt(tokens, verb + 1);
  let at = verb + 1;
  while (at < verb + GIVER_WORDS_MAX + 1 && tokens.at(at).end < end) at++;
  const next = tokens.at(at + 1);
  if (next.currency === 0 && next.kind !== Kind.amount) return;
  best.weight = PROPOSAL.object;
  best.span = { start, end };
  best.vpa = -1;
}

const partsFields = (token: Token): boolean =>
  isPunct(token, Sign.comma) ||
  isPunct(token, Sign.bar) ||
  isPunct(token, Sign.slash) ||
  isPunct(token, Sign.semicolon);

const tellsBalance = conceptSet(Concept.balance, Concept.availableBalance, Concept.available);

/** A field ends where the next begins, at the balance, and behind a date with the sentence. */
function endsField(tokens: Tokens, sign: number, end: number): boolean {
  const next = tokens.at(end);
  if (partsFields(next) || tellsBalance(next.concept)) return true;
  const { kind } = tokens.at(sign - 1);
  return (kind === Kind.date || kind === Kind.time) && isPunct(next, Sign.dot);
}

/** `SGD 24.80 charged on card ending 9902, COLD STORAGE, 19 Nov`: a field of its own that holds nothing but a name. */
export function proposeField(tokens: Tokens, sign: number, best: Best): void {
  if (best.weight > 0 || !partsFields(tokens.at(sign)) || tokens.at(sign + 1).glued || !isCapital(tokens, sign + 1))
    return;
  const { start, end } = nameAt(tokens, sign + 1);
  let at = sign + 1;
  while (at < sign + GIVER_WORDS_MAX * 2 && tokens.at(at).end < end) at++;
  if (!endsField(tokens, sign, at + 1)) return;
  best.weight = PROPOSAL.field;
  best.span = { start, end };
}

function isCapital(tokens: Tokens, at: number): boolean {
  const { kind, concept, start } = tokens.at(at);
  return kind === Kind.word && concept === 0 && isUpper(tokens.text.charCodeAt(start));
}

/** `AED 38.50`, `4 500 ₸` */
function endsSum(tokens: Tokens, last: number): boolean {
  if (tokens.at(last).currency === 0) return tokens.at(last).kind === Kind.amount;
  return tokens.at(last - 1).kind === Kind.amount || tokens.at(last - 2).kind === Kind.amount;
}

/** A line that holds nothing but a name, below the line with the date or the sum. */
export function proposeLine(tokens: Tokens, newline: number, best: Best): void {
  const before = tokens.at(newline - 1);
  const belowDate = before.kind === Kind.time || before.kind === Kind.date || before.concept === Concept.pm;
  const belowSum = endsSum(tokens, newline - 1);
  const weight = belowDate ? PROPOSAL.line : belowSum ? PROPOSAL.lineBelowSum : 0;
  // `from CORNER STORE`
  const from = leadsTo(tokens.at(newline + 1).concept) ? newline + 2 : newline + 1;
  if (weight <= best.weight || isNoName(tokens.at(from).concept)) return;
  const span = nameAt(tokens, from);
  if (span.end === 0 || (!belowDate && !fillsLine(tokens, from, span))) return;
  if (from > newline + 1 && !endsLine(tokens.text, span.end)) return;
  best.weight = weight;
  best.span = span;
}

const leadsTo = conceptSet(Concept.from, Concept.to, Concept.at);
const CAPITALS_MIN = 3;

/** Nothing but blanks follows the name on its line, or it opens in capitals and no colon labels the line. */
function fillsLine(tokens: Tokens, from: number, { end }: NameSpan): boolean {
  const { text } = tokens;
  if (endsLine(text, end)) return true;
  const first = tokens.at(from);
  if (first.concept !== 0 || first.end - first.start < CAPITALS_MIN || !isCapitals(text, first)) return false;
  for (let at = end; at < text.length && !isLineBreak(text.charCodeAt(at)); at++)
    if (text.charCodeAt(at) === Sign.colon) return false;
  return true;
}

function endsLine(text: string, end: number): boolean {
  let at = end;
  while (isSpace(text.charCodeAt(at))) at++;
  return at >= text.length || isLineBreak(text.charCodeAt(at));
}

function isCapitals(text: string, { start, end }: Token): boolean {
  for (let at = start; at < end; at++) if (!isUpper(text.charCodeAt(at))) return false;
  return true;
}

const AFTER_SUM_MAX = 5;

const isBesideSum = (token: Token): boolean =>
  token.currency > 0 ||
  token.concept === Concept.card ||
  token.kind === Kind.masked ||
  isPunct(token, Sign.dot) ||
  isPunct(token, Sign.semicolon);

/** `Purchase 350 RUB. SHOP.`, `350 RUB Card*1234 SHOP`: capitals right behind the sum, where no word leads to a name. */
export function proposeAfterSum({ tokens, amounts }: Message, best: Best): void {
  const [sum] = amounts;
  if (sum === undefined || sum.role !== 'plain') return;
  let at = sum.last + 1;
  while (at < sum.last + AFTER_SUM_MAX && isBesideSum(tokens.at(at))) at++;
  const token = tokens.at(at);
  if (token.kind !== Kind.word) return;
  // `SHOP MAGNUM` in capitals is no offer.
  const isNamed = token.concept === 0 || (token.concept === Concept.promo && isCapitals(tokens.text, token));
  const isShouted = isUpper(tokens.text.charCodeAt(token.end - 1));
  if (isNamed && (isShouted || standsBeforeBalance(tokens, at, sum.last))) {
    accept(tokens, at, PROPOSAL.afterSum, best);
  }
}

const NAME_WORDS_MAX = 6;

/** `98.00 UAH Corner Cafe 077 available 12.00`: between a sum and what is left. */
function standsBeforeBalance(tokens: Tokens, from: number, sum: number): boolean {
  if (from !== sum + 1 || !isCapital(tokens, from)) return false;
  for (let at = from + 1; at < from + NAME_WORDS_MAX; at++) if (tellsBalance(tokens.at(at).concept)) return true;
  return false;
}

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
