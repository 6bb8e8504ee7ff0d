import type { Verdict, Writer } from './classify.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import { notice } from './notice.ts';

const pays = conceptSet(Concept.received, Concept.paid, Concept.payment, Concept.collected);

/** What the message is about when nothing moved in it. */
export function withoutMovement(message: Message, writer: Writer): Verdict {
  const { has, amounts, movements, hasLink } = message;
  // `Beware of fraudsters, never share ...` warns of what `You won the lottery` tries.
  const warns = has(Concept.never) || has(Concept.not) || has(Concept.block) || has(Concept.dispute);
  if (has(Concept.scam) && !warns) return notice('other', 'other.scam', 0.8);
  if ((has(Concept.suspicious) && !has(Concept.can)) || (has(Concept.never) && has(Concept.click)) || retells(message))
    return notice('service', 'service.warning', 0.7);
  if (has(Concept.refund) && movements.some(({ mood }) => mood === 'future' || mood === 'possible'))
    return notice('other', 'other.refund-promised', 0.75);
  const isSettled = has(Concept.thanks) || has(Concept.receipt) || has(Concept.successful);
  if (isSettled && amounts.length > 0 && movements.some(({ mood, concept }) => mood === 'real' && pays(concept)))
    return notice('ack', 'ack.thanks', 0.65);
  // `Thank you for paying Rs 500`, `Thanks, Rs 500 reached us`, `Thanks for shopping. Bill Rs 500`
  if (has(Concept.thanks) && (has(Concept.pay) || has(Concept.arrived) || has(Concept.bill)) && amounts.length > 0)
    return notice('ack', 'ack.thanks', 0.65);
  // `Low balance in your wallet, recharge now`
  const tellsBalance = has(Concept.balance) || amounts.some(({ role }) => role === 'balance');
  if (tellsBalance && has(Concept.wallet) && amounts.length > 0 && !has(Concept.promo))
    return notice('balance', 'balance.low', 0.7);
  if (amounts.some(({ role }) => role === 'due' || role === 'minDue')) return notice('due', 'due.amount', 0.8);
  if (isAboutAccount(message) || isPayeeAdded(message)) return notice('service', 'service.words', 0.75);
  if (has(Concept.statement) && !amounts.some(({ role }) => role === 'balance'))
    return notice('statement', 'statement.word', 0.8);
  if (has(Concept.mandate) && !soundsLikeOffer(has)) return notice('mandate', 'mandate.word', 0.6);
  if (amounts.some(({ role }) => role === 'outstanding')) return notice('due', 'due.outstanding', 0.7);
  const promises = movements.some(
    ({ mood, concept }) =>
      mood === 'offered' ||
      mood === 'possible' ||
      (mood === 'future' && (concept === Concept.cashback || (concept === Concept.credited && has(Concept.recharge)))),
  );
  if (promises || soundsLikeOffer(has) || offersLoan(message) || luresOn(message))
    return notice('promo', 'promo.words', 0.8);
  if (amounts.some(({ role }) => role === 'balance')) {
    return writer.type === 'telecom' ? notice('other', 'other.usage', 0.7) : notice('balance', 'balance.only', 0.85);
  }
  if (has(Concept.balance) && amounts.length > 0) return notice('balance', 'balance.word', 0.6);
  if (has(Concept.request) && (has(Concept.account) || has(Concept.your)))
    return notice('service', 'service.request', 0.6);
  const isOnItsWay =
    has(Concept.generated) ||
    has(Concept.soon) ||
    (has(Concept.delivered) && (amounts.length === 0 || !has(Concept.order)));
  if (isOnItsWay && (has(Concept.card) || has(Concept.cheque))) return notice('service', 'service.sent', 0.7);
  if (has(Concept.order) || has(Concept.delivered) || has(Concept.trip)) return notice('other', 'other.order', 0.6);
  if (
    has(Concept.service) ||
    has(Concept.beneficiary) ||
    has(Concept.payee) ||
    has(Concept.created) ||
    has(Concept.password) ||
    has(Concept.pin)
  ) {
    return notice('service', 'service.words', 0.7);
  }
  const isKept = has(Concept.loan) || has(Concept.cheque) || (has(Concept.deposit) && !hasLink);
  if (isKept || ((movements.length > 0 || !hasLink) && (has(Concept.account) || has(Concept.card))))
    return notice('service', 'service.account', 0.5);
  return notice('other', hasLink ? 'other.link' : 'other.nothing', 0.5);
}

/** `Get up to Ksh 20,000`, `got Rs 40,000. Your turn! Tap here: ...` */
const luresOn = ({ has, hasLink, amounts }: Message): boolean =>
  (has(Concept.click) && hasLink && amounts.length > 0 && !has(Concept.block)) ||
  (has(Concept.up) && amounts.some(({ role }) => role === 'ceiling'));

/** `Your Rs 3,00,000 loan is approved! Get it here: ...` */
const offersLoan = ({ has, hasLink, amounts }: Message): boolean =>
  has(Concept.loan) &&
  amounts.length > 0 &&
  (hasLink || has(Concept.click) || has(Concept.soon) || has(Concept.call)) &&
  !has(Concept.block) &&
  !has(Concept.never) &&
  !has(Concept.generated);

/** `Beware: callers say Rs 500 was credited`, `Got an SMS that ...? It is fraud` */
const retells = ({ has, movements }: Message): boolean =>
  (has(Concept.never) || has(Concept.block)) &&
  movements.length > 0 &&
  movements.every(({ mood }) => mood === 'conditional');

function soundsLikeOffer(has: Message['has']): boolean {
  return (
    has(Concept.promo) ||
    has(Concept.upto) ||
    has(Concept.off) ||
    has(Concept.preapproved) ||
    has(Concept.congratulations) ||
    has(Concept.imperative)
  );
}

function isAboutAccount({ has }: Message): boolean {
  return (
    has(Concept.kyc) ||
    has(Concept.application) ||
    ((has(Concept.service) || (has(Concept.maintenance) && !has(Concept.avail))) &&
      !has(Concept.promo) &&
      !has(Concept.preapproved) &&
      !has(Concept.off) &&
      !has(Concept.upto))
  );
}

/** `Payee added. You can transfer up to Rs 50,000` */
const isPayeeAdded = ({ has, movements }: Message): boolean =>
  (has(Concept.payee) || has(Concept.beneficiary)) && movements.some(({ concept }) => concept === Concept.added);
