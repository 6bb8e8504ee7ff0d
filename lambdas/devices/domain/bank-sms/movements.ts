import { Sign } from './characters.ts';
import { Concept, conceptSet } from './lexicon.ts';
import { Kind, type Token, type Tokens } from './tokens.ts';

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
  'dr',
  'cr',
  'collected',
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
  'earned',
  'using',
  'renewed',
  'emi',
  'sip',
  'premium',
  'receipt',
);
const namesInstrument = conceptSet('card', 'limit', 'account');
const unmakesNoun = conceptSet('limit', 'due', 'overdue', 'request');
const beginsOffer = conceptSet('imperative', 'upto', 'use');

/** Reads the message clause by clause, carrying the mood that the words before a movement give it. */
export function findMovements(tokens: Tokens): Movement[] {
  const movements: Movement[] = [];
  let clause: Mood = 'real';
  let negatedAt = -NEGATION_REACH;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (endsClause(tokens, at, token)) {
      if (token.value === Sign.question) questionLast(movements, at);
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
      const mood = clause === 'real' && at - negatedAt < NEGATION_REACH ? 'negated' : clause;
      movements.push({ at, concept, mood, isStrong: isParticiple(concept) });
    }
  }
  return movements;
}

/** `Salary credited? Invest ...` asks; it does not tell. */
function questionLast(movements: Movement[], at: number): void {
  const last = movements.at(-1);
  if (last !== undefined && at - last.at <= 2) movements[movements.length - 1] = { ...last, mood: 'conditional' };
}

function isMovement(tokens: Tokens, at: number, concept: number): boolean {
  if (isParticiple(concept)) {
    if (concept === Concept.dr || concept === Concept.cr) return isLedgerMark(tokens, at);
    return true;
  }
  if (concept === Concept.top) return isTopUp(tokens, at);
  if (!isNoun(concept) || unmakesNoun(tokens.at(at + 1).concept)) return false;
  if (concept === Concept.receipt) return tokens.at(at + 1).concept === Concept.of;
  if (concept !== Concept.credit && concept !== Concept.debit) return true;
  return !namesInstrument(tokens.at(at + 1).concept);
}

/** `top up`, `top-up` */
function isTopUp(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  return next.concept === Concept.up || (next.kind === Kind.punct && tokens.at(at + 2).concept === Concept.up);
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
