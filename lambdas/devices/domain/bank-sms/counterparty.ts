import type { AccountMention } from './accounts.ts';
import { Sign } from './characters.ts';
import { Concept, conceptSet } from './lexicon.ts';
import { type NameSpan, nameAt, tidyName } from './name.ts';
import type { Narration } from './narration.ts';
import { isPunct, Kind, type Token, type Tokens } from './tokens.ts';
import type { Direction } from './types.ts';

export type Counterparty = { readonly name: string | null; readonly vpa: string | null };

/** How surely a word leads to the other side, by the way the money went. 0: it does not. */
function markerWeight(tokens: Tokens, at: number, token: Token, direction: Direction): number {
  const debit = direction === 'debit';
  switch (token.concept) {
    case Concept.payee:
    case Concept.beneficiary:
      return isPunct(tokens.at(at + 1), Sign.colon) ? 95 : debit || token.concept === Concept.payee ? 55 : 0;
    case Concept.to:
      return debit ? 85 : 0;
    case Concept.at:
      return debit ? 90 : 30;
    case Concept.from:
      return debit ? 25 : 90;
    case Concept.by:
      return debit ? 45 : 80;
    case Concept.of:
      return debit ? 0 : followsAccount(tokens, at) ? 92 : 0;
    case Concept.towards:
      return 60;
    case Concept.for:
      return 50;
    case Concept.details:
      return 57;
    case Concept.on:
      return debit ? 40 : 0;
    case Concept.in:
      return debit ? 20 : 0;
    case Concept.as:
      return 35;
    case Concept.vpa:
      return 58;
    case Concept.against:
      return 30;
    default:
      return 0;
  }
}

function followsAccount(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1);
  return before.kind === Kind.masked || before.kind === Kind.number;
}

const isFiller = conceptSet('the', 'vpa', 'payee', 'beneficiary', 'ending', 'customer', 'mobile');
const isSkippedSign = (token: Token): boolean =>
  isPunct(token, Sign.colon) ||
  isPunct(token, Sign.hyphen) ||
  isPunct(token, Sign.quote) ||
  isPunct(token, Sign.apostrophe) ||
  isPunct(token, Sign.dot) ||
  isPunct(token, Sign.openSquare);

type Best = { weight: number; span: NameSpan; vpa: number; account: number };

/**
 * The other side of the payment. Every marker (`to`, `at`, `from`, `Payee:`, a coded narration, a line of its own)
 * proposes a name with a weight by direction; the heaviest proposal that really is a name wins.
 */
export function findCounterparty(
  tokens: Tokens,
  direction: Direction,
  own: AccountMention | null,
  narration: Narration | null,
): Counterparty {
  const best: Best = { weight: 0, span: { start: 0, end: 0 }, vpa: -1, account: -1 };
  let vpa = -1;
  if (narration !== null && narration.nameEnd > 0) {
    best.weight = 82;
    best.span = { start: narration.nameStart, end: narration.nameEnd };
  }
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.kind === Kind.vpa && vpa < 0) vpa = at;
    if (token.kind === Kind.newline) proposeLine(tokens, at, best);
    if (isPunct(token, Sign.semicolon)) proposeCredited(tokens, at, best);
    if (token.kind !== Kind.word || token.concept === 0) continue;
    const weight = markerWeight(tokens, at, token, direction);
    if (weight > best.weight) propose(tokens, at, weight, best, own);
  }
  if (best.weight === 0 || (best.weight < 30 && direction === 'debit')) proposePrefix(tokens, best);
  return settle(tokens, best, vpa);
}

function settle(tokens: Tokens, best: Best, firstVpa: number): Counterparty {
  const vpaAt = best.vpa >= 0 ? best.vpa : firstVpa;
  const vpa = vpaAt >= 0 ? tokens.textOf(vpaAt) : null;
  const name = best.vpa >= 0 ? null : tidyName(tokens.text, best.span);
  if (name !== null) return { name, vpa };
  if (vpa !== null) return { name: vpa.slice(0, vpa.indexOf('@')), vpa };
  return { name: best.account >= 0 ? tokens.textOf(best.account) : null, vpa };
}

function propose(tokens: Tokens, marker: number, weight: number, best: Best, own: AccountMention | null): void {
  let at = marker + 1;
  for (let skipped = 0; skipped < 4; skipped++, at++) {
    const token = tokens.at(at);
    if (!isSkippedSign(token) && !(token.kind === Kind.word && isFiller(token.concept))) break;
  }
  const token = tokens.at(at);
  if (token.kind === Kind.vpa) {
    best.weight = weight;
    best.vpa = at;
    return;
  }
  const digits = accountAhead(tokens, at);
  if (digits >= 0) {
    if (own === null || digits !== own.at) proposeHolder(tokens, digits, weight, best);
    return;
  }
  accept(tokens, at, weight, best);
}

function accept(tokens: Tokens, at: number, weight: number, best: Best): void {
  const span = nameAt(tokens, at);
  if (span.end === 0 || isLabelOnly(tokens, at)) return;
  best.weight = weight;
  best.span = span;
  best.vpa = -1;
}

const isBareLabel = conceptSet('your', 'account', 'card', 'you', 'we', 'customer', 'txn', 'online');

function isLabelOnly(tokens: Tokens, at: number): boolean {
  return isBareLabel(tokens.at(at).concept);
}

/** The digits of an account that these words lead to (`A/c XX12`, `HDFC Bank A/c no. 12`), or -1. */
function accountAhead(tokens: Tokens, from: number): number {
  for (let at = from; at < from + 7; at++) {
    const token = tokens.at(at);
    if (token.kind === Kind.masked) return at;
    if (token.kind === Kind.number)
      return at > from && token.end - token.start >= 3 && sawAccount(tokens, from, at) ? at : -1;
    if (token.kind === Kind.punct && !isSkippedSign(token)) return -1;
    if (token.kind !== Kind.word && token.kind !== Kind.punct) return -1;
    if (at > from + 3 && !sawAccount(tokens, from, at)) return -1;
  }
  return -1;
}

function sawAccount(tokens: Tokens, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const { concept } = tokens.at(at);
    if (concept === Concept.account || concept === Concept.card) return true;
  }
  return false;
}

/** After another's account stands its holder (`A/c XX12 of JANE`, `A/c XX12/JANE`), or nothing but the number. */
function proposeHolder(tokens: Tokens, digits: number, weight: number, best: Best): void {
  const next = tokens.at(digits + 1);
  const joined = isPunct(next, Sign.slash) || isPunct(next, Sign.hyphen) || next.concept === Concept.of;
  const at = joined ? digits + 2 : digits + 1;
  if (joined || (next.kind === Kind.word && next.concept === 0)) {
    accept(tokens, at, weight, best);
    return;
  }
  best.account = digits;
}

/** `...; CORNER CAFE credited.` */
function proposeCredited(tokens: Tokens, sign: number, best: Best): void {
  if (best.weight >= 88) return;
  for (let at = sign + 2; at < sign + 10; at++) {
    const token = tokens.at(at);
    if (token.concept === Concept.credited) {
      const start = tokens.at(sign + 1);
      if (start.concept === Concept.account || start.concept === Concept.payee || start.kind !== Kind.word) return;
      best.weight = 88;
      best.span = { start: start.start, end: tokens.at(at - 1).end };
      return;
    }
    if (token.kind !== Kind.word && !isPunct(token, Sign.ampersand)) return;
  }
}

/** A line that holds nothing but a name, below the line with the date. */
function proposeLine(tokens: Tokens, newline: number, best: Best): void {
  if (best.weight >= 65) return;
  const before = tokens.at(newline - 1);
  const belowDate = before.kind === Kind.time || before.kind === Kind.date || before.concept === Concept.pm;
  if (!belowDate) return;
  const span = nameAt(tokens, newline + 1);
  if (span.end === 0) return;
  best.weight = 65;
  best.span = span;
}

/** `Uber: Rs.350 charged`: the writer is the merchant. */
function proposePrefix(tokens: Tokens, best: Best): void {
  for (let at = 1; at <= 4; at++) {
    const token = tokens.at(at);
    if (isPunct(token, Sign.colon)) {
      if (tokens.at(0).kind !== Kind.word || (tokens.at(0).concept !== 0 && at === 1)) return;
      best.weight = 20;
      best.span = { start: tokens.at(0).start, end: tokens.at(at - 1).end };
      return;
    }
    if (token.kind !== Kind.word) return;
  }
}
