import type { Amount } from './amounts.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { tellsWhatIsLeft } from './counter-signs.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

/** A movement needs this much to count; a participle alone brings 2. */
export const EVIDENCE_MIN = 1.5;

/** Hundredths: a bare number of six digits that was read as a sum had its digits grouped. */
const GROUPED_MIN = 10_000_000;

/** These nouns name what is owed as often as what was paid: only an outcome makes them a fact. */
const needsOutcome = conceptSet(
  Concept.emi,
  Concept.sip,
  Concept.premium,
  Concept.renewed,
  Concept.earned,
  Concept.withdraw,
  Concept.redemption,
  Concept.receipt,
  Concept.disbursal,
  Concept.mandate,
);

const isCardMovement = conceptSet(Concept.purchase, Concept.withdrawal, Concept.pos);

const isRail = conceptSet(Concept.neft, Concept.imps, Concept.rtgs);

/** What speaks for a movement that has happened, less what sounds like an offer. */
export function evidenceFor(message: Message, fact: Movement, amount: Amount): number {
  const { has } = message;
  let evidence = fact.isStrong ? 2 : 0.5;
  if (isApart(message.tokens, amount, fact)) evidence -= 1;
  if (isVoucher(message.tokens, amount)) evidence -= 3;
  if (amount.currency === 0 && amount.minor < GROUPED_MIN) evidence -= 0.5;
  const isOrdered = isRail(fact.concept) && !has(Concept.inward);
  // `NEFT of Rs 500 is on hold. It will be processed`: ordered, not moved.
  if (isOrdered && has(Concept.will)) evidence -= 1;
  if (isOrderDone(fact.concept) && arrivesLater(message)) return 0;
  if (!needsOutcome(fact.concept) && !isOrdered) evidence += surroundings(message);
  if (has(Concept.successful) || has(Concept.thanks) || has(Concept.acknowledge) || has(Concept.executed))
    evidence += 1;
  if (isLabelled(message.tokens, amount)) evidence += 1;
  if (isReceipted(message, fact, amount)) evidence += 1;
  if (fact.concept === Concept.renewed && has(Concept.subscription)) evidence += 1;
  if (fact.concept === Concept.earned && has(Concept.cashback)) evidence += 1;
  if (isCardMovement(fact.concept)) evidence += 0.5;
  if (fact.concept === Concept.withdrawal && has(Concept.atm)) evidence += 0.5;
  return evidence - offers(message);
}

/** `A payment of Rs 500 has been processed. The amount will be credited to your account`: it is yet to come. */
const arrivesLater = ({ movements, tokens }: Message): boolean =>
  movements.some(
    ({ at, concept, mood }) =>
      mood === 'future' &&
      concept === Concept.credited &&
      (tokens.at(at + 1).concept === Concept.to || tokens.at(at + 1).concept === Concept.in) &&
      tokens.at(at + 2).concept === Concept.your,
  );

const VOUCHERS = new Set(['voucher', 'coupon']);

/** `INR75 credits`, `Rs 100 voucher`: a shop's own money. */
const isVoucher = (tokens: Tokens, { last }: Amount): boolean => {
  const { concept } = tokens.at(last + 1);
  return (
    concept === Concept.reward ||
    (concept === Concept.promo && VOUCHERS.has(tokens.textOf(last + 1).toLowerCase())) ||
    (concept === Concept.credit && tokens.textOf(last + 1).toLowerCase() === 'credits')
  );
};

/** `It has been credited`, `Amount reversed` */
const refersBack = conceptSet(Concept.it, Concept.amount, Concept.the, Concept.money);

/** `Your loan of Rs 500 is closed. NOC sent`: the sum belongs to a sentence of its own. */
function isApart(tokens: Tokens, { last }: Amount, { at }: Movement): boolean {
  for (let next = last + 1; next < at; next++) {
    const token = tokens.at(next);
    if (token.kind === Kind.punct && endsClause(tokens, next, token)) return !refersBack(tokens.at(next + 1).concept);
  }
  return false;
}

const isOrderDone = conceptSet(Concept.payment, Concept.transfer);

const leadsToOther = conceptSet(Concept.to, Concept.from);

/** `Payment of GHS 30 to CAFE. Trans ID: 4410`: to whom, and under which number. */
function isReceipted({ has, tokens }: Message, fact: Movement, { first, last }: Amount): boolean {
  if (!isOrderDone(fact.concept) || tokens.at(fact.at + 1).concept !== Concept.of || first !== fact.at + 2)
    return false;
  return leadsToOther(tokens.at(last + 1).concept) && (has(Concept.reference) || (has(Concept.txn) && has(Concept.id)));
}

/** `Amount: SAR 72`: a slip of labelled fields, not prose. */
function isLabelled(tokens: Tokens, { first }: Amount): boolean {
  // Arabic: a line that begins `of SAR 72`
  if (tokens.at(first - 1).concept === Concept.of && tokens.at(first - 2).kind === Kind.newline) return true;
  return isPunct(tokens.at(first - 1), Sign.colon) && tokens.at(first - 2).concept === Concept.amount;
}

function surroundings({ has, accounts, amounts, hasVpa, hasDate }: Message): number {
  let evidence = 0;
  if (accounts.length > 0) evidence += 2;
  else if (has(Concept.account) || has(Concept.card) || has(Concept.wallet)) evidence += has(Concept.your) ? 1 : 0.5;
  if (amounts.some(tellsWhatIsLeft)) evidence += 1;
  if (has(Concept.reference) || has(Concept.txn)) evidence += 0.5;
  if (has(Concept.upi) || has(Concept.neft) || has(Concept.imps) || has(Concept.rtgs) || has(Concept.ach) || hasVpa)
    evidence += 0.5;
  if (hasDate) evidence += 0.5;
  return evidence;
}

/** `in your account in 5 mins` */
function isTimed(tokens: Tokens): boolean {
  for (let at = 2; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.day || tokens.at(at - 1).kind !== Kind.number) continue;
    if (tokens.at(at - 2).concept === Concept.in) return true;
  }
  return false;
}

/** A call to do something; `T&C apply` and `Charges apply` are clauses of a contract. */
function callsOn(tokens: Tokens): boolean {
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.imperative) continue;
    const { kind, concept } = tokens.at(at - 1);
    const isNamed = kind === Kind.word && (concept === 0 || concept === Concept.fee);
    if (!isNamed || tokens.textOf(at).toLowerCase() !== 'apply') return true;
  }
  return false;
}

/** `Use it before midnight` */
function saysUse(tokens: Tokens): boolean {
  for (let at = 1; at < tokens.count; at++) {
    if (tokens.at(at).concept === Concept.use && endsClause(tokens, at - 1, tokens.at(at - 1))) return true;
  }
  return false;
}

/** `Rs 500 FREE CASH in your wallet. Avail the offers now` */
function luresTwice(tokens: Tokens): boolean {
  let lures = 0;
  for (let at = 0; at < tokens.count; at++) if (tokens.at(at).concept === Concept.promo) lures++;
  return lures > 1;
}

function offers({ has, hasLink, hasDate, tokens, accounts }: Message): number {
  let doubt = 0;
  // `Rs 150 credited as welcome gift`: what is the customer's own is called so.
  if (has(Concept.promo)) doubt += has(Concept.your) || accounts.length > 0 ? 1 : 1.5;
  if (has(Concept.promo) && accounts.length === 0 && luresTwice(tokens)) doubt += 1.5;
  if (has(Concept.upto) || has(Concept.off)) doubt += 2;
  if (has(Concept.preapproved)) doubt += hasDate ? 2 : 4;
  if (has(Concept.scam)) doubt += 2;
  if (has(Concept.congratulations)) doubt += 0.5;
  if (has(Concept.imperative) && callsOn(tokens)) doubt += 0.5;
  if (hasLink && has(Concept.click)) doubt += 1;
  if (has(Concept.day) && isTimed(tokens)) doubt += 1;
  if (has(Concept.promo) && ((has(Concept.use) && saysUse(tokens)) || has(Concept.valid))) doubt += 1;
  return doubt;
}
