import type { AccountMention } from './accounts.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import * as Kind from './token-kinds.ts';
import type { Tokens } from './tokens.ts';

const isDue = conceptSet(
  Concept.payment,
  Concept.emi,
  Concept.premium,
  Concept.bill,
  Concept.fee,
  Concept.receipt,
  Concept.invoice,
  Concept.sip,
  Concept.tax,
  Concept.acknowledge,
  Concept.trip,
  Concept.order,
);

const comesBack = conceptSet(Concept.refund, Concept.reversal, Concept.cashback);

const settles = conceptSet(Concept.towards, Concept.for, Concept.against);

const PAYMENT_REACH = 24;

/**
 * `Your payment of Rs 500 is received`, `Rs 500 received towards your loan`: someone got what the customer paid. Not
 * `payment received from` a person, nor money received in an account.
 */
export function isCustomersPayment({ tokens, has, accounts }: Message, fact: Movement): boolean {
  if (fact.concept === Concept.collected || fact.concept === Concept.receipt) return true;
  if (fact.concept !== Concept.received || isGivenBack(tokens, fact.at)) return false;
  for (let at = fact.at + 1; at <= fact.at + 10; at++) {
    const token = tokens.at(at);
    // `received and 2.5 units are allotted in folio XX12`: what follows is told of something else.
    if (token.kind === Kind.end || token.concept === Concept.and || endsClause(tokens, at, token)) break;
    if (token.concept === Concept.from) return tokens.at(at + 1).concept === Concept.you;
    if (token.concept === Concept.in && leadsToAccount(accounts, at))
      return (
        has(Concept.loan) ||
        (isOurs(tokens, fact.at) && !accounts.some((each) => tokens.at(each.at).kind === Kind.masked))
      );
    // `received for GHS 50 from KOFI`: what was received, not what for.
    if (settles(token.concept) && (tokens.at(at + 1).currency > 0 || tokens.at(at + 1).kind === Kind.amount)) continue;
    if (settles(token.concept) && (isOwed(has) || tokens.at(fact.at - 1).concept === Concept.has)) return true;
    const { kind, concept } = tokens.at(fact.at - 1);
    const isPlain = kind === Kind.amount || concept === Concept.we || isPassive(tokens, fact.at);
    if (settles(token.concept))
      return isPlain && !accounts.some(({ at: digits }) => tokens.at(digits).kind === Kind.masked);
  }
  for (let at = fact.at - 1; at >= 0 && at >= fact.at - PAYMENT_REACH; at--) {
    const token = tokens.at(at);
    if (isDue(token.concept)) return true;
    if (token.concept === Concept.we || (token.concept === Concept.your && isPassive(tokens, fact.at))) return true;
    if (endsClause(tokens, at, token)) break;
  }
  return false;
}

const REFUND_REACH = 6;

/** `Refund of Rs 500 received` */
function isGivenBack(tokens: Tokens, verb: number): boolean {
  for (let at = verb - 1; at >= verb - REFUND_REACH && !endsClause(tokens, at, tokens.at(at)); at--)
    if (comesBack(tokens.at(at).concept)) return true;
  return false;
}

/** `We received`, `we have received` */
const isOurs = (tokens: Tokens, at: number): boolean =>
  tokens.at(at - 1).concept === Concept.we || tokens.at(at - 2).concept === Concept.we;

/** `is received`, `has been received` */
function isPassive(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1).concept;
  return before === Concept.is || before === Concept.been;
}

function isOwed(has: Message['has']): boolean {
  return (
    has(Concept.loan) ||
    has(Concept.emi) ||
    has(Concept.premium) ||
    has(Concept.policy) ||
    has(Concept.bill) ||
    has(Concept.invoice) ||
    has(Concept.payment) ||
    has(Concept.card) ||
    has(Concept.tax) ||
    has(Concept.order) ||
    has(Concept.fee)
  );
}

function leadsToAccount(accounts: readonly AccountMention[], at: number): boolean {
  return accounts.some(({ at: digits }) => digits > at && digits - at < 8);
}
