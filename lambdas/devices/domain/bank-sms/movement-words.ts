import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

/** `debited`, `spent`: these state what happened. */
export const isParticiple = conceptSet(
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
);
const isNoun = conceptSet(
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
);
const namesInstrument = conceptSet(Concept.card, Concept.limit, Concept.account);
const unmakesNoun = conceptSet(Concept.limit, Concept.due, Concept.overdue, Concept.request);
const happens = conceptSet(
  Concept.bounced,
  Concept.debited,
  Concept.credited,
  Concept.failed,
  Concept.returned,
  Concept.successful,
);

/** Whether the word at this place, of this concept, says that money moves. */
export function isMovement(tokens: Tokens, at: number, concept: number): boolean {
  const next = tokens.at(at + 1);
  // `collected 1,240 points`
  if (tokens.at(at + 2).concept === Concept.reward && next.kind !== Kind.punct) return false;
  const before = tokens.at(at - 1).concept;
  switch (concept) {
    case Concept.dr:
    case Concept.cr:
      return isLedgerMark(tokens, at);
    case Concept.left:
      // `has left your account`, not `limit left`
      return before === Concept.has || next.concept === Concept.your;
    case Concept.arrived:
      return leadsToCustomer(tokens, at + 1) && !isBound(tokens, at);
    case Concept.now:
      // `Rs 60 is now in your A/c`
      return before === Concept.is && next.concept === Concept.in && isCustomers(tokens.at(at + 2).concept);
    case Concept.taken:
      // `Rs 85 taken for toll`, `took Rs 500 from your card`; not `steps taken`
      return (
        next.concept === Concept.out ||
        next.currency > 0 ||
        (next.kind === Kind.word && takesFrom(next.concept) && tokens.at(at - 1).kind === Kind.amount)
      );
    case Concept.gone:
      return next.concept === Concept.to || next.concept === Concept.from;
    case Concept.spend:
      // `Card 1234 | Spend INR 500 | SHOP`: a field of a slip.
      return isPunct(tokens.at(at - 1), Sign.bar) || (before === Concept.card && tokens.textOf(at) === 'spending');
    case Concept.neft:
    case Concept.imps:
    case Concept.rtgs:
      // `an inward NEFT of INR 500`, `NEFT of Rs 9,000 to PRIYA is successful`
      return next.concept === Concept.of;
    case Concept.salary:
      return next.concept === Concept.of;
    case Concept.used:
      // `used 90% of your data` is no money.
      return !isShare(tokens, at + 1) && before !== Concept.gigabyte && tokens.at(at - 2).concept !== Concept.gigabyte;
    case Concept.txn:
      // `Txn: Credit`: the label is no movement of its own.
      return !(isPunct(next, Sign.colon) && isSide(tokens.at(at + 2).concept)) && !unmakesNoun(next.concept);
    case Concept.paid:
      // Hindi: `diye gaye labh` are benefits that were given.
      return next.concept !== Concept.been;
    case Concept.successful:
      // `we have processed Rs 349`
      return (before === Concept.has && tokens.at(at - 2).concept === Concept.we) || clearsCheque(tokens, at);
    case Concept.received:
      // `got bounced`
      return !happens(next.concept) && before !== Concept.to;
    case Concept.sent:
      // A cheque that was `sent for clearing` has moved no money yet; papers are sent by mail.
      return !isForClearing(tokens, at + 2) && !goesByMail(tokens, at) && !isGift(tokens, at);
    case Concept.topup:
      // `Wallet Load for 98.. is successful`; not `Load your wallet`
      return tokens.textOf(at).toLowerCase() !== 'load' || before === Concept.wallet;
    case Concept.top:
      return isTopUp(tokens, at);
    case Concept.disbursal:
      return next.concept === Concept.of;
    case Concept.invest:
      // `investment of Rs 500`, not `shares of ORBIT`
      return next.concept === Concept.of && tokens.at(at + 2).currency > 0;
    case Concept.mandate:
      return next.concept === Concept.of || next.concept === Concept.executed;
    case Concept.deposit:
      // A fixed deposit is a product; what is paid into it is debited.
      return tokens.at(at - 1).concept !== Concept.term && !unmakesNoun(next.concept);
    case Concept.fee:
      // `a $120 charge at SHOP`, `A charge or hold for $19 was placed`
      if (tokens.textOf(at) !== 'charge') return next.concept === Concept.at;
      return next.concept === Concept.at || before === Concept.the || isForSum(tokens, at + 1);
    case Concept.cash:
      return isCashMoved(tokens, at);
    case Concept.send:
      return next.concept === Concept.money;
    case Concept.withdraw:
      return next.concept !== Concept.now && before !== Concept.to;
    case Concept.transfer:
      // `your request to transfer`; not `your transfer request of AED 50 has been processed`
      return (before !== Concept.to && !unmakesNoun(next.concept)) || isCarriedOut(tokens, at + 1);
    case Concept.receipt:
      return next.concept === Concept.of || next.concept === Concept.number;
    case Concept.credit:
    case Concept.debit:
      // Spanish: `tarjeta de credito`
      if (concept === Concept.credit && (before === Concept.available || before === Concept.avail)) return false;
      if (before === Concept.of && namesInstrument(tokens.at(at - 2).concept)) return false;
      return !namesInstrument(next.concept) && !unmakesNoun(next.concept);
    case Concept.purchase:
    case Concept.payment:
      // `Purchase Reversal`, `payment refund`; `payment instructions of AED 250 has been processed`
      if (isCarriedOut(tokens, at + 1)) return true;
      return next.concept !== Concept.reversal && next.concept !== Concept.refund && !unmakesNoun(next.concept);
    default:
      return isParticiple(concept) || (isNoun(concept) && !unmakesNoun(next.concept));
  }
}

/** `charge for $12 at SHOP` */
const isForSum = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).concept === Concept.for && tokens.at(at + 1).currency > 0;

const orders = conceptSet(Concept.request, Concept.mandate);
const ORDER_REACH = 28;

/** `request of AED 50 to IBAN XX12 has been processed`: what was asked for with a sum is done. */
function isCarriedOut(tokens: Tokens, order: number): boolean {
  if (!orders(tokens.at(order).concept) || tokens.at(order + 1).concept !== Concept.of) return false;
  if (tokens.at(order + 2).currency === 0 && tokens.at(order + 2).kind !== Kind.amount) return false;
  for (let at = order + 3; at < order + ORDER_REACH && !endsClause(tokens, at, tokens.at(at)); at++)
    if (tokens.at(at).concept === Concept.successful) return tokens.at(at - 1).concept === Concept.been;
  return false;
}

const isCustomers = conceptSet(Concept.your, Concept.you);
const takesFrom = conceptSet(Concept.for, Concept.from, Concept.by, Concept.at);

/** `reached your A/c`, `arrived in your wallet` */
const leadsToCustomer = (tokens: Tokens, at: number): boolean => {
  const { concept } = tokens.at(at);
  return isCustomers(tokens.at(concept === Concept.in || concept === Concept.to ? at + 1 : at).concept);
};

const BOUND_REACH = 4;

/** `reached your daily limit` */
function isBound(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next <= at + BOUND_REACH; next++) if (tokens.at(next).concept === Concept.limit) return true;
  return false;
}

const CHEQUE_REACH = 18;

/** `Cheque no. 12 for Rs 500 drawn on your a/c has been cleared` */
function clearsCheque(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1).concept;
  if (before !== Concept.been && before !== Concept.is) return false;
  for (let back = at - 2; back >= 0 && back > at - CHEQUE_REACH; back--) {
    if (tokens.at(back).concept === Concept.cheque) return true;
    if (endsClause(tokens, back, tokens.at(back))) return false;
  }
  return false;
}

/** `sent for clearing`, `sent to the refund banker`: on its way between banks. */
function isForClearing(tokens: Tokens, from: number): boolean {
  for (let at = from; at < from + 3; at++) {
    const { concept } = tokens.at(at);
    if (concept === Concept.clearing && (at === from || tokens.textOf(at) === 'banker')) return true;
  }
  return false;
}

/** `sent you a gift card` */
const isGift = (tokens: Tokens, at: number): boolean =>
  tokens.at(at + 1).concept === Concept.you && tokens.at(at + 3).concept === Concept.promo;

const MAIL_REACH = 6;

/** `sent to your registered email` */
function goesByMail(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next < at + MAIL_REACH; next++) {
    const { kind, concept } = tokens.at(next);
    if (concept === Concept.email || kind === Kind.link) return true;
  }
  return false;
}

/** `Cash Out Tk 500`, `Cash-In Tk500`, `Cash In Tk 500` */
function isCashMoved(tokens: Tokens, at: number): boolean {
  const joined = isPunct(tokens.at(at + 1), Sign.hyphen);
  const { concept } = tokens.at(joined ? at + 2 : at + 1);
  return concept === Concept.out || (concept === Concept.in && (joined || tokens.at(at + 2).currency > 0));
}

const isSide = conceptSet(Concept.credit, Concept.debit, Concept.cr, Concept.dr);

/** `90%`, `1.5GB` */
function isShare(tokens: Tokens, at: number): boolean {
  const number = tokens.at(at);
  if (number.kind !== Kind.number) return false;
  return tokens.text.charCodeAt(number.end) === Sign.percent || tokens.at(at + 1).concept === Concept.gigabyte;
}

/** `top up`, `top-up` */
function isTopUp(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  return next.concept === Concept.up || (next.kind === Kind.punct && tokens.at(at + 2).concept === Concept.up);
}

const precedesMark = conceptSet(
  Concept.is,
  Concept.has,
  Concept.been,
  Concept.account,
  Concept.upi,
  Concept.neft,
  Concept.imps,
  Concept.rtgs,
  Concept.ach,
  Concept.rail,
  Concept.txn,
  Concept.cheque,
);
const followsMark = conceptSet(
  Concept.from,
  Concept.to,
  Concept.with,
  Concept.by,
  Concept.on,
  Concept.for,
  Concept.in,
  Concept.via,
  Concept.amount,
  Concept.towards,
  Concept.txn,
);

const LABEL_REACH = 5;

/** `Bal: NGN12,880.55 CR` */
function marksBalance(tokens: Tokens, mark: number): boolean {
  for (let at = mark - 2; at >= mark - LABEL_REACH; at--) {
    const { kind, concept } = tokens.at(at);
    if (concept === Concept.balance || concept === Concept.availableBalance) return true;
    if (kind === Kind.newline) return false;
  }
  return false;
}

/** `Rs.80 Dr. from`, `is Dr with`; not the `Cr` that marks a balance, nor the title of a doctor. */
function isLedgerMark(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1);
  if (tokens.at(at).glued && (before.kind === Kind.amount || before.kind === Kind.number)) return false;
  if (before.kind === Kind.amount && marksBalance(tokens, at)) return false;
  const next = tokens.at(isPunct(tokens.at(at + 1), Sign.dot) ? at + 2 : at + 1);
  if (next.concept === Concept.limit || next.concept === Concept.balance) return false;
  if (before.kind !== Kind.word && before.kind !== Kind.end) return true;
  if (precedesMark(before.concept) || followsMark(next.concept)) return true;
  return next.currency > 0 || next.kind === Kind.amount;
}
