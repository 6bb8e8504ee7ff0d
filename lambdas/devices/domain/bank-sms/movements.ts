import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

/** How a message speaks of a movement: only a `real` one has happened. */
export type Mood = 'real' | 'future' | 'possible' | 'conditional' | 'negated' | 'offered';

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
const beginsOffer = conceptSet(Concept.imperative, Concept.upto, Concept.use);

/** Reads the message clause by clause, carrying the mood that the words before a movement give it. */
export function findMovements(tokens: Tokens): Movement[] {
  const movements: Movement[] = [];
  let mood: Mood = 'real';
  let start = 0;
  let negatedAt = -NEGATION_REACH;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (endsClause(tokens, at, token)) {
      if (token.value === Sign.question) questionLast(movements, at);
      mood = 'real';
      start = at + 1;
      negatedAt = -NEGATION_REACH;
    } else if (token.concept !== 0) {
      const { concept } = token;
      if (negates(concept)) negatedAt = at;
      // `Complete your eKYC to receive the instalment`: a purpose, not a receipt.
      else if (concept === Concept.received && tokens.at(at - 1).concept === Concept.to) mood = 'offered';
      else if (isMovement(tokens, at, concept)) {
        const commanded = at === start && isCommand(tokens, at);
        const negated = !commanded && (mood === 'real' || mood === 'possible') && at - negatedAt < NEGATION_REACH;
        if (movements.length === MOVEMENTS_MAX) break;
        if (commanded) mood = 'offered';
        movements.push({ at, concept, mood: negated ? 'negated' : mood, isStrong: states(tokens, at, concept) });
      } else {
        const after: Mood = at === start && isCallToPay(tokens, at) ? 'offered' : moodAfter(tokens, at, concept, mood);
        if (after === 'future' && mood !== 'future') deferNouns(movements, start);
        if (after === 'possible' && tokens.at(at + 1).concept === Concept.be) offerAll(movements, start);
        mood = after;
      }
    }
  }
  return movements.length === 0 ? signedMovement(tokens) : movements;
}

/** A participle states what happened; in `Fee charged: Rs 2` it labels a sum beside the one that moved. */
function states(tokens: Tokens, at: number, concept: number): boolean {
  if (concept === Concept.charged && tokens.at(at - 1).concept === Concept.fee)
    return !isPunct(tokens.at(at + 1), Sign.colon);
  return isParticiple(concept);
}

/** `-INR 500.00 UPI/...`, `+Rs 20`: where no word says that money moved, a sign that opens a sum does. */
function signedMovement(tokens: Tokens): Movement[] {
  for (let at = 0; at < tokens.count; at++) {
    const sign = tokens.at(at);
    const concept = isPunct(sign, Sign.hyphen) ? Concept.debit : isPunct(sign, Sign.plus) ? Concept.credit : 0;
    const isJoined = sign.glued && !isPunct(tokens.at(at - 1), Sign.colon);
    if (concept === 0 || isJoined || !tokens.at(at + 1).glued) continue;
    const sum = tokens.at(at + 1);
    if (sum.kind === Kind.amount || (sum.currency > 0 && tokens.at(at + 2).kind === Kind.amount))
      return [{ at, concept, mood: 'real', isStrong: false }];
  }
  return [];
}

/** `Your EMI of Rs 500 will be presented`: what the clause named before `will` is still to come as well. */
function deferNouns(movements: Movement[], start: number): void {
  for (let index = movements.length - 1; index >= 0; index--) {
    const movement = movements[index];
    if (movement === undefined || movement.at < start) return;
    if (!movement.isStrong && movement.mood === 'real') movements[index] = { ...movement, mood: 'future' };
  }
}

/** `Rs 1,200 spent on your card can be converted`: what was spent is known, the news is the offer. */
function offerAll(movements: Movement[], start: number): void {
  for (const [index, movement] of movements.entries()) {
    if (movement.at >= start) movements[index] = { ...movement, mood: 'offered' };
  }
}

const negates = conceptSet(Concept.not, Concept.unable);
const defers = conceptSet(Concept.will, Concept.upcoming, Concept.being);
const allows = conceptSet(Concept.can, Concept.may);

function moodAfter(tokens: Tokens, at: number, concept: number, mood: Mood): Mood {
  if (defers(concept)) return 'future';
  if (allows(concept)) return 'possible';
  if (concept === Concept.be && tokens.at(at - 1).concept === Concept.to) return 'future';
  if (concept === Concept.if) return 'conditional';
  // `Claim of Rs 500 settled` is no call to claim.
  const calls = beginsOffer(concept) && tokens.at(at + 1).concept !== Concept.of;
  return calls && mood === 'real' ? 'offered' : mood;
}

const followsCommand = conceptSet(Concept.to, Concept.with, Concept.now, Concept.your, Concept.from, Concept.via);

/** `Recharge to avoid`, `Recharge with Rs.349`: an order at the head of a clause, not a fact. */
function isCommand(tokens: Tokens, at: number): boolean {
  const { concept } = tokens.at(at);
  if (concept === Concept.top)
    return followsCommand(tokens.at(isPunct(tokens.at(at + 1), Sign.hyphen) ? at + 3 : at + 2).concept);
  const orders = concept === Concept.recharge || concept === Concept.withdraw || concept === Concept.purchase;
  return orders && followsCommand(tokens.at(at + 1).concept);
}

/** `Pay Rs 500 spent at SHOP in instalments`, `Pay your bill`, `Spend Rs 500 and receive Rs 50` */
function isCallToPay(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  const { concept } = tokens.at(at);
  return (concept === Concept.pay || concept === Concept.spend) && (next.currency > 0 || next.concept === Concept.your);
}

/** `Salary credited? Invest ...` asks; it does not tell. */
function questionLast(movements: Movement[], at: number): void {
  const last = movements.at(-1);
  if (last !== undefined && at - last.at <= 2) movements[movements.length - 1] = { ...last, mood: 'conditional' };
}

const happens = conceptSet(Concept.bounced, Concept.debited, Concept.credited, Concept.failed, Concept.returned);

function isMovement(tokens: Tokens, at: number, concept: number): boolean {
  const next = tokens.at(at + 1);
  const before = tokens.at(at - 1).concept;
  switch (concept) {
    case Concept.dr:
    case Concept.cr:
      return isLedgerMark(tokens, at);
    case Concept.left:
      // `has left your account`, not `limit left`
      return before === Concept.has;
    case Concept.salary:
      return next.concept === Concept.of;
    case Concept.used:
      // `used 90% of your data` is no money.
      return !isShare(tokens, at + 1);
    case Concept.txn:
      // `Txn: Credit`: the label is no movement of its own.
      return !(isPunct(next, Sign.colon) && isSide(tokens.at(at + 2).concept)) && !unmakesNoun(next.concept);
    case Concept.paid:
      // Hindi: `diye gaye labh` are benefits that were given.
      return next.concept !== Concept.been;
    case Concept.successful:
      // `we have processed Rs 349`
      return before === Concept.has && tokens.at(at - 2).concept === Concept.we;
    case Concept.received:
      // `got bounced`
      return !happens(next.concept) && before !== Concept.to;
    case Concept.sent:
      // A cheque that was `sent for clearing` has moved no money yet; papers are sent by mail.
      return tokens.at(at + 2).concept !== Concept.clearing && !goesByMail(tokens, at);
    case Concept.top:
      return isTopUp(tokens, at);
    case Concept.disbursal:
      return next.concept === Concept.of;
    case Concept.mandate:
      return next.concept === Concept.of || next.concept === Concept.executed;
    case Concept.deposit:
      // A fixed deposit is a product; what is paid into it is debited.
      return tokens.at(at - 1).concept !== Concept.term && !unmakesNoun(next.concept);
    case Concept.fee:
      // `a $120 charge at SHOP`
      return next.concept === Concept.at;
    case Concept.cash:
      return next.concept === Concept.out;
    case Concept.send:
      return next.concept === Concept.money;
    case Concept.withdraw:
      return next.concept !== Concept.now && before !== Concept.to;
    case Concept.transfer:
      // `your request to transfer`
      return before !== Concept.to && !unmakesNoun(next.concept);
    case Concept.receipt:
      return next.concept === Concept.of || next.concept === Concept.number;
    case Concept.credit:
    case Concept.debit:
      return !namesInstrument(next.concept) && !unmakesNoun(next.concept);
    default:
      return isParticiple(concept) || (isNoun(concept) && !unmakesNoun(next.concept));
  }
}

const MAIL_REACH = 6;

/** `sent to your registered email` */
function goesByMail(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next < at + MAIL_REACH; next++) {
    const { kind, concept } = tokens.at(next);
    if (concept === Concept.email || kind === Kind.link) return true;
  }
  return false;
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
);

/** `Rs.80 Dr. from`, `is Dr with`; not the `Cr` that marks a balance, nor the title of a doctor. */
function isLedgerMark(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1);
  if (tokens.at(at).glued && (before.kind === Kind.amount || before.kind === Kind.number)) return false;
  const next = tokens.at(isPunct(tokens.at(at + 1), Sign.dot) ? at + 2 : at + 1);
  if (next.concept === Concept.limit || next.concept === Concept.balance) return false;
  if (before.kind !== Kind.word && before.kind !== Kind.end) return true;
  if (precedesMark(before.concept) || followsMark(next.concept)) return true;
  return next.currency > 0 || next.kind === Kind.amount;
}
