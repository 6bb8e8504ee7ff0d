import { Sign } from './characters.ts';
import { Concept, conceptSet } from './lexicon.ts';
import { Kind, type Token, type Tokens } from './tokens.ts';
import type { Direction } from './types.ts';

/** How a message speaks of a movement: only a `real` one has happened. */
export type Mood = 'real' | 'future' | 'conditional' | 'negated' | 'offered';

/** A word that says that money moves. */
export type Movement = {
  readonly at: number;
  readonly concept: number;
  readonly mood: Mood;
  /** A participle (`debited`) states a fact; a noun (`payment`) needs support. */
  readonly isStrong: boolean;
};

const MOVEMENTS_MAX = 24;
const NEGATION_REACH = 4;

const isParticiple = conceptSet(
  'debited',
  'deducted',
  'withdrawn',
  'spent',
  'swiped',
  'charged',
  'paid',
  'sent',
  'bought',
  'credited',
  'refunded',
  'reversed',
  'disbursed',
  'received',
  'added',
  'transferred',
  'used',
  'invested',
  'recharged',
  'earned',
  'dr',
  'cr',
);
const isNoun = conceptSet(
  'debit',
  'credit',
  'withdrawal',
  'deposit',
  'payment',
  'txn',
  'transfer',
  'purchase',
  'refund',
  'reversal',
  'cashback',
  'recharge',
  'topup',
);
const namesInstrument = conceptSet('card', 'limit', 'account');
const beginsOffer = conceptSet('imperative', 'upto', 'use');

/** Reads the message clause by clause, carrying the mood that the words before a movement give it. */
export function findMovements(tokens: Tokens): Movement[] {
  const movements: Movement[] = [];
  let clause: Mood = 'real';
  let negatedAt = -NEGATION_REACH;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (endsClause(tokens, at, token)) {
      clause = 'real';
      negatedAt = -NEGATION_REACH;
      continue;
    }
    const { concept } = token;
    if (concept === 0) continue;
    if (concept === Concept.not || concept === Concept.unable) negatedAt = at;
    else if (concept === Concept.will || concept === Concept.can || concept === Concept.may) clause = 'future';
    else if (concept === Concept.be && tokens.at(at - 1).concept === Concept.to) clause = 'future';
    else if (concept === Concept.if) clause = 'conditional';
    else if (beginsOffer(concept) && clause === 'real') clause = 'offered';
    else if (isMovement(tokens, at, concept) && movements.length < MOVEMENTS_MAX) {
      const mood = at - negatedAt < NEGATION_REACH ? 'negated' : clause;
      movements.push({ at, concept, mood, isStrong: isParticiple(concept) });
    }
  }
  return movements;
}

function isMovement(tokens: Tokens, at: number, concept: number): boolean {
  if (isParticiple(concept)) {
    if (concept === Concept.dr || concept === Concept.cr) return isLedgerMark(tokens, at);
    return true;
  }
  if (!isNoun(concept)) return false;
  if (concept !== Concept.credit && concept !== Concept.debit) return true;
  return !namesInstrument(tokens.at(at + 1).concept);
}

/** `Rs.80 Dr. from`, `is Dr with`; not the `Cr` that marks a balance, nor a doctor's title. */
function isLedgerMark(tokens: Tokens, at: number): boolean {
  const token = tokens.at(at);
  const before = tokens.at(at - 1);
  if (token.glued && (before.kind === Kind.amount || before.kind === Kind.number)) return false;
  const { concept } = before;
  return concept !== Concept.to && concept !== Concept.at && concept !== Concept.from && concept !== Concept.by;
}

/** A full stop ends a clause only before white space or a capital: `Rs.500`, `no.12` and `amazon.in` go on. */
export function endsClause(tokens: Tokens, at: number, token: Token): boolean {
  if (token.kind === Kind.newline) return true;
  if (token.kind !== Kind.punct) return false;
  switch (token.value) {
    case Sign.bang:
    case Sign.question:
    case Sign.semicolon:
      return true;
    case Sign.dot: {
      const before = tokens.at(at - 1);
      if (isAbbreviation(before.concept) || before.currency > 0) return false;
      const next = tokens.at(at + 1);
      return !next.glued || next.kind === Kind.word;
    }
    default:
      return false;
  }
}

const isAbbreviation = conceptSet(
  'number',
  'account',
  'dr',
  'cr',
  'available',
  'avail',
  'balance',
  'amount',
  'reference',
  'minimum',
  'current',
  'txn',
  'bank',
);

const debits = conceptSet(
  'debited',
  'deducted',
  'withdrawn',
  'spent',
  'swiped',
  'charged',
  'paid',
  'sent',
  'bought',
  'used',
  'invested',
  'recharged',
  'dr',
  'debit',
  'withdrawal',
  'payment',
  'txn',
  'purchase',
  'recharge',
  'topup',
);

/** Which way the money went, from the customer's side, as far as the word and its neighbours tell. */
export function directionOf(tokens: Tokens, { at, concept }: Movement): Direction {
  switch (concept) {
    case Concept.paid:
    case Concept.sent:
      return isToCustomer(tokens, at) ? 'credit' : 'debit';
    case Concept.transferred:
    case Concept.transfer:
      return transferDirection(tokens, at);
    case Concept.payment:
      return tokens.at(at + 1).concept === Concept.from ? 'credit' : 'debit';
    default:
      return debits(concept) ? 'debit' : 'credit';
  }
}

const isYours = conceptSet('your', 'you');

/** `sent to you`, `paid into your A/c`, `sent you`. */
function isToCustomer(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1).concept;
  if (next === Concept.you) return true;
  return (next === Concept.to || next === Concept.in) && isYours(tokens.at(at + 2).concept);
}

function transferDirection(tokens: Tokens, at: number): Direction {
  for (let next = at + 1; next < at + 16; next++) {
    const token = tokens.at(next);
    if (token.kind === Kind.end || endsClause(tokens, next, token)) break;
    const target = tokens.at(next + 1).concept;
    const points = token.concept === Concept.to || token.concept === Concept.in;
    if (points && (isYours(target) || target === Concept.account)) return isYours(target) ? 'credit' : 'debit';
    if (token.concept === Concept.from && isYours(target)) return 'debit';
    if (token.concept === Concept.from && tokens.at(next + 1).concept === 0 && at < 12) {
      if (!hasOwnBefore(tokens, at)) return toYoursAfter(tokens, next) ? 'credit' : 'debit';
    }
  }
  return 'debit';
}

function hasOwnBefore(tokens: Tokens, at: number): boolean {
  for (let back = 0; back < at; back++) if (tokens.at(back).concept === Concept.account) return true;
  return false;
}

function toYoursAfter(tokens: Tokens, from: number): boolean {
  for (let next = from; next < from + 12; next++) {
    const token = tokens.at(next);
    if (token.concept === Concept.to || token.concept === Concept.in) return isYours(tokens.at(next + 1).concept);
  }
  return false;
}
