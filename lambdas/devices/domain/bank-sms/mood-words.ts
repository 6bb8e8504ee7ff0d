import * as Concept from './concepts.ts';
import { isTitle } from './hearsay.ts';
import { conceptSet } from './lexicon.ts';
import { changeMood, supposeLast } from './mood-behind.ts';
import type { Mood, Movement } from './movements.ts';
import { isSummed } from './periods.ts';
import type { Tokens } from './tokens.ts';

const OFFERING = [Concept.imperative, Concept.upto, Concept.use];
const beginsOffer = conceptSet(...OFFERING);
const NEGATING = [Concept.not, Concept.unable];
export const negates = conceptSet(...NEGATING);
const DEFERRING = [Concept.will, Concept.upcoming, Concept.being, Concept.soon];
const defers = conceptSet(...DEFERRING);
const ALLOWING = [Concept.can, Concept.may];
const allows = conceptSet(...ALLOWING);

const BENDING = [
  Concept.willBehind,
  Concept.dispute,
  Concept.application,
  Concept.due,
  Concept.far,
  Concept.day,
  Concept.month,
  Concept.paper,
  Concept.service,
];
export const bends = conceptSet(...BENDING);

/** Every concept that may change a mood. */
export const MOODY: readonly number[] = [
  ...OFFERING,
  ...NEGATING,
  ...DEFERRING,
  ...ALLOWING,
  ...BENDING,
  Concept.be,
  Concept.if,
  Concept.every,
];

/** Words that change what the clause tells: the mood from here on, and that of the movements named before. */
export function bend(tokens: Tokens, movements: Movement[], at: number, start: number, mood: Mood): Mood {
  const before = tokens.at(at - 1).concept;
  switch (tokens.at(at).concept) {
    case Concept.willBehind:
      // `debit kiya jayega`: `will` follows the verb.
      changeMood(movements, start, 'future');
      return mood;
    case Concept.due:
      // `Rs 500 spent in Oct is payable by 5-Nov`
      if (before === Concept.is) supposeLast(tokens, movements, start);
      return mood;
    case Concept.paper:
      // `Interest certificate: Rs 500 paid`
      return isTitle(tokens, at) ? 'conditional' : mood;
    case Concept.service:
      // `We blocked a $318 charge`
      return before === Concept.we ? 'conditional' : mood;
    default:
      // `Last month you received Rs 500`, `You have spent Rs 500 so far`: sums of a time, no news.
      if (!isSummed(tokens, at, start)) return mood;
      changeMood(movements, start, 'conditional');
      return 'conditional';
  }
}

export function moodAfter(tokens: Tokens, at: number, concept: number, mood: Mood): Mood {
  if (defers(concept)) return 'future';
  if (allows(concept)) return 'possible';
  if (concept === Concept.be && tokens.at(at - 1).concept === Concept.to) return 'future';
  if (concept === Concept.if || concept === Concept.every) return 'conditional';
  // `Claim of Rs 500 settled` is no call to claim.
  const offers = beginsOffer(concept) && tokens.at(at + 1).concept !== Concept.of;
  return offers && mood === 'real' ? 'offered' : mood;
}
