import type { Verdict } from './classify.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import { notice } from './notice.ts';
import * as Sign from './signs.ts';
import { beforeSum } from './sum-beside.ts';
import { isPunct } from './tokens.ts';

type Fact = Movement | null;

const isReturnable = (has: Message['has']): boolean =>
  has(Concept.cheque) || has(Concept.ach) || has(Concept.emi) || has(Concept.mandate);

/** It did not happen, and nothing says that the money came back. */
export function failure(message: Message, fact: Fact): Verdict | undefined {
  const { has, movements } = message;
  if (has(Concept.collect) && !has(Concept.bounced) && !has(Concept.cheque)) return undefined;
  if (has(Concept.failed) && isHeadline(message.tokens)) return notice('failed', 'failed.headline');
  if (has(Concept.out) && hasTimedOut(message)) return notice('failed', 'failed.timeout');
  if (has(Concept.cancelled) && isCalledOff(message, fact)) return notice('failed', 'failed.cancelled', 0.8);
  if (isInClearing(message, fact)) return notice('service', 'service.clearing');
  const isBounce =
    (has(Concept.bounced) && !isThreatened(message, fact)) ||
    (has(Concept.returned) && (isReturnable(has) || has(Concept.insufficient) || isSentBack(message, fact)));
  const isDebit = fact?.isStrong === true && !gaveBack(fact);
  // The charge that follows a bounce moves money.
  if (isBounce)
    return isDebit && (has(Concept.fee) || isBookedBack(message, fact)) ? undefined : notice('failed', 'failed.bounce');
  const negated = has(Concept.not) && movements.some(({ mood, isStrong }) => mood === 'negated' && isStrong);
  if (
    negated &&
    movements.every(({ mood, concept, isStrong }) => mood !== 'negated' || !isStrong || concept === Concept.received)
  )
    return notice('due', 'due.not-received', 0.75);
  if (!negated && !(mayFail(has) && isStated(message))) return undefined;
  if (!negated && has(Concept.due) && !has(Concept.failed) && !has(Concept.unable) && !fact?.isStrong) return undefined;
  // `Refund for declined purchase`
  if (fact !== null && givesBack(fact.concept) && !negated && undoes(message.tokens.at(fact.at + 1).concept))
    return undefined;
  if (fact?.isStrong) {
    if (has(Concept.fee) && isDebit) return undefined;
    if (movements.some((movement) => movement.mood === 'real' && gaveBack(movement))) return undefined;
    if (fact.concept === Concept.received) return undefined;
  }
  // `Your request for change of mobile number is rejected`
  if (has(Concept.request) && message.amounts.length === 0 && fact === null)
    return notice('service', 'service.refused', 0.7);
  // A payment by standing order that failed weighs as much as a cheque that came back.
  const standing = has(Concept.ach) || has(Concept.emi) || has(Concept.cheque) || has(Concept.loan);
  return notice(
    'failed',
    standing && !has(Concept.request) ? 'failed.bounce' : negated ? 'failed.negated' : 'failed.word',
  );
}

/** `A/c XX12 debited Rs 500. Info: CHQ RTN 448120. Bal Rs 900`: what a returned cheque had brought is taken back. */
function isBookedBack({ amounts, tokens }: Message, { at: verb, concept }: Movement): boolean {
  if (concept !== Concept.debited || !amounts.some(({ role }) => role === 'balance')) return false;
  for (let at = verb + 1; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.returned) continue;
    const before = tokens.at(at - 1).concept;
    return before !== Concept.is && before !== Concept.been;
  }
  return false;
}

/** `Your bank returned our Rs 500 transfer` */
const isSentBack = ({ tokens, movements }: Message, fact: Fact): boolean =>
  fact !== null &&
  !fact.isStrong &&
  mayBeCalledOff(fact.concept) &&
  !movements.some(gaveBack) &&
  tokens.at(beforeSum(tokens, fact.at) - 1).concept === Concept.returned;

/** `Failed: Rs 200 debited but reversed due to timeout`: nothing has moved in the end. */
const isHeadline = (tokens: Message['tokens']): boolean =>
  tokens.at(0).concept === Concept.failed && isPunct(tokens.at(1), Sign.colon);

function gaveBack({ concept }: Movement): boolean {
  return concept === Concept.credited || concept === Concept.refunded || concept === Concept.reversed;
}

const givesBack = conceptSet(Concept.refund, Concept.reversal);
/** Arabic puts what is undone right behind it. */
const undoes = conceptSet(Concept.for, Concept.of, Concept.txn, Concept.purchase, Concept.transfer, Concept.payment);

const mayBeCalledOff = conceptSet(Concept.txn, Concept.payment, Concept.purchase, Concept.transfer);

/** `Your transaction of Rs 500 at SHOP was cancelled`: it was not done after all. */
function isCalledOff({ tokens }: Message, fact: Fact): boolean {
  if (fact === null || !mayBeCalledOff(fact.concept)) return false;
  for (let at = fact.at + 1; at < tokens.count; at++) {
    const token = tokens.at(at);
    const before = tokens.at(at - 1).concept;
    if (token.concept === Concept.cancelled) return before === Concept.is || before === Concept.been;
    if (endsClause(tokens, at, token)) return false;
  }
  return false;
}

const CLEARING_REACH = 5;
const takes = conceptSet(Concept.debited, Concept.deducted, Concept.paid, Concept.dr, Concept.debit);
const hands = conceptSet(Concept.received, Concept.executed, Concept.sent);

/** A cheque that was `sent for clearing`, `received in inward clearing`, `presented for payment in clearing` has paid nobody yet. */
function isInClearing({ has, tokens }: Message, fact: Fact): boolean {
  if (!has(Concept.cheque) || !has(Concept.clearing)) return false;
  for (let at = 1; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.clearing) continue;
    const before = tokens.at(tokens.at(at - 1).concept === Concept.inward ? at - 2 : at - 1).concept;
    if (before === Concept.for || (fact === null && before === Concept.in)) return true;
    if (fact !== null && takes(fact.concept)) return false;
    for (let back = at - 1; back >= at - CLEARING_REACH; back--) if (hands(tokens.at(back).concept)) return true;
  }
  return false;
}

/** `is due on 05-12-26; keep funds to avoid bounce charges`: what a return would cost, not a return. */
function isThreatened({ has, tokens }: Message, fact: Fact): boolean {
  const isAhead = has(Concept.due) || has(Concept.will) || has(Concept.upcoming) || !fact?.isStrong;
  if (!isAhead) return false;
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.at(at).concept === Concept.bounced && !costs(tokens, at)) return false;
  }
  return true;
}

const COST_REACH = 4;

/** `bounce charges`, `bounce / penal charges` */
function costs(tokens: Message['tokens'], bounce: number): boolean {
  for (let at = bounce + 1; at <= bounce + COST_REACH && !endsClause(tokens, at, tokens.at(at)); at++)
    if (tokens.at(at).concept === Concept.fee) return true;
  return false;
}

/** `timed out` */
function hasTimedOut({ tokens }: Message): boolean {
  for (let at = 1; at < tokens.count; at++) {
    if (tokens.at(at).concept === Concept.out && tokens.textOf(at - 1).toLowerCase() === 'timed') return true;
  }
  return false;
}

const mayFail = (has: Message['has']): boolean =>
  has(Concept.failed) || has(Concept.unable) || has(Concept.insufficient) || has(Concept.not);

const fails = conceptSet(Concept.failed, Concept.unable, Concept.insufficient);
const NEGATION_REACH = 4;

/** A failure that is stated, not supposed (`if the transaction failed, ...`). */
function isStated({ tokens }: Message): boolean {
  let supposed = false;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (endsClause(tokens, at, token)) supposed = false;
    if (token.concept === Concept.if) supposed = true;
    if (supposed) continue;
    if (fails(token.concept)) return true;
    if (token.concept === Concept.not && isUndone(tokens, at)) return true;
  }
  return false;
}

/** `could not be processed`; not `if not done by you`, nor `not you?`. */
function isUndone(tokens: Message['tokens'], at: number): boolean {
  for (let next = at + 1; next < at + NEGATION_REACH; next++) {
    const { concept } = tokens.at(next);
    if (concept === Concept.successful || concept === Concept.executed)
      return tokens.at(next + 1).concept !== Concept.by;
  }
  return false;
}
