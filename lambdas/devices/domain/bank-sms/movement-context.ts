import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import { endOfSumBehind } from './sum-beside.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

/** `charge for $12 at SHOP` */
export const isForSum = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).concept === Concept.for && tokens.at(at + 1).currency > 0;

const orders = conceptSet(Concept.request, Concept.mandate);

const ORDER_REACH = 28;

/** `request of AED 50 to IBAN XX12 has been processed`: what was asked for with a sum is done. */
export const isCarriedOut = (tokens: Tokens, order: number): boolean =>
  orders(tokens.at(order).concept) && isDone(tokens, order);

/** `payment of AED 50 to SHOP has been processed`, `request of AED 50 was processed` */
export function isDone(tokens: Tokens, noun: number): boolean {
  if (tokens.at(noun + 1).concept !== Concept.of) return false;
  if (tokens.at(noun + 2).currency === 0 && tokens.at(noun + 2).kind !== Kind.amount) return false;
  for (let at = noun + 3; at < noun + ORDER_REACH && !endsClause(tokens, at, tokens.at(at)); at++) {
    if (tokens.at(at).concept !== Concept.successful) continue;
    const before = tokens.at(at - 1).concept;
    return before === Concept.been || before === Concept.is;
  }
  return false;
}

export const isCustomers = conceptSet(Concept.your, Concept.you);

/** `reached your A/c`, `arrived in your wallet` */
export const leadsToCustomer = (tokens: Tokens, at: number): boolean => {
  const { concept } = tokens.at(at);
  return isCustomers(tokens.at(concept === Concept.in || concept === Concept.to ? at + 1 : at).concept);
};

const BOUND_REACH = 4;

/** `reached your daily limit` */
export function isBound(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next <= at + BOUND_REACH; next++) if (tokens.at(next).concept === Concept.limit) return true;
  return false;
}

const CHEQUE_REACH = 18;

/** `Cheque no. 12 for Rs 500 drawn on your a/c has been cleared`, `cleared on 10-11-26` */
export function clearsCheque(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1).concept;
  const isOver = before === Concept.been || before === Concept.is || tokens.at(at + 1).concept === Concept.on;
  if (!isOver && !isForSum(tokens, at + 1)) return false;
  return hasBehind(tokens, Concept.cheque, at);
}

/** Whether the concept stands before, in the same clause. */
function hasBehind(tokens: Tokens, concept: number, from: number): boolean {
  for (let back = from - 1; back >= 0 && back > from - CHEQUE_REACH; back--) {
    if (tokens.at(back).concept === concept) return true;
    if (endsClause(tokens, back, tokens.at(back))) return false;
  }
  return false;
}

/** `sent for clearing`, `received for collection`, `sent to the refund banker`: on its way between banks. */
export function isForClearing(tokens: Tokens, from: number): boolean {
  if (tokens.at(from - 1).concept === Concept.for && tokens.textOf(from).toLowerCase() === 'collection') return true;
  // `Cheque 12 for Rs 500 received for payment`
  if (tokens.at(from).concept === Concept.payment && tokens.at(from + 1).kind !== Kind.word)
    return hasBehind(tokens, Concept.cheque, from);
  for (let at = from; at < from + 3; at++) {
    const { concept } = tokens.at(at);
    if (concept === Concept.clearing && (at === from || tokens.textOf(at).toLowerCase() === 'banker')) return true;
  }
  return false;
}

/** `sent you a gift card` */
export const isGift = (tokens: Tokens, at: number): boolean =>
  tokens.at(at + 1).concept === Concept.you && tokens.at(at + 3).concept === Concept.promo;

/** `Thanks for paying Rs 500 from A/c XX12`: the account's keeper tells; a shop thanks without naming the account. */
export const isThankedFor = (tokens: Tokens, at: number): boolean =>
  tokens.at(at - 1).concept === Concept.for &&
  tokens.at(at - 2).concept === Concept.thanks &&
  tokens.at(at + 1).currency > 0 &&
  (tokens.at(at + 3).concept === Concept.from || tokens.at(at + 4).concept === Concept.from);

const SUBJECT_REACH = 8;

/** `UPI mandate sent to your app`, `Gift card of Rs 500 sent to you`: neither is money. */
export function sendsPaper(tokens: Tokens, verb: number): boolean {
  for (let at = verb - 1; at >= verb - SUBJECT_REACH && at >= 0 && !endsClause(tokens, at, tokens.at(at)); at--) {
    const { concept } = tokens.at(at);
    if (concept === Concept.mandate && at >= verb - 3) return !isPunct(tokens.at(at + 1), Sign.colon);
    if (concept === Concept.card && tokens.at(at - 1).concept === Concept.promo) return true;
  }
  return false;
}

/** `Interest of Rs 500 has been applied`; not `coupon applied`, `you applied for a card` */
export function isApplied(tokens: Tokens, verb: number): boolean {
  const before = tokens.at(verb - 1).concept;
  if (before !== Concept.been && before !== Concept.is) return false;
  for (let at = verb - 1; at >= 0 && at >= verb - SUBJECT_REACH && !endsClause(tokens, at, tokens.at(at)); at--)
    if (tokens.at(at).concept === Concept.interest || tokens.at(at).concept === Concept.fee) return true;
  return false;
}

const MAIL_REACH = 6;

/** `sent to your registered email` */
export function goesByMail(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next < at + MAIL_REACH; next++) {
    const { kind, concept } = tokens.at(next);
    if (concept === Concept.email || kind === Kind.link) return true;
  }
  return false;
}

/** `Give Ksh 1,000 cash to AGENT`: how mobile money confirms a deposit. */
export const isGiven = (tokens: Tokens, at: number): boolean =>
  tokens.at(at + 1).concept === Concept.to &&
  tokens.textOf(at - 3).toLowerCase() === 'give' &&
  tokens.at(at - 2).currency > 0;

/** `Cash Out Tk 500`, `Cash-In Tk500`, `Cash In Tk 500` */
export function isCashMoved(tokens: Tokens, at: number): boolean {
  if (isGiven(tokens, at)) return true;
  const joined = isPunct(tokens.at(at + 1), Sign.hyphen);
  const { concept } = tokens.at(joined ? at + 2 : at + 1);
  return concept === Concept.out || (concept === Concept.in && (joined || tokens.at(at + 2).currency > 0));
}

export const isSide = conceptSet(Concept.credit, Concept.debit, Concept.cr, Concept.dr);

/** `90%`, `1.5GB` */
export function isShare(tokens: Tokens, at: number): boolean {
  const number = tokens.at(at);
  if (number.kind !== Kind.number) return false;
  return tokens.codeAt(number.end) === Sign.percent || tokens.at(at + 1).concept === Concept.gigabyte;
}

/** `used Rs 75 of your Rs 100` */
export function isQuota(tokens: Tokens, verb: number): boolean {
  const sum = endOfSumBehind(tokens, verb);
  return sum > verb && tokens.at(sum + 1).concept === Concept.of;
}

/** `90% of your daily data is used` */
export function isShareUsed(tokens: Tokens, verb: number): boolean {
  for (let at = verb - 1; at >= verb - SUBJECT_REACH && at >= 0 && !endsClause(tokens, at, tokens.at(at)); at--)
    if (tokens.at(at).kind === Kind.number && tokens.codeAt(tokens.at(at).end) === Sign.percent) return true;
  return false;
}

/** `top up`, `top-up` */
export function isTopUp(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  return next.concept === Concept.up || (next.kind === Kind.punct && tokens.at(at + 2).concept === Concept.up);
}
