import type { Verdict, Writer } from './classify.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { isCustomersPayment } from './direction.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import * as Kind from './token-kinds.ts';
import type { InstitutionType, NonTransactionClass } from './types.ts';

type Fact = Movement | null;

export const notice = (kind: NonTransactionClass, rule: string, confidence = 0.9): Verdict => ({
  isTransaction: false,
  class: kind,
  confidence,
  rule,
});

const REQUEST_REACH = 5;

/** Someone asks for money: `collect request`, `payment request`, `has requested Rs 500`. */
export function request({ has, tokens, hasLink }: Message, fact: Fact): Verdict | undefined {
  if (has(Concept.please) && has(Concept.pay) && hasLink && fact === null)
    return notice('request', 'request.link', 0.7);
  if (fact === null && has(Concept.ask) && has(Concept.pay) && !has(Concept.never))
    return notice('request', 'request.asks', 0.7);
  const asksMandate = has(Concept.mandate) && !has(Concept.collect);
  if (has(Concept.request) && asksMandate && has(Concept.approve)) return notice('request', 'request.mandate', 0.8);
  if (!has(Concept.request) || asksMandate) return undefined;
  const asks = fact?.concept === Concept.received || fact?.concept === Concept.sent || fact?.concept === Concept.paid;
  if (fact?.isStrong && !asks) return undefined;
  if (has(Concept.pin) && has(Concept.approve)) return notice('request', 'request.approve');
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.request) continue;
    const before = tokens.at(at - 1).concept;
    if (before === Concept.refund) continue;
    if (before === Concept.collect || before === Concept.payment || before === Concept.money) {
      return notice('request', 'request.collect');
    }
    for (let next = at + 1; next < at + REQUEST_REACH; next++) {
      const { kind, concept } = tokens.at(next);
      if (concept === Concept.purchase) break;
      if (kind === Kind.amount || concept === Concept.payment || concept === Concept.money) {
        return notice('request', 'request.money');
      }
    }
  }
  return undefined;
}

const isReturnable = (has: Message['has']): boolean =>
  has(Concept.cheque) || has(Concept.ach) || has(Concept.emi) || has(Concept.mandate);

/** It did not happen, and nothing says that the money came back. */
export function failure(message: Message, fact: Fact): Verdict | undefined {
  const { has, movements } = message;
  if (has(Concept.collect) && !has(Concept.bounced)) return undefined;
  if (has(Concept.out) && hasTimedOut(message)) return notice('failed', 'failed.timeout');
  if (isInClearing(message)) return notice('service', 'service.clearing');
  const isBounce =
    (has(Concept.bounced) && !isThreatened(message)) ||
    (has(Concept.returned) && (isReturnable(has) || has(Concept.insufficient)));
  const isDebit = fact?.isStrong === true && !gaveBack(fact);
  // The charge that follows a bounce moves money.
  if (isBounce) return has(Concept.fee) && isDebit ? undefined : notice('failed', 'failed.bounce');
  const negated = has(Concept.not) && movements.some(({ mood, isStrong }) => mood === 'negated' && isStrong);
  if (
    negated &&
    movements.every(({ mood, concept, isStrong }) => mood !== 'negated' || !isStrong || concept === Concept.received)
  )
    return notice('due', 'due.not-received', 0.75);
  if (!negated && !(mayFail(has) && isStated(message))) return undefined;
  if (!negated && has(Concept.due) && !has(Concept.failed) && !has(Concept.unable) && !fact?.isStrong) return undefined;
  if (fact?.isStrong) {
    if (has(Concept.fee) && isDebit) return undefined;
    if (movements.some((movement) => movement.mood === 'real' && gaveBack(movement))) return undefined;
    if (fact.concept === Concept.received) return undefined;
  }
  // A payment by standing order that failed weighs as much as a cheque that came back.
  const standing = has(Concept.ach) || has(Concept.emi) || has(Concept.cheque) || has(Concept.loan);
  return notice(
    'failed',
    standing && !has(Concept.request) ? 'failed.bounce' : negated ? 'failed.negated' : 'failed.word',
  );
}

function gaveBack({ concept }: Movement): boolean {
  return concept === Concept.credited || concept === Concept.refunded || concept === Concept.reversed;
}

/** A cheque that was `sent for clearing` has paid nobody yet. */
function isInClearing({ has, tokens }: Message): boolean {
  if (!has(Concept.cheque) || !has(Concept.clearing)) return false;
  for (let at = 1; at < tokens.count; at++) {
    if (tokens.at(at).concept === Concept.clearing && tokens.at(at - 1).concept === Concept.for) return true;
  }
  return false;
}

/** `is due on 05-12-26; keep funds to avoid bounce charges`: what a return would cost, not a return. */
function isThreatened({ has, tokens }: Message): boolean {
  if (!has(Concept.due) && !has(Concept.will) && !has(Concept.upcoming)) return false;
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.at(at).concept === Concept.bounced && tokens.at(at + 1).concept !== Concept.fee) return false;
  }
  return true;
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

const takes = conceptSet(
  Concept.debited,
  Concept.deducted,
  Concept.charged,
  Concept.collected,
  Concept.debit,
  Concept.withdrawn,
);

/** `is pending`, `is under process`: neither done nor failed. */
export function underway({ has }: Message, fact: Fact): Verdict | undefined {
  if (fact === null || fact.isStrong || !has(Concept.pending) || has(Concept.successful)) return undefined;
  return notice('service', 'service.pending', 0.7);
}

/** A standing instruction that was set up, changed or ended, or a debit that is still to come. */
export function mandate({ has, movements }: Message, fact: Fact): Verdict | undefined {
  const future = movements.some(({ mood }) => mood === 'future');
  if (has(Concept.mandate)) {
    if (has(Concept.cancelled)) return notice('mandate', 'mandate.ended');
    if (fact === null) return notice('mandate', future ? 'mandate.upcoming' : 'mandate.set');
    if (!fact.isStrong && (future || has(Concept.created) || has(Concept.upcoming)))
      return notice('mandate', 'mandate.set');
  }
  if (fact?.isStrong) return undefined;
  // `A new Direct Debit has been set up`
  if (fact?.concept === Concept.debit && has(Concept.created) && !has(Concept.application))
    return notice('mandate', 'mandate.set', 0.8);
  if (has(Concept.mandate) && has(Concept.pending) && !has(Concept.successful))
    return notice('mandate', 'mandate.pending', 0.8);
  // `SIP registered`, `SIP is due for debit`, `scheduled a transfer`: a plan is a standing instruction too.
  if (has(Concept.sip) && has(Concept.created) && (fact === null || fact.concept === Concept.sip))
    return notice('mandate', 'mandate.set', 0.8);
  if (has(Concept.sip) && has(Concept.due) && has(Concept.debit)) return notice('mandate', 'mandate.upcoming', 0.8);
  if (has(Concept.upcoming) && (has(Concept.transfer) || has(Concept.sip)))
    return notice('mandate', 'mandate.scheduled', 0.8);
  if (has(Concept.upcoming) && fact !== null && takes(fact.concept)) return notice('mandate', 'mandate.upcoming');
  const takesLater = movements.some(({ mood, concept }) => mood === 'future' && takes(concept));
  if (!takesLater || has(Concept.due) || has(Concept.overdue)) return undefined;
  if (has(Concept.emi) || has(Concept.loan)) return notice('due', 'due.future-debit', 0.85);
  return notice('mandate', 'mandate.future-debit', 0.85);
}

/** A bill or a statement is ready. */
export function bill({ has, amounts }: Message, fact: Fact): Verdict | undefined {
  if (fact?.isStrong && fact.concept !== Concept.sent && fact.concept !== Concept.added) return undefined;
  const owed = amounts.some(({ role }) => role === 'due' || role === 'minDue');
  // `Credits Rs.45,000 Debits Rs.32,000`: totals of a period.
  const totals = fact?.concept === Concept.credit || fact?.concept === Concept.debit;
  if (has(Concept.statement) && totals && amounts.length > 1) return notice('statement', 'statement.totals', 0.8);
  if (!has(Concept.generated) && !(has(Concept.statement) && owed)) return undefined;
  return has(Concept.statement) || has(Concept.bill) || has(Concept.invoice)
    ? notice('statement', 'statement.ready')
    : undefined;
}

/** A provident fund tells what stands in its book; nobody's account is touched. */
export function passbook({ has }: Message, fact: Fact): Verdict | undefined {
  if (!has(Concept.passbook) || !has(Concept.balance) || fact?.concept === Concept.credited) return undefined;
  return notice('balance', 'balance.passbook', 0.85);
}

/** A reminder to pay, before or after the date. */
export function due({ has, amounts, movements }: Message, fact: Fact): Verdict | undefined {
  const penalised = has(Concept.overdue) && (fact?.concept === Concept.added || fact?.concept === Concept.charged);
  if (fact?.isStrong && !penalised) return undefined;
  if (has(Concept.kyc)) return undefined;
  if (amounts.some(({ role }) => role === 'due' || role === 'minDue')) return notice('due', 'due.amount');
  if (has(Concept.overdue)) return notice('due', 'due.overdue');
  if (has(Concept.due)) return notice('due', 'due.word', 0.8);
  if (has(Concept.will) && has(Concept.executed) && (has(Concept.emi) || has(Concept.loan)) && fact === null)
    return notice('due', 'due.presented', 0.75);
  const owes = has(Concept.bill) || has(Concept.loan) || has(Concept.emi) || has(Concept.card) || has(Concept.tax);
  if (
    (has(Concept.pending) || has(Concept.pay)) &&
    owes &&
    !has(Concept.promo) &&
    !has(Concept.cashback) &&
    !has(Concept.off) &&
    !movements.some(({ mood, isStrong }) => mood === 'offered' && isStrong) &&
    amounts.length > 0 &&
    !has(Concept.successful) &&
    !has(Concept.thanks)
  ) {
    return notice('due', 'due.pending', 0.75);
  }
  if (has(Concept.outstanding) && movements.length === 0 && !has(Concept.limit))
    return notice('due', 'due.outstanding', 0.7);
  return undefined;
}

const PAYEES: ReadonlySet<InstitutionType> = new Set(['merchant', 'biller', 'insurer', 'telecom', 'government']);
const KEEPERS: ReadonlySet<InstitutionType> = new Set(['bank', 'card', 'wallet', 'lender', 'broker', 'payments']);

/**
 * Someone else confirms that they were paid: the account's own keeper tells of the same money, so counting both would
 * double it. Who wrote decides; without a sender the message is all we have, and it counts.
 */
export function acknowledgement(message: Message, fact: Fact, writer: Writer): Verdict | undefined {
  if (fact === null) return undefined;
  const { has } = message;
  if (creditsBeneficiary(message, fact)) return notice('ack', 'ack.beneficiary-credited');
  if (!writer.isKnown || (writer.type !== null && KEEPERS.has(writer.type))) return undefined;
  const paid = fact.concept === Concept.paid || fact.concept === Concept.payment || isCustomersPayment(message, fact);
  if (fact.concept === Concept.refund && has(Concept.initiated)) return notice('other', 'other.refund-promised', 0.8);
  const isPayee = writer.type !== null && PAYEES.has(writer.type);
  // `Booking confirmed. Txn 44, Fare Rs 985`: whoever sells keeps no account.
  const isDone = has(Concept.successful) || has(Concept.thanks) || has(Concept.delivered);
  if (isPayee && !isDone && !fact.isStrong && (has(Concept.promo) || has(Concept.cashback))) return undefined;
  if (isPayee && isDone && !fact.isStrong && message.accounts.length === 0) return notice('ack', 'ack.sale', 0.8);
  if (!paid && fact.concept !== Concept.recharge && fact.concept !== Concept.refund) return undefined;
  if (isPayee) return notice('ack', 'ack.payee');
  return keepsAccount(message, fact) ? undefined : soldSomething(message, fact);
}

function creditsBeneficiary({ has, tokens }: Message, fact: Movement): boolean {
  if (!has(Concept.beneficiary) || fact.concept !== Concept.credited) return false;
  for (let at = fact.at + 1; at < fact.at + 6; at++) {
    if (tokens.at(at).concept === Concept.beneficiary) return true;
  }
  return false;
}

function keepsAccount(message: Message, fact: Movement): boolean {
  const { accounts, amounts, has, tokens } = message;
  if (has(Concept.loan) || has(Concept.emi) || has(Concept.card) || has(Concept.wallet) || has(Concept.sip))
    return true;
  if (amounts.some(({ role }) => role === 'balance' || role === 'limit')) return true;
  // `your payment for Fibernet account 101229981`: a customer number in full is the seller's.
  const isSold = isCustomersPayment(message, fact);
  return accounts.some(({ at }) => !isSold || tokens.at(at).kind === Kind.masked);
}

const namesMeans = ({ has, hasVpa }: Message): boolean =>
  has(Concept.account) || has(Concept.upi) || has(Concept.reference) || has(Concept.bank) || hasVpa;

function soldSomething(message: Message, fact: Movement): Verdict | undefined {
  const { has } = message;
  const sold =
    has(Concept.order) ||
    has(Concept.delivered) ||
    has(Concept.trip) ||
    has(Concept.thanks) ||
    has(Concept.bill) ||
    has(Concept.premium) ||
    has(Concept.policy) ||
    has(Concept.tax);
  if (isCustomersPayment(message, fact)) return notice('ack', 'ack.received', 0.8);
  // `Payment of Rs 500 for PRO membership successful`: whoever moves money for us says to whom.
  if (fact.concept === Concept.payment && has(Concept.for) && !has(Concept.to) && !namesMeans(message))
    return notice('ack', 'ack.sale', 0.7);
  return sold && !has(Concept.account) ? notice('ack', 'ack.sale', 0.75) : undefined;
}
