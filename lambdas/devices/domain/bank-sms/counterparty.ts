import type { AccountMention } from './accounts.ts';
import { isLineBreak, isUpper, Sign } from './characters.ts';
import { Concept, conceptSet } from './lexicon.ts';
import { markerWeight, PROPOSAL } from './markers.ts';
import type { Message } from './message.ts';
import { type NameSpan, nameAt, tidyName } from './name.ts';
import type { Narration } from './narration.ts';
import { isPunct, Kind, type Token, type Tokens } from './tokens.ts';
import type { Direction } from './types.ts';
import { writerName } from './writer-name.ts';

export type Counterparty = { readonly name: string | null; readonly vpa: string | null };

const NOWHERE: NameSpan = { start: 0, end: 0 };

/** The heaviest proposal so far; token indexes are -1 where it has none. */
type Best = { weight: number; span: NameSpan; vpa: number; account: number };

/**
 * The other side of the payment. Every marker (`to`, `at`, `from`, `Payee:`, a coded narration, a line of its own)
 * proposes a name with a weight by direction; the heaviest proposal that really is a name wins.
 */
export function findCounterparty(
  message: Message,
  direction: Direction,
  own: AccountMention | null,
  narration: Narration | null,
): Counterparty {
  const { tokens } = message;
  const best: Best = { weight: 0, span: NOWHERE, vpa: -1, account: -1 };
  let firstVpa = -1;
  if (narration !== null && narration.nameEnd > 0) {
    best.weight = PROPOSAL.narration;
    best.span = narratedName(tokens, narration);
  }
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.kind === Kind.vpa && firstVpa < 0) firstVpa = at;
    if (token.kind === Kind.newline) proposeLine(tokens, at, best);
    if (isPunct(token, Sign.semicolon)) proposeCredited(tokens, at, best);
    if (token.kind !== Kind.word || token.concept === 0) continue;
    const weight = markerWeight(message, at, token, direction);
    if (weight > best.weight) propose(tokens, at, weight, best, own);
  }
  proposeWriter(message, direction, best);
  if (direction === 'debit' && best.weight === 0) proposeAfterSum(message, best);
  return settle(tokens, best, firstVpa);
}

/** The narration's name as the grammar of names reads it, so that a date behind it does not belong to it. */
function narratedName(tokens: Tokens, { nameStart, nameEnd }: Narration): NameSpan {
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.start < nameStart) continue;
    const { start, end } = nameAt(tokens, at);
    return end === 0 ? { start: nameStart, end: nameEnd } : { start, end: Math.min(end, nameEnd) };
  }
  return { start: nameStart, end: nameEnd };
}

function settle(tokens: Tokens, best: Best, firstVpa: number): Counterparty {
  const vpaAt = best.vpa >= 0 ? best.vpa : firstVpa;
  const vpa = vpaAt >= 0 ? tokens.textOf(vpaAt) : null;
  const name = best.vpa >= 0 ? null : tidyName(tokens.text, best.span);
  const byAddress = vpa !== null && (name === null || best.weight < PROPOSAL.address);
  if (byAddress) return { name: vpa.slice(0, vpa.indexOf('@')), vpa };
  if (name !== null) return { name, vpa };
  return { name: best.account >= 0 ? tokens.textOf(best.account) : null, vpa };
}

const isFiller = conceptSet('the', 'vpa', 'payee', 'beneficiary', 'ending', 'customer', 'visiting', 'upi', 'id');

const isSkippedSign = (token: Token): boolean =>
  token.kind === Kind.punct &&
  (token.value === Sign.colon ||
    token.value === Sign.hyphen ||
    token.value === Sign.quote ||
    token.value === Sign.apostrophe ||
    token.value === Sign.underscore ||
    token.value === Sign.openSquare ||
    (token.value === Sign.dot && token.glued));

const FILLERS_MAX = 5;

function propose(tokens: Tokens, marker: number, weight: number, best: Best, own: AccountMention | null): void {
  let at = marker + 1;
  for (let skipped = 0; skipped < FILLERS_MAX; skipped++, at++) {
    const token = tokens.at(at);
    if (isSkippedSign(token)) continue;
    if (token.kind !== Kind.word || !isFiller(token.concept) || isPartOfName(tokens, at, token)) break;
  }
  const token = tokens.at(at);
  if (token.kind === Kind.vpa) {
    best.weight = weight;
    best.vpa = at;
    return;
  }
  if (token.concept === Concept.your) {
    proposeOwned(tokens, at + 1, best);
    return;
  }
  const digits = accountAhead(tokens, at);
  if (digits >= 0) {
    if (own === null || digits !== own.at) proposeHolder(tokens, digits, weight, best);
    return;
  }
  accept(tokens, at, weight, best);
}

/** `at merchant.`: the label itself is all the name there is; `THE YELLOW STRAW` begins with its article. */
function isPartOfName(tokens: Tokens, at: number, token: Token): boolean {
  if (token.concept === Concept.the) return isUpper(tokens.text.charCodeAt(token.end - 1));
  if (token.concept !== Concept.payee) return false;
  const next = tokens.at(at + 1);
  return next.kind === Kind.end || isPunct(next, Sign.dot) || next.concept === Concept.on || next.kind === Kind.newline;
}

const isNoName = conceptSet(
  'your',
  'account',
  'card',
  'you',
  'we',
  'customer',
  'txn',
  'online',
  'trip',
  'order',
  'policy',
  'value',
  'month',
  'amount',
  'pay',
  'cheque',
  'clearing',
);

function accept(tokens: Tokens, from: number, weight: number, best: Best): void {
  let at = from;
  if (isNoName(tokens.at(at).concept)) return;
  let span = nameAt(tokens, at);
  if (span.end === 0) return;
  const beyond = afterReference(tokens, span);
  if (beyond > 0) {
    at = beyond;
    span = nameAt(tokens, at);
    if (span.end === 0) return;
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

/** `HDFCH00778553836/NAME`: when the words found are the head of a reference, the token after its slash; else 0. */
function afterReference(tokens: Tokens, span: NameSpan): number {
  const code = tokens.text.charCodeAt(span.end);
  if (code < 48 || code > 57) return 0;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.start !== span.end) continue;
    const slash = tokens.at(at + 1);
    return isPunct(slash, Sign.slash) || isPunct(slash, Sign.hyphen) ? at + 2 : 0;
  }
  return 0;
}

/** `for your Airtel Mobile`, `towards your HDFC Credit Card`: better than nothing. */
function proposeOwned(tokens: Tokens, at: number, best: Best): void {
  if (best.weight >= PROPOSAL.owned || tokens.at(at).concept !== 0 || accountAhead(tokens, at) >= 0) return;
  accept(tokens, at, PROPOSAL.owned, best);
}

const parts = conceptSet(
  'from',
  'to',
  'on',
  'via',
  'using',
  'at',
  'by',
  'for',
  'towards',
  'with',
  'and',
  'is',
  'has',
  'reference',
);
const ACCOUNT_REACH = 8;

/** The digits of an account that these words lead to (`A/c XX12`, `HDFC Bank A/c no. 12`), or -1. */
function accountAhead(tokens: Tokens, from: number): number {
  let sawAccount = false;
  for (let at = from; at < from + ACCOUNT_REACH; at++) {
    const token = tokens.at(at);
    const { kind, concept } = token;
    if (kind === Kind.masked) return at === from || sawAccount ? at : -1;
    if (kind === Kind.number) return sawAccount && token.end - token.start >= 3 ? at : -1;
    if (kind === Kind.word) {
      if (parts(concept) && !(sawAccount && concept === Concept.with)) return -1;
      if (concept === Concept.account || concept === Concept.card) sawAccount = true;
    } else if (kind !== Kind.punct || !(isSkippedSign(token) || sawAccount)) {
      return -1;
    }
  }
  return -1;
}

/** After another's account stands its holder (`A/c XX12 of JANE`, `A/c XX12/JANE`), or nothing but the number. */
function proposeHolder(tokens: Tokens, digits: number, weight: number, best: Best): void {
  const next = tokens.at(digits + 1);
  const joined = isPunct(next, Sign.slash) || isPunct(next, Sign.hyphen) || next.concept === Concept.of;
  const at = joined ? digits + 2 : digits + 1;
  if (joined || (next.kind === Kind.word && next.concept === 0)) accept(tokens, at, weight, best);
  else best.account = digits;
}

const CREDITED_REACH = 10;

/** `...; CORNER CAFE credited.` */
function proposeCredited(tokens: Tokens, sign: number, best: Best): void {
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

/** A line that holds nothing but a name, below the line with the date or the sum. */
function proposeLine(tokens: Tokens, newline: number, best: Best): void {
  const before = tokens.at(newline - 1);
  const belowDate = before.kind === Kind.time || before.kind === Kind.date || before.concept === Concept.pm;
  const weight = belowDate ? PROPOSAL.line : before.kind === Kind.amount ? PROPOSAL.lineBelowSum : 0;
  if (weight <= best.weight) return;
  const span = nameAt(tokens, newline + 1);
  if (span.end === 0 || (!belowDate && !isLineBreak(tokens.text.charCodeAt(span.end)))) return;
  best.weight = weight;
  best.span = span;
}

/** `Purchase 350 RUB. SHOP.`: capitals right behind the sum, where no word leads to a name. */
function proposeAfterSum({ tokens, amounts }: Message, best: Best): void {
  const [sum] = amounts;
  if (sum === undefined || sum.role !== 'plain') return;
  let at = sum.last + 1;
  while (at < sum.last + 4 && (tokens.at(at).currency > 0 || isPunct(tokens.at(at), Sign.dot))) at++;
  const token = tokens.at(at);
  if (token.kind === Kind.word && token.concept === 0 && isUpper(tokens.text.charCodeAt(token.end - 1))) {
    accept(tokens, at, PROPOSAL.afterSum, best);
  }
}

/** `Uber: Rs.350 charged`: the writer is the merchant, unless it is the one that keeps the account. */
function proposeWriter(message: Message, direction: Direction, best: Best): void {
  const span = writerName(message.tokens);
  if (span === null) return;
  const sells = direction === 'debit' && message.accounts.length === 0 && !message.has(Concept.upi) && !message.hasVpa;
  const weight = sells ? PROPOSAL.seller : PROPOSAL.writer;
  if (weight <= best.weight) return;
  best.weight = weight;
  best.span = span;
  best.vpa = -1;
}
