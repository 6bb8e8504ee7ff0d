import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import type { Tokens } from './tokens.ts';
import { isYours } from './transfer-direction.ts';

const isHandedOver = conceptSet(Concept.payment, Concept.transfer);

/** `Your payment of $20 to JANE has been deposited`: what the customer sent has arrived. */
export function isYoursArrived(tokens: Tokens, verb: number): boolean {
  if (tokens.at(verb - 1).concept !== Concept.been) return false;
  let leads = false;
  for (let at = verb - 1; at >= 0 && !endsClause(tokens, at, tokens.at(at)); at--) {
    const { concept } = tokens.at(at);
    if (concept === Concept.to) leads = !isYours(tokens.at(at + 1).concept);
    if (concept === Concept.from) return false;
    if (isHandedOver(concept) && leads)
      return tokens.at(at - 1).concept === Concept.your || tokens.at(at - 2).concept === Concept.your;
  }
  return false;
}

/** `credited to your loan account` */
export function creditsLoan(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next < at + 8; next++) {
    if (tokens.at(next).concept === Concept.loan) return tokens.at(next + 1).concept === Concept.account;
  }
  return false;
}

/** `credited to the A/c XX12 of JANE from A/c XX34`: the account with a holder's name is another's. */
export function creditsAnother({ tokens, accounts }: Message, { at }: Movement): boolean {
  const target = accounts.find((account) => account.at > at && account.preposition === Concept.to);
  if (target === undefined || target.isMine || tokens.at(target.at + 1).concept !== Concept.of) return false;
  return accounts.some(({ preposition }) => preposition === Concept.from);
}

/** `Thank you for the payment of Rs 500 towards your loan. Credited on 10-11-26` */
export const repaysLoan = ({ has, movements }: Message, { at }: Movement): boolean =>
  has(Concept.thanks) &&
  has(Concept.loan) &&
  movements.some((movement) => movement.concept === Concept.payment && movement.at < at);

/** `Kisht Rs 500 jama`: an instalment that came in has left the customer, unless their account is named. */
export function isInstalment({ tokens, accounts }: Message, { at: verb }: Movement): boolean {
  if (accounts.length > 0) return false;
  for (let at = verb - 1; at >= 0 && !endsClause(tokens, at, tokens.at(at)); at--)
    if (tokens.at(at).concept === Concept.emi) return true;
  return false;
}
