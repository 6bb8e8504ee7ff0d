import type { Amount } from './amounts.ts';
import { bareAmount } from './amounts.ts';
import { CONCEPT_NAMES, Concept } from './lexicon.ts';
import type { Message } from './message.ts';
import { directionOf, endsClause, type Movement } from './movements.ts';
import { isOneTimeCode } from './otp.ts';
import { Kind } from './tokens.ts';
import type { Direction, NonTransactionClass } from './types.ts';

export type Verdict =
  | {
      readonly isTransaction: true;
      readonly direction: Direction;
      readonly amount: Amount;
      readonly movement: Movement;
      readonly confidence: number;
      readonly rule: string;
    }
  | {
      readonly isTransaction: false;
      readonly class: NonTransactionClass;
      readonly confidence: number;
      readonly rule: string;
    };

const EVIDENCE_MIN = 1.5;

const notice = (kind: NonTransactionClass, rule: string, confidence = 0.9): Verdict => ({
  isTransaction: false,
  class: kind,
  confidence,
  rule,
});

/** The decision, from what rules a movement out to what speaks for one. `isPersonal`: a phone number wrote it. */
export function classify(message: Message, isPersonal: boolean): Verdict {
  if (isOneTimeCode(message.tokens)) return notice('otp', 'otp.code');
  const fact = statedMovement(message);
  return (
    request(message, fact) ??
    failure(message, fact) ??
    (isPersonal ? notice('personal', 'personal.sender') : undefined) ??
    mandate(message, fact) ??
    due(message, fact) ??
    acknowledgement(message, fact) ??
    transaction(message, fact) ??
    withoutMovement(message)
  );
}

/** The first movement that has happened: a participle if there is one, else a noun. */
function statedMovement({ movements }: Message): Movement | null {
  let noun: Movement | null = null;
  for (const movement of movements) {
    if (movement.mood !== 'real') continue;
    if (movement.isStrong) return movement;
    noun ??= movement;
  }
  return noun;
}

function request(message: Message, fact: Movement | null): Verdict | undefined {
  const { has, tokens } = message;
  if (!has('request')) return undefined;
  if (
    fact?.isStrong &&
    fact.concept !== Concept.received &&
    fact.concept !== Concept.sent &&
    fact.concept !== Concept.paid
  )
    return undefined;
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.request) continue;
    const before = tokens.at(at - 1).concept;
    if (before === Concept.collect || before === Concept.payment || before === Concept.money)
      return notice('request', 'request.collect');
    for (let next = at + 1; next < at + 5; next++) {
      const { kind, concept } = tokens.at(next);
      if (kind === Kind.amount || concept === Concept.payment || concept === Concept.money)
        return notice('request', 'request.money');
    }
  }
  return undefined;
}

function failure(message: Message, fact: Movement | null): Verdict | undefined {
  const { has, movements } = message;
  const isBounce = has('bounced') || (has('returned') && (has('cheque') || has('ach') || has('emi') || has('mandate')));
  const negated = movements.some(({ mood, isStrong }) => mood === 'negated' && isStrong);
  if (!isBounce && !has('failed') && !has('unable') && !has('insufficient') && !negated) return undefined;
  if (!isBounce && !negated && !isStated(message)) return undefined;
  if (fact?.isStrong) {
    const credit = directionOf(message.tokens, fact) === 'credit';
    if (has('fee') && !credit) return undefined;
    if (movements.some((movement) => movement.mood === 'real' && gaveBack(movement))) return undefined;
    if (credit && !isBounce) return undefined;
  }
  return notice('failed', isBounce ? 'failed.bounce' : 'failed.word');
}

function gaveBack({ concept }: Movement): boolean {
  return concept === Concept.credited || concept === Concept.refunded || concept === Concept.reversed;
}

/** A failure that is stated, not supposed (`if the transaction failed, ...`). */
function isStated({ tokens }: Message): boolean {
  let supposed = false;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (endsClause(tokens, at, token)) supposed = false;
    if (token.concept === Concept.if) supposed = true;
    const fails =
      token.concept === Concept.failed || token.concept === Concept.unable || token.concept === Concept.insufficient;
    if (fails && !supposed) return true;
  }
  return false;
}

function mandate({ has, movements }: Message, fact: Movement | null): Verdict | undefined {
  const future = movements.some(({ mood }) => mood === 'future');
  if (has('mandate')) {
    if (fact === null || (!fact.isStrong && (future || has('created') || has('cancelled') || has('upcoming'))))
      return notice('mandate', future ? 'mandate.upcoming' : 'mandate.set');
    if (has('created') && !fact.isStrong) return notice('mandate', 'mandate.set');
  }
  if (fact?.isStrong) return undefined;
  if (
    future &&
    movements.some((movement) => movement.mood === 'future' && isDebit(movement)) &&
    !has('due') &&
    !has('overdue')
  ) {
    return notice('mandate', 'mandate.future-debit', 0.85);
  }
  return undefined;
}

const isDebit = ({ concept }: Movement): boolean =>
  concept === Concept.debited || concept === Concept.deducted || concept === Concept.charged;

function due({ has, amounts, movements }: Message, fact: Movement | null): Verdict | undefined {
  if (fact?.isStrong) return undefined;
  const owed = amounts.some(({ role }) => role === 'due' || role === 'minDue');
  if (owed || has('overdue')) return notice('due', 'due.amount');
  if (has('due')) return notice('due', 'due.word', 0.8);
  if (has('outstanding') && movements.length === 0 && !has('limit')) return notice('due', 'due.outstanding', 0.7);
  return undefined;
}

function acknowledgement({ has, tokens }: Message, fact: Movement | null): Verdict | undefined {
  if (fact === null) return undefined;
  if (has('beneficiary') && fact.concept === Concept.credited) {
    for (let at = fact.at + 1; at < fact.at + 6; at++) {
      if (tokens.at(at).concept === Concept.beneficiary) return notice('ack', 'ack.beneficiary-credited');
    }
  }
  return undefined;
}

function transaction(message: Message, fact: Movement | null): Verdict | undefined {
  if (fact === null) return undefined;
  const amount = movedAmount(message, fact);
  if (amount === null) return undefined;
  const evidence = evidenceFor(message, fact, amount);
  if (evidence < EVIDENCE_MIN) return undefined;
  return {
    isTransaction: true,
    direction: directionOf(message.tokens, fact),
    amount,
    movement: fact,
    confidence: Math.min(0.99, 0.5 + evidence * 0.08),
    rule: `${fact.isStrong ? 'stated' : 'named'}.${CONCEPT_NAMES[fact.concept] ?? ''}`,
  };
}

function evidenceFor(
  { has, accounts, amounts, hasVpa, hasDate, hasLink }: Message,
  fact: Movement,
  amount: Amount,
): number {
  let evidence = fact.isStrong ? 2 : 0.5;
  if (amount.currency === 0) evidence -= 0.5;
  if (accounts.length > 0) evidence += 2;
  else if (has('account') || has('card') || has('wallet')) evidence += has('your') ? 1 : 0.5;
  if (amounts.some(({ role }) => role === 'balance' || role === 'limit')) evidence += 1;
  if (has('reference') || has('txn')) evidence += 0.5;
  if (has('upi') || has('neft') || has('imps') || has('rtgs') || has('ach') || hasVpa) evidence += 0.5;
  if (has('successful')) evidence += 1;
  if (hasDate) evidence += 0.5;
  if (has('promo')) evidence -= 1;
  if (has('upto') || has('off')) evidence -= 2;
  if (has('preapproved')) evidence -= 2;
  if (has('congratulations')) evidence -= 0.5;
  if (has('imperative')) evidence -= 0.5;
  if (hasLink && has('click')) evidence -= 1;
  return evidence;
}

/** The plain sum nearest to the movement; a fee when nothing else moved; a bare number when no currency is named. */
function movedAmount(message: Message, fact: Movement): Amount | null {
  return (
    nearest(message.amounts, fact, 'plain') ??
    nearest(message.amounts, fact, 'fee') ??
    nearestNumber(message, fact) ??
    nearest(message.amounts, fact, 'due') ??
    nearest(message.amounts, fact, 'outstanding')
  );
}

function nearest(amounts: readonly Amount[], { at }: Movement, role: Amount['role']): Amount | null {
  let best: Amount | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const amount of amounts) {
    if (amount.role !== role || amount.minor <= 0) continue;
    const distance = amount.first > at ? amount.first - at : at - amount.last;
    if (distance < bestDistance) {
      best = amount;
      bestDistance = distance;
    }
  }
  return best;
}

const NUMBER_REACH = 8;

function nearestNumber({ tokens, accounts }: Message, { at }: Movement): Amount | null {
  for (let distance = 1; distance <= NUMBER_REACH; distance++) {
    for (const near of [at + distance, at - distance]) {
      const token = tokens.at(near);
      if (token.kind !== Kind.number || token.end - token.start > 12) continue;
      if (accounts.some((account) => account.at === near)) continue;
      const before = tokens.at(near - 1);
      if (before.kind === Kind.word && before.glued === false && token.glued && before.currency === 0) continue;
      return bareAmount(tokens, near);
    }
  }
  return null;
}

function withoutMovement(message: Message): Verdict {
  const { has, amounts, movements, hasLink } = message;
  if (amounts.some(({ role }) => role === 'due' || role === 'minDue')) return notice('due', 'due.amount', 0.8);
  if (has('statement')) return notice('statement', 'statement.word', 0.8);
  const offered = movements.some(({ mood }) => mood === 'offered');
  if (
    offered ||
    has('promo') ||
    has('upto') ||
    has('off') ||
    has('preapproved') ||
    has('congratulations') ||
    has('imperative')
  ) {
    return notice('promo', 'promo.words', 0.8);
  }
  if (amounts.some(({ role }) => role === 'balance')) return notice('balance', 'balance.only', 0.8);
  if ((has('bill') || has('invoice')) && has('generated')) return notice('statement', 'statement.bill', 0.7);
  if (has('service') || has('beneficiary') || has('payee') || has('created') || has('password') || has('pin'))
    return notice('service', 'service.words', 0.7);
  if (has('order') || has('delivered')) return notice('other', 'other.order', 0.6);
  if (movements.length > 0 && (has('account') || has('card'))) return notice('service', 'service.account', 0.5);
  return notice('other', hasLink ? 'other.link' : 'other.nothing', 0.5);
}
