import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import { beforeSum, endOfSumBehind } from './sum-beside.ts';
import { isPunct, type Tokens } from './tokens.ts';
import { isYours } from './transfer-direction.ts';

const yields = conceptSet(Concept.interest, Concept.dividend);

const YIELD_REACH = 16;

/** `Net interest of Rs 500 paid`, `paid as dividend`; not `Rs 50 sent to X. Earn interest daily` */
export function isYield(tokens: Tokens, verb: number): boolean {
  // `Rs 417 int. paid`
  if (yields(tokens.at(verb - 2).concept) && isPunct(tokens.at(verb - 1), Sign.dot)) return true;
  for (const step of [-1, 1])
    for (let at = verb + step; Math.abs(at - verb) <= YIELD_REACH && !endsClause(tokens, at, tokens.at(at)); at += step)
      if (yields(tokens.at(at).concept)) return true;
  return false;
}

/** `sent to you`, `paid into your A/c`, `sent you`, `sent INR 50 to you`. */
export function isToCustomer(tokens: Tokens, at: number): boolean {
  const behind = endOfSumBehind(tokens, at);
  if (behind > at && tokens.at(behind + 1).concept === Concept.to && tokens.at(behind + 2).concept === Concept.you)
    return true;
  const next = tokens.at(at + 1).concept;
  if (next === Concept.you || tokens.at(beforeSum(tokens, at)).concept === Concept.toYou) return true;
  // `paid in to Cheq A/c`
  if (next === Concept.in && tokens.at(at + 2).concept === Concept.to) return true;
  return (next === Concept.to || next === Concept.in) && isYours(tokens.at(at + 2).concept);
}
