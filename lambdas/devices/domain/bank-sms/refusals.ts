import type { Verdict } from './classify.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { isFooter, isReceipt } from './counter-signs.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import { isDone } from './movement-context.ts';
import type { Movement } from './movements.ts';
import { notice } from './notice.ts';

type Fact = Movement | null;

const takes = conceptSet(
  Concept.debited,
  Concept.deducted,
  Concept.charged,
  Concept.collected,
  Concept.debit,
  Concept.withdrawn,
);

/** `is pending`, `is under process`: neither done nor failed; `noticed a transaction ... please verify`: asked about, or turned into EMIs. */
export function underway({ has, amounts, tokens }: Message, fact: Fact): Verdict | undefined {
  if (fact === null || fact.isStrong) return undefined;
  // `Cashback of Rs 50 pending`
  if (has(Concept.pending) && amounts.some(({ last }) => tokens.at(last + 1).concept === Concept.pending))
    return notice('service', 'service.pending', 0.7);
  if (has(Concept.suspicious)) return notice('service', 'service.verify', 0.7);
  // `Pending charge for $12 at SHOP`: a card's keeper tells it before it is booked.
  if (!has(Concept.pending) || has(Concept.successful) || fact.concept === Concept.fee) return undefined;
  return notice('service', 'service.pending', 0.7);
}

/** Whether money was taken, and what is cancelled is told in a sentence of its own behind it. */
function isTakenBefore(tokens: Message['tokens'], fact: Fact): boolean {
  if (!fact?.isStrong || !takes(fact.concept)) return false;
  for (let at = fact.at; at < tokens.count && tokens.at(at).concept !== Concept.cancelled; at++)
    if (endsClause(tokens, at, tokens.at(at))) return true;
  return false;
}

/** A standing instruction that was set up, changed or ended, or a debit that is still to come. */
export function mandate({ has, movements, tokens, amounts }: Message, fact: Fact): Verdict | undefined {
  const isMandate = has(Concept.mandate);
  if (fact?.isStrong && !isMandate) return undefined;
  const future = movements.some(({ mood }) => mood === 'future');
  if (isMandate) {
    // `Rs 499 debited from A/c XX12. Mandate cancelled after this charge`
    if (has(Concept.cancelled) && !isTakenBefore(tokens, fact)) return notice('mandate', 'mandate.ended');
    if (fact === null) return notice('mandate', future ? 'mandate.upcoming' : 'mandate.set');
    if (!fact.isStrong && (future || has(Concept.created) || has(Concept.upcoming)))
      return notice('mandate', 'mandate.set');
  }
  if (fact?.isStrong) return undefined;
  // `UPI Lite auto top-up is turned on`
  if (fact?.concept === Concept.top && has(Concept.created)) return notice('mandate', 'mandate.set', 0.8);
  // `Systematic withdrawal of Rs 500 registered`
  if (
    fact !== null &&
    has(Concept.created) &&
    amounts.some(({ last }) => tokens.at(last + 1).concept === Concept.created)
  )
    return notice('mandate', 'mandate.set', 0.75);
  // `A new Direct Debit has been set up`
  if (fact?.concept === Concept.debit && has(Concept.created) && !has(Concept.application))
    return notice('mandate', 'mandate.set', 0.8);
  if (has(Concept.mandate) && has(Concept.pending) && !has(Concept.successful))
    return notice('mandate', 'mandate.pending', 0.8);
  // `SIP registered`, `SIP is due for debit`, `scheduled a transfer`: a plan is a standing instruction too.
  if (has(Concept.sip) && has(Concept.created) && (fact === null || fact.concept === Concept.sip))
    return notice('mandate', 'mandate.set', 0.8);
  if (fact === null && future && has(Concept.sip)) return notice('mandate', 'mandate.upcoming', 0.8);
  if (has(Concept.sip) && has(Concept.due) && has(Concept.debit)) return notice('mandate', 'mandate.upcoming', 0.8);
  if (
    has(Concept.upcoming) &&
    (has(Concept.transfer) || has(Concept.sip) || (has(Concept.payment) && !has(Concept.due)))
  )
    return notice('mandate', 'mandate.scheduled', 0.8);
  const owes = has(Concept.due) && (has(Concept.emi) || has(Concept.loan));
  if (has(Concept.upcoming) && fact !== null && takes(fact.concept) && !owes)
    return notice('mandate', 'mandate.upcoming');
  const takesLater = movements.some(({ mood, concept }) => mood === 'future' && takes(concept));
  if (!takesLater || has(Concept.due) || has(Concept.overdue)) return undefined;
  if (has(Concept.emi) || has(Concept.loan)) return notice('due', 'due.future-debit', 0.85);
  return notice('mandate', 'mandate.future-debit', 0.85);
}

const LAST = new Set('last final अंतिम अन्तिम आखिरी शेवटची છેલ્લી শেষ கடைசி చివరి ಕೊನೆಯ അവസാന ਆਖਰੀ ଶେଷ'.split(' '));

/** `Last date 25-11-26` */
function hasLastDate(tokens: Message['tokens']): boolean {
  for (let at = 1; at < tokens.count; at++)
    if (tokens.at(at).concept === Concept.generatedOn && LAST.has(tokens.textOf(at - 1).toLowerCase())) return true;
  return false;
}

/** `We confirm receipt of Rs 500 for your card` */
const isConfirmed = ({ tokens }: Message, fact: Fact): boolean =>
  fact?.concept === Concept.receipt && tokens.at(fact.at - 1).concept === Concept.acknowledge;

/** A reminder to pay, before or after the date. */
export function due(message: Message, fact: Fact): Verdict | undefined {
  const { has, amounts, movements } = message;
  const penalised = has(Concept.overdue) && (fact?.concept === Concept.added || fact?.concept === Concept.charged);
  if (fact?.isStrong && !penalised) return undefined;
  if (has(Concept.kyc)) return undefined;
  // `Out of total amount due of Rs 900, payment of Rs 500 has been processed`
  if (fact?.concept === Concept.payment && isDone(message.tokens, fact.at)) return undefined;
  if (amounts.some(({ role }) => role === 'due' || role === 'minDue')) return notice('due', 'due.amount');
  if (has(Concept.overdue)) return notice('due', 'due.overdue');
  if (has(Concept.due) && !isFooter(message, fact)) return notice('due', 'due.word', 0.8);
  if (amounts.length > 0 && has(Concept.generatedOn) && hasLastDate(message.tokens))
    return notice('due', 'due.last-date', 0.75);
  if (has(Concept.will) && has(Concept.executed) && (has(Concept.emi) || has(Concept.loan)) && fact === null)
    return notice('due', 'due.presented', 0.75);
  const owes =
    has(Concept.bill) ||
    has(Concept.loan) ||
    has(Concept.emi) ||
    has(Concept.card) ||
    has(Concept.tax) ||
    has(Concept.premium);
  if (
    ((has(Concept.pending) && fact?.concept !== Concept.fee) || (has(Concept.pay) && !isConfirmed(message, fact))) &&
    owes &&
    !isReceipt(message, fact) &&
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
