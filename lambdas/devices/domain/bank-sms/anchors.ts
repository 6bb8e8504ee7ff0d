import { isUpper } from './characters.ts';
import type { Writer } from './classify.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import * as Kind from './token-kinds.ts';

const SUBJECT_REACH = 4;
/** Only who keeps the money says that it was spent or withdrawn. */
const keepersSay = conceptSet(
  Concept.debited,
  Concept.spent,
  Concept.swiped,
  Concept.used,
  Concept.withdrawn,
  Concept.withdrawal,
);
const isPerson = conceptSet(Concept.you, Concept.your);

/** `Congrats, Rs 65,000 is credited to your A/c. Join now: ...`, `Download our app`: bait on an account without a number. */
function lures({ has, hasLink, amounts, tokens }: Message): boolean {
  if (amounts.some(({ role }) => role === 'balance' || role === 'limit')) return false;
  const isBait = has(Concept.congratulations) || (hasLink && has(Concept.imperative));
  if (isBait && !has(Concept.reference)) return true;
  for (let at = 0; at < tokens.count; at++)
    if (tokens.at(at).concept === Concept.call && isDownload(tokens, at)) return true;
  return false;
}

const isDownload = (tokens: Message['tokens'], at: number): boolean => tokens.textOf(at).toLowerCase() === 'download';

/** Spanish: `Recibiste`, `Pagaste` hold their `you`. */
const tellsYou = (verb: string): boolean => verb.length > 4 && verb.toLowerCase().endsWith('ste');

/** `Transfer received`: only an account receives one. */
const isTransferred = (tokens: Message['tokens'], at: number): boolean =>
  tokens.at(at - 1).concept === Concept.transfer && tokens.at(at).concept === Concept.received;

/** `Rohit withdrew Rs 52,000 last night`: a name did it, not the customer. */
const isSomeones = ({ tokens, text }: Message, verb: number): boolean => {
  const { kind, concept, start } = tokens.at(verb - 1);
  return kind === Kind.word && concept === 0 && isUpper(text.charCodeAt(start)) && tokens.at(verb + 1).currency > 0;
};

/**
 * Whoever keeps our money says where it is kept: an account, a balance, a rail, a reference, or that it was `you` who
 * paid. News and sellers that nobody listed speak of sums as well; without such an anchor theirs are not the customer's.
 */
export function isUnanchored(message: Message, fact: Movement, writer: Writer): boolean {
  if (!writer.isKnown || writer.type !== null) return false;
  const { accounts, amounts, has, hasVpa, tokens } = message;
  if (keepersSay(fact.concept)) return accounts.length === 0 && isSomeones(message, fact.at);
  // `Payment of Rs 180 to CAFE via QR`: whoever moves money says to whom and how.
  if (fact.concept === Concept.payment && has(Concept.to) && has(Concept.via)) return false;
  // `We charged Rs 649 to your card on file`
  const before = tokens.at(fact.at - 1).concept;
  const isMasked = accounts.some(({ at }) => tokens.at(at).kind === Kind.masked);
  if (fact.concept === Concept.charged && before === Concept.we && !isMasked) return true;
  if (accounts.length === 0 && lures(message)) return true;
  if (accounts.length > 0 || hasVpa || amounts.some(({ role }) => role === 'balance' || role === 'limit')) return false;
  if (has(Concept.account) || has(Concept.card) || has(Concept.wallet) || has(Concept.loan) || has(Concept.emi))
    return false;
  if (has(Concept.reference) || has(Concept.upi) || has(Concept.neft) || has(Concept.imps) || has(Concept.atm))
    return false;
  if (
    has(Concept.txn) ||
    has(Concept.bank) ||
    has(Concept.interest) ||
    has(Concept.cheque) ||
    has(Concept.sip) ||
    has(Concept.purchase)
  )
    return false;
  if (tellsYou(tokens.textOf(fact.at)) || isTransferred(tokens, fact.at)) return false;
  for (let at = fact.at - SUBJECT_REACH; at <= fact.at + SUBJECT_REACH; at++)
    if (isPerson(tokens.at(at).concept)) return false;
  return true;
}
