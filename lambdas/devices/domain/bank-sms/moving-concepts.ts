import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';

/** `debited`, `spent`: these state what happened. */
const PARTICIPLES = [
  Concept.debited,
  Concept.deducted,
  Concept.withdrawn,
  Concept.spent,
  Concept.swiped,
  Concept.charged,
  Concept.paid,
  Concept.sent,
  Concept.bought,
  Concept.credited,
  Concept.refunded,
  Concept.reversed,
  Concept.disbursed,
  Concept.received,
  Concept.added,
  Concept.transferred,
  Concept.used,
  Concept.invested,
  Concept.recharged,
  Concept.left,
  Concept.dr,
  Concept.cr,
  Concept.collected,
  Concept.arrived,
  Concept.taken,
  Concept.gone,
];
export const isParticiple = conceptSet(...PARTICIPLES);

const NOUNS = [
  Concept.debit,
  Concept.credit,
  Concept.withdrawal,
  Concept.deposit,
  Concept.payment,
  Concept.txn,
  Concept.transfer,
  Concept.purchase,
  Concept.refund,
  Concept.reversal,
  Concept.cashback,
  Concept.recharge,
  Concept.topup,
  Concept.earned,
  Concept.using,
  Concept.renewed,
  Concept.emi,
  Concept.sip,
  Concept.premium,
  Concept.receipt,
  Concept.redemption,
  Concept.pos,
  Concept.disbursal,
  Concept.mandate,
];
export const isNoun = conceptSet(...NOUNS);

/** Other words, which say so in the right company: those of `isMovement`. */
const OTHERS = [
  Concept.now,
  Concept.spend,
  Concept.neft,
  Concept.imps,
  Concept.rtgs,
  Concept.salary,
  Concept.successful,
  Concept.top,
  Concept.invest,
  Concept.fee,
  Concept.cash,
  Concept.send,
  Concept.withdraw,
  Concept.pay,
];

/** Every concept that may say that money moves. */
export const MOVING: readonly number[] = [...PARTICIPLES, ...NOUNS, ...OTHERS];
