import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import * as Sign from './signs.ts';
import { endOfSumBehind } from './sum-beside.ts';
import * as Kind from './token-kinds.ts';
import { isPunct } from './tokens.ts';
import type { Direction } from './types.ts';

export const isYours = conceptSet(Concept.your, Concept.you);

const TARGET_REACH = 16;

/** `transferred to your`, `into your Account`, `transferred from X to your`: in. Otherwise, out. */
export function transferDirection(message: Message, { at, concept }: Movement): Direction {
  const { tokens, accounts, has } = message;
  // `Transfer in 12,000.00 THB`
  if (tokens.at(at + 1).concept === Concept.in && tokens.at(at + 2).kind === Kind.amount) return 'credit';
  let leaves = false;
  for (let next = at + 1; next < at + TARGET_REACH; next++) {
    const token = tokens.at(next);
    if (token.kind === Kind.end || endsClause(tokens, next, token)) break;
    if (token.concept === Concept.from) leaves = true;
    // `from Shine Wallet to your bank A/c`: the wallet's keeper tells.
    if (token.concept === Concept.wallet && leaves) return 'debit';
    const points = token.concept === Concept.to || token.concept === Concept.in;
    if (points && isYours(tokens.at(next + 1).concept)) return 'credit';
  }
  if (concept !== Concept.transferred) return has(Concept.inward) || comesFromSomeone(message, at) ? 'credit' : 'debit';
  // `transferred INR 500 to A/c XX12`: who tells has sent it.
  if (at === 0 && endOfSumBehind(tokens, at) > at) return 'debit';
  const [only, ...others] = accounts;
  if (only === undefined || others.length > 0 || has(Concept.from) || only.isMine) return 'debit';
  // The one account that a bank names is its customer's.
  return only.preposition === Concept.to && only.at > at ? 'credit' : 'debit';
}

/** `Transfer 3500 from ANNA P.`: a name after `from`, and nobody it went to. */
function comesFromSomeone({ tokens, has }: Message, at: number): boolean {
  if (has(Concept.to)) return false;
  for (let next = at + 1; next < at + TARGET_REACH; next++) {
    const token = tokens.at(next);
    // `Transfer`, `Amount: SAR 50`, `From: ANNA P.`: lines of a slip.
    const isField = token.concept === Concept.from && isPunct(tokens.at(next + 1), Sign.colon);
    const isLine = token.kind === Kind.newline;
    if (token.kind === Kind.end || (!isLine && endsClause(tokens, next, token))) return false;
    const sender = tokens.at(isField ? next + 2 : next + 1);
    if (token.concept === Concept.from) return sender.kind === Kind.word && sender.concept === 0;
  }
  return false;
}
