import { isUpper } from './characters.ts';
import type { Verdict, Writer } from './classify.ts';
import * as Concept from './concepts.ts';
import { isCustomersPayment } from './customers-payment.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import { notice } from './notice.ts';
import * as Kind from './token-kinds.ts';
import type { InstitutionType } from './types.ts';

type Fact = Movement | null;

const PAYEES: ReadonlySet<InstitutionType> = new Set(['merchant', 'biller', 'insurer', 'telecom', 'government']);
const KEEPERS: ReadonlySet<InstitutionType> = new Set(['bank', 'card', 'wallet', 'lender', 'broker', 'payments']);

export const keepsMoney = (type: InstitutionType | null): boolean => type !== null && KEEPERS.has(type);

/**
 * Someone else confirms that they were paid: the account's own keeper tells of the same money, so counting both would
 * double it. Who wrote decides; without a sender the message is all we have, and it counts.
 */
export function acknowledgement(message: Message, fact: Fact, writer: Writer): Verdict | undefined {
  if (fact === null) return undefined;
  const { has } = message;
  if (isAnothersReceipt(message, fact)) return notice('ack', 'ack.another-received', 0.8);
  if (creditsBeneficiary(message, fact)) return notice('ack', 'ack.beneficiary-credited');
  if (!writer.isKnown || keepsMoney(writer.type)) return undefined;
  if (creditsNumber(message, fact)) return notice('ack', 'ack.number-credited', 0.8);
  const paid = fact.concept === Concept.paid || fact.concept === Concept.payment || isCustomersPayment(message, fact);
  const isLater =
    has(Concept.initiated) ||
    has(Concept.day) ||
    message.movements.some(({ mood }) => mood === 'future' || mood === 'possible');
  if (fact.concept === Concept.refund && isLater) return notice('other', 'other.refund-promised', 0.8);
  const isPayee = writer.type !== null && PAYEES.has(writer.type);
  // `Refund of Rs 1,310 for PNR 44 is credited to your bank`: the bank tells when it is there.
  if (isPayee && fact.concept === Concept.credited && has(Concept.refund) && keepsNothing(message))
    return notice('ack', 'ack.refund', 0.8);
  // `Booking confirmed. Txn 44, Fare Rs 985`: whoever sells keeps no account.
  const isDone = has(Concept.successful) || has(Concept.thanks) || has(Concept.delivered);
  if (isPayee && !isDone && !fact.isStrong && (has(Concept.promo) || has(Concept.cashback))) return undefined;
  if (isPayee && isDone && !fact.isStrong && message.accounts.length === 0) return notice('ack', 'ack.sale', 0.8);
  if (!paid && fact.concept !== Concept.recharge && fact.concept !== Concept.refund) return undefined;
  // A telecom's mobile money is an account.
  if (writer.type === 'telecom' && tellsOfAccount(message)) return undefined;
  if (isPayee) return notice('ack', 'ack.payee');
  return keepsAccount(message, fact) ? undefined : soldSomething(message, fact);
}

const keepsNothing = ({ accounts, amounts, has }: Message): boolean =>
  accounts.length === 0 && !has(Concept.wallet) && !amounts.some(({ role }) => role === 'balance');

/** `Balance Rs 20`, `paid from savings A/c 4120` */
const tellsOfAccount = ({ accounts, amounts }: Message): boolean =>
  amounts.some(({ role }) => role === 'balance') || accounts.some(({ preposition }) => preposition === Concept.from);

/** `Confirmed. MARIA JUMA has received Tsh 40,000`: a name in capitals, neither the customer nor their account. */
function isAnothersReceipt({ tokens, text }: Message, { at, concept }: Movement): boolean {
  if (concept !== Concept.received || tokens.at(at - 1).concept !== Concept.has) return false;
  return [at - 2, at - 3].every((index) => {
    const { kind, concept: known, end } = tokens.at(index);
    return kind === Kind.word && known === 0 && isUpper(text.charCodeAt(end - 1));
  });
}

function creditsBeneficiary({ has, tokens }: Message, fact: Movement): boolean {
  if (!has(Concept.beneficiary) || fact.concept !== Concept.credited) return false;
  for (let at = fact.at + 1; at < fact.at + 6; at++) {
    if (tokens.at(at).concept === Concept.beneficiary) return true;
  }
  return false;
}

const NUMBER_REACH = 4;

/** `Recharge of Rs 299 credited to your Airwave number 98...`: a phone holds no money. */
function creditsNumber({ tokens, amounts }: Message, { at, concept }: Movement): boolean {
  if (concept !== Concept.credited || amounts.some(({ role }) => role === 'balance')) return false;
  if (tokens.at(at + 1).concept !== Concept.to || tokens.at(at + 2).concept !== Concept.your) return false;
  for (let next = at + 3; next <= at + 2 + NUMBER_REACH; next++) {
    const token = tokens.at(next);
    if (token.concept === Concept.mobile || token.concept === Concept.number) return true;
    if (token.kind !== Kind.word || token.concept !== 0) return false;
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

/** `Bill payment successful for BESCOM. BBPS reference: 1`: the app that paid it names the rail. */
const isThroughRail = ({ has }: Message, { concept }: Movement): boolean =>
  concept === Concept.payment && has(Concept.rail) && has(Concept.reference);

function soldSomething(message: Message, fact: Movement): Verdict | undefined {
  const { has } = message;
  const sold =
    has(Concept.order) ||
    has(Concept.delivered) ||
    has(Concept.trip) ||
    has(Concept.thanks) ||
    (has(Concept.bill) && !isThroughRail(message, fact)) ||
    has(Concept.premium) ||
    has(Concept.policy) ||
    has(Concept.tax);
  if (isCustomersPayment(message, fact)) return notice('ack', 'ack.received', 0.8);
  // `Payment of Rs 500 for PRO membership successful`: whoever moves money for us says to whom.
  if (fact.concept === Concept.payment && has(Concept.for) && !has(Concept.to) && !namesMeans(message))
    return notice('ack', 'ack.sale', 0.7);
  return sold && !has(Concept.account) ? notice('ack', 'ack.sale', 0.75) : undefined;
}
