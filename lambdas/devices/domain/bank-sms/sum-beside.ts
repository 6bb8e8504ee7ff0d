import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const SUM_MAX = 4;

const isOfSum = (token: Token): boolean => token.kind === Kind.amount || token.currency > 0;

const joins = (token: Token): boolean => isPunct(token, Sign.dot) || isPunct(token, Sign.colon);

/** The last token of a sum that stands right behind this one (`sent Rs. 500 to`), or the index itself. */
export function endOfSumBehind(tokens: Tokens, at: number): number {
  let last = at;
  let isSum = false;
  for (let next = at + 1; next <= at + SUM_MAX; next++) {
    const token = tokens.at(next);
    if (isOfSum(token)) last = next;
    else if (!joins(token)) break;
    if (token.kind === Kind.amount) isSum = true;
  }
  return isSum ? last : at;
}

/** The token before a sum that leads up to this one (`aapko Rs 500 bheje`), or the one right before it. */
export function beforeSum(tokens: Tokens, at: number): number {
  let back = at - 1;
  while (back >= at - SUM_MAX && (isOfSum(tokens.at(back)) || joins(tokens.at(back)))) back--;
  return back;
}
