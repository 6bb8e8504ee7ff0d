import type { Amount } from './amounts.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import * as Sign from './signs.ts';
import { isPunct, type Tokens } from './tokens.ts';

const QUESTION_REACH = 8;

/** `Is this your transaction? ...`: nobody knows yet. */
export function asksWhose(tokens: Tokens): boolean {
  let isYours = false;
  let isTxn = false;
  for (let at = 0; at < QUESTION_REACH; at++) {
    const token = tokens.at(at);
    if (token.concept === Concept.your) isYours = true;
    if (token.concept === Concept.txn) isTxn = true;
    if (isPunct(token, Sign.question)) return isYours && isTxn;
    if (endsClause(tokens, at, token)) return false;
  }
  return false;
}

export const tellsWhatIsLeft = ({ role }: Amount): boolean => role === 'balance' || role === 'limit';

/** `Card Purchase XX12 AED 60 ... Avl Bal AED 90`: what follows a receipt is no demand. */
export const isReceipt = ({ amounts, accounts }: Message, fact: Movement | null): boolean =>
  fact?.concept === Concept.purchase &&
  accounts.length > 0 &&
  amounts[0]?.role === 'plain' &&
  amounts.some(tellsWhatIsLeft);

/** `Card Purchase ... AED 60 ... Your statement's due date is 26/12`: a sentence of its own, without a sum, behind a purchase. */
export function isFooter({ tokens, amounts, accounts }: Message, fact: Movement | null): boolean {
  if (fact?.concept !== Concept.purchase || accounts.length === 0 || !amounts.some(({ role }) => role === 'plain'))
    return false;
  const left = amounts.find(tellsWhatIsLeft);
  let start = 0;
  for (let at = 0; at < tokens.count; at++) {
    if (endsClause(tokens, at, tokens.at(at)) || at === left?.last) start = at + 1;
    if (tokens.at(at).concept !== Concept.due) continue;
    if (start <= fact.at || amounts.some(({ first }) => first >= start)) return false;
  }
  return true;
}
