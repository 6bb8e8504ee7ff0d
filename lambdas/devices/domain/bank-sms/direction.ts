import { isUnparted } from './characters.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { creditsAnother, creditsLoan, isInstalment, isYoursArrived, repaysLoan } from './credited-elsewhere.ts';
import { isCustomersPayment } from './customers-payment.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import { isGiven } from './movement-context.ts';
import type { Movement } from './movements.ts';
import { isToCustomer, isYield } from './paid-in.ts';
import * as Sign from './signs.ts';
import { isPunct } from './tokens.ts';
import { isYours, transferDirection } from './transfer-direction.ts';
import type { Direction } from './types.ts';

const debits = conceptSet(
  Concept.debited,
  Concept.deducted,
  Concept.withdrawn,
  Concept.left,
  Concept.spent,
  Concept.swiped,
  Concept.charged,
  Concept.paid,
  Concept.sent,
  Concept.bought,
  Concept.used,
  Concept.invested,
  Concept.dr,
  Concept.debit,
  Concept.withdrawal,
  Concept.txn,
  Concept.purchase,
  Concept.recharge,
  Concept.topup,
  Concept.cash,
  Concept.fee,
  Concept.send,
  Concept.withdraw,
  Concept.top,
  Concept.using,
  Concept.renewed,
  Concept.collected,
  Concept.emi,
  Concept.sip,
  Concept.premium,
  Concept.pos,
  Concept.mandate,
  Concept.successful,
  Concept.invest,
  Concept.taken,
  Concept.gone,
  Concept.spend,
  Concept.pay,
);

/** Which way the money went, as the customer feels it. */
export function directionOf(message: Message, fact: Movement): Direction {
  const direction = statedDirection(message, fact);
  return isUndone(message, fact) ? opposite[direction] : direction;
}

const opposite: Readonly<Record<Direction, Direction>> = { debit: 'credit', credit: 'debit' };

/** `debited for a failed txn has been reversed`: what was taken came back. */
function isUndone({ movements, tokens, has }: Message, fact: Movement): boolean {
  const undoing = movements.find(
    ({ at, concept, mood }) => at > fact.at && concept === Concept.reversed && mood === 'real',
  );
  if (undoing === undefined || fact.concept === Concept.reversed) return false;
  if (has(Concept.failed)) return fact.concept === Concept.debited || fact.concept === Concept.deducted;
  for (let at = fact.at; at < undoing.at; at++) if (endsClause(tokens, at, tokens.at(at))) return false;
  return tokens.at(undoing.at - 1).concept === Concept.been;
}

function statedDirection(message: Message, fact: Movement): Direction {
  const { tokens, has } = message;
  switch (fact.concept) {
    case Concept.paid:
    case Concept.sent:
      // `paid towards your credit card XX12`
      if (message.accounts.some(({ isCard, preposition }) => isCard && preposition === Concept.towards))
        return 'credit';
      return isToCustomer(tokens, fact.at) || (isYield(tokens, fact.at) && !has(Concept.loan)) ? 'credit' : 'debit';
    case Concept.transferred:
    case Concept.transfer:
    case Concept.neft:
    case Concept.imps:
    case Concept.rtgs:
      return transferDirection(message, fact);
    case Concept.added:
      // `Late fee added to your loan`
      return fillsWallet(message) || tokens.at(fact.at - 1).concept === Concept.fee ? 'debit' : 'credit';
    case Concept.payment:
      if (tokens.at(fact.at + 1).concept === Concept.from || isRepaid(message, fact)) return 'credit';
      return settlesCard(message) ? 'credit' : 'debit';
    case Concept.received:
      return (isCustomersPayment(message, fact) && !paysCard(message)) || repaysAlone(message) ? 'debit' : 'credit';
    case Concept.receipt:
      return paysCard(message) ? 'credit' : 'debit';
    case Concept.credited:
      return creditsLoan(tokens, fact.at) ||
        creditsAnother(message, fact) ||
        isYoursArrived(tokens, fact.at) ||
        repaysLoan(message, fact) ||
        isInstalment(message, fact)
        ? 'debit'
        : 'credit';
    case Concept.withdrawn:
      return message.movements.some(({ at, concept }) => concept === Concept.credited && isToCustomer(tokens, at))
        ? 'credit'
        : 'debit';
    case Concept.cash:
      if (isGiven(tokens, fact.at)) return 'credit';
      return tokens.at(fact.at + 1).concept === Concept.in || tokens.at(fact.at + 2).concept === Concept.in
        ? 'credit'
        : 'debit';
    case Concept.withdrawal:
      return paysOut(message, fact) ? 'credit' : 'debit';
    case Concept.recharged:
      return has(Concept.wallet) || has(Concept.card) || message.amounts.some(({ role }) => role === 'balance')
        ? 'credit'
        : 'debit';
    case Concept.txn:
      return isPlus(message) || isSettlement(message) ? 'credit' : 'debit';
    default:
      return debits(fact.concept) ? 'debit' : 'credit';
  }
}

/** `Transaction: +1,250.00 EUR` */
function isPlus({ tokens, amounts }: Message): boolean {
  const sum = amounts.find(({ role }) => role === 'plain');
  return sum !== undefined && isPunct(tokens.at(sum.first - 1), Sign.plus);
}

/** `Settlement of Rs 500 done in your A/c for 41 txns`: what customers paid a shop comes in. */
function isSettlement({ tokens, amounts }: Message): boolean {
  const sum = amounts.find(({ role }) => role === 'plain');
  return (
    sum !== undefined &&
    tokens.at(sum.first - 1).concept === Concept.of &&
    tokens.textOf(sum.first - 2).toLowerCase() === 'settlement'
  );
}

/** `Loan XX99: Rs 500 received`: a lender names nothing but the loan. */
const repaysAlone = ({ accounts, has }: Message): boolean =>
  accounts.length === 1 && accounts[0]?.isLoan === true && !has(Concept.from);

/** `Thank you for payment of Rs 500 towards your credit card XX12`; not when it names the account it came from. */
const settlesCard = ({ accounts, has }: Message): boolean =>
  has(Concept.thanks) &&
  accounts.some(({ isCard, preposition }) => isCard && preposition === Concept.towards) &&
  !accounts.some(({ preposition }) => preposition === Concept.from);

/** Chinese: a credit card that was paid. */
const isRepaid = (message: Message, { at }: Movement): boolean =>
  isUnparted(message.text.charCodeAt(message.tokens.at(at).start)) && paysCard(message);

/** A payment of a credit card comes in on the card; of anything else it went out. */
function paysCard({ has }: Message): boolean {
  return has(Concept.card) && !has(Concept.loan) && !has(Concept.emi);
}

const PAYOUT_REACH = 14;

/** `withdrawal from your trading account is processed to bank A/c XX12` */
function paysOut({ tokens, has }: Message, { at }: Movement): boolean {
  if (has(Concept.atm) || has(Concept.cash)) return false;
  for (let next = at + 1; next < at + PAYOUT_REACH; next++) {
    if (tokens.at(next).concept !== Concept.to) continue;
    const target = tokens.at(next + 1).concept;
    return target === Concept.bank || tokens.at(next + 2).concept === Concept.bank || isYours(target);
  }
  return false;
}

/** `loaded to your UPI Lite from A/C XX12`: the account's keeper tells what left it; a wallet would name its balance. */
const fillsWallet = ({ accounts, amounts }: Message): boolean =>
  accounts.some(({ preposition }) => preposition === Concept.from) && !amounts.some(({ role }) => role === 'balance');
