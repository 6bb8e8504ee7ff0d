import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Token, Tokens } from './tokens.ts';

/** These never belong to a name, whatever their case. */
export const endsName = conceptSet(
  Concept.reference,
  Concept.balance,
  Concept.availableBalance,
  Concept.available,
  Concept.avail,
  Concept.limit,
  Concept.not,
  Concept.if,
  Concept.call,
  Concept.block,
  Concept.dispute,
  Concept.details,
  Concept.value,
  Concept.is,
  Concept.has,
  Concept.will,
  Concept.credited,
  Concept.debited,
  Concept.generatedOn,
  Concept.payee,
  Concept.your,
  Concept.please,
  Concept.vpa,
  Concept.ending,
  Concept.click,
  Concept.deducted,
  Concept.spent,
  Concept.withdrawn,
  Concept.sent,
  Concept.rail,
  Concept.imps,
  Concept.neft,
  Concept.rtgs,
  Concept.failed,
  Concept.been,
  Concept.current,
  Concept.mandate,
);

/** These do, unless written in small letters or before a date, a number or an account. */
export const mayEndName = conceptSet(
  Concept.on,
  Concept.at,
  Concept.by,
  Concept.via,
  Concept.using,
  Concept.from,
  Concept.towards,
  Concept.for,
  Concept.to,
  Concept.with,
  Concept.in,
  Concept.as,
  Concept.and,
  Concept.upi,
  Concept.successful,
  Concept.txn,
  Concept.of,
  Concept.after,
  Concept.before,
  Concept.against,
  Concept.per,
  Concept.you,
  Concept.paid,
  Concept.received,
);

/** Things that shops are named after: with a capital they belong to the name, before digits they do not. */
export const isThing = conceptSet(
  Concept.account,
  Concept.card,
  Concept.order,
  Concept.emi,
  Concept.id,
  Concept.number,
  Concept.wallet,
  Concept.payment,
  Concept.policy,
);

export const partsNameOnly = conceptSet(Concept.payee, Concept.current);

/** `ACCOUNTS OFFICER`: many accounts are whose work they are. */
export const keepsAccounts = (tokens: Tokens, at: number): boolean =>
  tokens.textOf(at) === 'ACCOUNTS' && tokens.at(at + 1).concept === 0 && isUpperWord(tokens, tokens.at(at + 1));

export function isUpperWord(tokens: Tokens, token: Token): boolean {
  return isUpper(tokens.codeAt(token.start)) && isUpper(tokens.codeAt(token.end - 1));
}
