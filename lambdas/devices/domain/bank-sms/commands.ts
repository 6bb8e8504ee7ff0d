import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import { endOfSumBehind } from './sum-beside.ts';
import { isPunct, type Tokens } from './tokens.ts';

/** Verbs that order at the head of a clause. */
export const CALLING: readonly number[] = [Concept.pay, Concept.spend, Concept.collect];
const calls = conceptSet(...CALLING);

const followsCommand = conceptSet(Concept.to, Concept.with, Concept.now, Concept.your, Concept.from, Concept.via);

/** `Recharge to avoid`, `Recharge with Rs.349`: an order at the head of a clause, not a fact. */
export function isCommand(tokens: Tokens, at: number): boolean {
  const { concept } = tokens.at(at);
  if (concept === Concept.top)
    return followsCommand(tokens.at(isPunct(tokens.at(at + 1), Sign.hyphen) ? at + 3 : at + 2).concept);
  const orders = concept === Concept.recharge || concept === Concept.withdraw || concept === Concept.purchase;
  const after = tokens.at(at + 1).concept;
  // `Deposit Rs 10,000 before 31-Mar`
  if (concept === Concept.deposit || concept === Concept.transfer) return isWanted(tokens, at);
  // `Withdraw Rs 15,000 from your limit`, `Withdraw anytime`
  if (concept === Concept.withdraw) return true;
  // `Purchase via mada: SAR 88` names the rail.
  return orders && followsCommand(after) && !(concept === Concept.purchase && after === Concept.via);
}

/** `Collect Rs 5,000 cash with the code received`, `Pay Rs 500 spent at SHOP in instalments`, `Pay your bill`, `Spend Rs 500 and receive Rs 50` */
export function isCallToPay(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  return calls(tokens.at(at).concept) && (next.currency > 0 || next.concept === Concept.your);
}

const GOAL_REACH = 12;

/** `Deposit Rs 500 before 31-Mar`: an order with a day to keep, not a slip. */
function isWanted(tokens: Tokens, verb: number): boolean {
  const sum = endOfSumBehind(tokens, verb);
  if (sum === verb) return false;
  for (let at = sum + 1; at <= sum + GOAL_REACH && !endsClause(tokens, at, tokens.at(at)); at++) {
    const { concept } = tokens.at(at);
    if (concept === Concept.before || concept === Concept.every) return true;
  }
  return false;
}
