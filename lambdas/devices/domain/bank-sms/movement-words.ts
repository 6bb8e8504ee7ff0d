import * as Concept from './concepts.ts';
import { isLedgerMark } from './ledger-marks.ts';
import { conceptSet } from './lexicon.ts';
import {
  clearsCheque,
  goesByMail,
  isApplied,
  isBound,
  isCarriedOut,
  isCashMoved,
  isCustomers,
  isForClearing,
  isForSum,
  isGift,
  isQuota,
  isShare,
  isShareUsed,
  isSide,
  isThankedFor,
  isTopUp,
  leadsToCustomer,
  sendsPaper,
} from './movement-context.ts';
import { isNoun, isParticiple } from './moving-concepts.ts';
import * as Sign from './signs.ts';
import { beforeSum } from './sum-beside.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

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

/** Whether the word at this place, of this concept (one of `MOVING`), says that money moves. */
export function isMovement(tokens: Tokens, at: number, concept: number): boolean {
  const next = tokens.at(at + 1);
  // `collected 1,240 points`
  if (tokens.at(at + 2).concept === Concept.reward && next.kind !== Kind.punct) return false;
  const before = tokens.at(at - 1).concept;
  switch (concept) {
    case Concept.dr:
    case Concept.cr:
      return next.concept !== Concept.card && isLedgerMark(tokens, at);
    case Concept.charged:
      return tokens.textOf(at).toLowerCase() !== 'applied' || isApplied(tokens, at);
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
      // `You made a Rs 500 spend at SHOP`
      return (
        (tokens.at(at - 1).kind === Kind.amount && tokens.at(beforeSum(tokens, at)).concept === Concept.the) ||
        isPunct(tokens.at(at - 1), Sign.bar) ||
        (before === Concept.card && tokens.textOf(at).toLowerCase() === 'spending')
      );
    case Concept.neft:
    case Concept.imps:
    case Concept.rtgs:
      // `an inward NEFT of INR 500`, `NEFT of Rs 9,000 to PRIYA is successful`
      return next.concept === Concept.of;
    case Concept.salary:
      return next.concept === Concept.of;
    case Concept.used:
      // `used 90% of your data` is no money.
      return (
        !isQuota(tokens, at) &&
        !isShare(tokens, at + 1) &&
        !isShareUsed(tokens, at) &&
        before !== Concept.gigabyte &&
        tokens.at(at - 2).concept !== Concept.gigabyte
      );
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
      if (isPunct(next, Sign.colon) && tokens.at(at + 2).kind === Kind.number) return false;
      if (next.concept === Concept.the && isPaper(tokens.at(at + 2).concept)) return false;
      if (next.concept === Concept.for && isForClearing(tokens, at + 2)) return false;
      return !happens(next.concept) && before !== Concept.to;
    case Concept.sent:
      // A cheque that was `sent for clearing` has moved no money yet; papers are sent by mail.
      return (
        !isForClearing(tokens, at + 2) && !goesByMail(tokens, at) && !isGift(tokens, at) && !sendsPaper(tokens, at)
      );
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
      if (tokens.textOf(at).toLowerCase() !== 'charge') return next.concept === Concept.at;
      return next.concept === Concept.at || before === Concept.the || isForSum(tokens, at + 1);
    case Concept.cash:
      return isCashMoved(tokens, at);
    case Concept.send:
      return next.concept === Concept.money;
    case Concept.pay:
      return isThankedFor(tokens, at);
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
      if (tokens.at(at - 2).concept === Concept.received && isForClearing(tokens, at)) return false;
      return next.concept !== Concept.reversal && next.concept !== Concept.refund && !unmakesNoun(next.concept);
    default:
      // `withdrawn limit left`
      return (
        (isParticiple(concept) && next.concept !== Concept.limit) || (isNoun(concept) && !unmakesNoun(next.concept))
      );
  }
}

/** `received a bill of Rs 500` */
const isPaper = conceptSet(Concept.bill, Concept.invoice, Concept.request, Concept.mandate);

const takesFrom = conceptSet(Concept.for, Concept.from, Concept.by, Concept.at);
