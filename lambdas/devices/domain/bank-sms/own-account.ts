import { TAIL } from './account-noun.ts';
import type { AccountMention } from './accounts.ts';
import { isDigit, isMask } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import type { Tokens } from './tokens.ts';
import type { Direction } from './types.ts';

const pointsAway: Readonly<Record<Direction, (concept: number) => boolean>> = {
  debit: conceptSet(Concept.to, Concept.towards, Concept.for),
  credit: conceptSet(Concept.from, Concept.by, Concept.via),
};

const pointsHere: Readonly<Record<Direction, (concept: number) => boolean>> = {
  debit: conceptSet(Concept.from, Concept.on, Concept.via, Concept.using, Concept.by, Concept.of),
  credit: conceptSet(Concept.to, Concept.in, Concept.on, Concept.with),
};

/** The customer's own account among those named, for money going this way; without a direction the likeliest. */
export function ownAccount(mentions: readonly AccountMention[], direction: Direction | null): AccountMention | null {
  const [first] = mentions;
  // A lender names the loan and nothing else.
  if (first?.isLoan && !first.isOther && mentions.length === 1) return first;
  let best: AccountMention | null = null;
  let bestScore = -1;
  for (const mention of mentions) {
    const score = ownScore(mention, direction);
    if (score > bestScore) {
      best = mention;
      bestScore = score;
    }
  }
  return best;
}

/** `payment towards Credit Card XX12` settles the customer's own card. */
const isSettled = ({ isCard, preposition }: AccountMention): boolean =>
  isCard && (preposition === Concept.towards || preposition === Concept.for || preposition === Concept.to);

function ownScore(mention: AccountMention, direction: Direction | null): number {
  let score = mention.isOther ? -4 : 1;
  if (mention.isMine) score += 3;
  if (mention.isLoan) score -= 5;
  if (!mention.isCard) score += 2;
  if (direction !== null && pointsHere[direction](mention.preposition)) score += 2;
  if (direction !== null && pointsAway[direction](mention.preposition))
    score -= mention.isMine || isSettled(mention) ? 1 : 4;
  return score;
}

/** The last digits that the message shows, at most four; null when it hides the end of the number. */
export function accountTail(tokens: Tokens, mention: AccountMention): string | null {
  const { start, end } = tokens.at(mention.at);
  let digits = '';
  for (let at = end - 1; at >= start && digits.length < TAIL; at--) {
    const code = tokens.codeAt(at);
    if (isMask(code) || code === Sign.hash) break;
    if (isDigit(code)) digits = tokens.text.charAt(at) + digits;
  }
  return digits.length >= 2 ? digits : null;
}
