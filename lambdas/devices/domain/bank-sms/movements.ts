import { endsClause } from './clauses.ts';
import { CALLING, isCallToPay, isCommand } from './commands.ts';
import * as Concept from './concepts.ts';
import { asksAbout, isDisputed, isQuery, tellsWord } from './hearsay.ts';
import { conceptSet } from './lexicon.ts';
import { changeMood, deferNouns, isGeneral, negatesBehind, questionLast, supposeLast } from './mood-behind.ts';
import { bend, bends, MOODY, moodAfter, negates } from './mood-words.ts';
import { isMovement } from './movement-words.ts';
import { isParticiple, MOVING } from './moving-concepts.ts';
import { signedMovement } from './signed-movement.ts';
import * as Sign from './signs.ts';
import { isPunct, type Tokens } from './tokens.ts';

/** How a message speaks of a movement: only a `real` one has happened. */
export type Mood = 'real' | 'future' | 'possible' | 'conditional' | 'negated' | 'offered';

/** A word that says that money moves. */
export type Movement = {
  readonly at: number;
  readonly concept: number;
  readonly mood: Mood;
  /** A participle (`debited`) states a fact; a noun (`payment`) needs support. */
  readonly isStrong: boolean;
};

const MOVEMENTS_MAX = 24;
const NEGATION_REACH = 4;

/** Most words neither move money nor change a mood: one look is done with them. */
const matters = conceptSet(...MOVING, ...MOODY, ...CALLING);
const moves = conceptSet(...MOVING);

/** Reads the message clause by clause, carrying the mood that the words before a movement give it. */
export function findMovements(tokens: Tokens): Movement[] {
  const movements: Movement[] = [];
  let mood: Mood = 'real';
  let start = 0;
  let negatedAt = -NEGATION_REACH;
  let isAsked = false;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (endsClause(tokens, at, token)) {
      if (token.value === Sign.question) questionLast(tokens, movements, start, at);
      mood = 'real';
      start = at + 1;
      negatedAt = -NEGATION_REACH;
      isAsked = false;
    } else if (matters(token.concept)) {
      const { concept } = token;
      if (moves(concept)) {
        // `Complete your eKYC to receive the instalment`: a purpose, not a receipt.
        if (concept === Concept.received && tokens.at(at - 1).concept === Concept.to) {
          mood = 'offered';
          continue;
        }
        // `Got an SMS that Rs 500 was credited?`: what a message says is not told as a fact.
        if (concept === Concept.received && tellsWord(tokens, at)) {
          mood = 'conditional';
          continue;
        }
        // `Transfer AED 1,000 today and receive AED 50`
        if (concept === Concept.received && isPromised(tokens, at)) {
          changeMood(movements, start, 'offered');
          mood = 'offered';
          continue;
        }
      } else if (negates(concept)) {
        negatedAt = at;
        if (negatesBehind(tokens, at, movements.at(-1))) changeMood(movements, start, 'negated');
        continue;
      } else if (bends(concept)) {
        isAsked ||= isQuery(concept) && asksAbout(tokens, at);
        mood = bend(tokens, movements, at, start, mood);
        continue;
      }
      if (moves(concept) && isMovement(tokens, at, concept)) {
        const commanded = at === start && isCommand(tokens, at);
        const negated = !commanded && (mood === 'real' || mood === 'possible') && at - negatedAt < NEGATION_REACH;
        if (movements.length === MOVEMENTS_MAX) break;
        if (commanded) mood = 'offered';
        if (mood === 'future' && comesBack(concept)) supposeLast(tokens, movements, start);
        const told = isAsked && mood === 'real' && isDisputed(concept) ? 'conditional' : mood;
        movements.push({ at, concept, mood: negated ? 'negated' : told, isStrong: states(tokens, at, concept) });
      } else {
        const after: Mood = at === start && isCallToPay(tokens, at) ? 'offered' : moodAfter(tokens, at, concept, mood);
        if (concept === Concept.every && isGeneral(tokens, movements.at(-1)))
          changeMood(movements, start, 'conditional');
        if (after === 'future' && mood !== 'future') deferNouns(movements, start);
        // `Rs 1,200 spent on your card can be converted`: what was spent is known, the news is the offer.
        if (after === 'possible' && tokens.at(at + 1).concept === Concept.be) changeMood(movements, start, 'offered');
        mood = after;
      }
    }
  }
  return movements.length === 0 ? signedMovement(tokens) : movements;
}

/** `and receive` */
const isPromised = (tokens: Tokens, verb: number): boolean =>
  tokens.at(verb - 1).concept === Concept.and && tokens.textOf(verb).toLowerCase() === 'receive';

/** A participle states what happened; in `Fee charged: Rs 2` it labels a sum beside the one that moved. */
function states(tokens: Tokens, at: number, concept: number): boolean {
  if (concept === Concept.charged && tokens.at(at - 1).concept === Concept.fee)
    return !isPunct(tokens.at(at + 1), Sign.colon) && tokens.at(at + 1).currency === 0;
  return isParticiple(concept);
}

const comesBack = conceptSet(Concept.reversed, Concept.refunded);
