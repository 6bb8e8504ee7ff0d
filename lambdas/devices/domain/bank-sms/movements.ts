import { endsClause } from './clauses.ts';
import { CALLING, isCallToPay, isCommand } from './commands.ts';
import * as Concept from './concepts.ts';
import { asksAbout, isDisputed, isQuery, isTitle, tellsWord } from './hearsay.ts';
import { conceptSet } from './lexicon.ts';
import { changeMood, negatesBehind } from './mood-behind.ts';
import { isMovement } from './movement-words.ts';
import { isParticiple, MOVING } from './moving-concepts.ts';
import { isSummed } from './periods.ts';
import { signedMovement } from './signed-movement.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
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

const OFFERING = [Concept.imperative, Concept.upto, Concept.use];
const beginsOffer = conceptSet(...OFFERING);
const NEGATING = [Concept.not, Concept.unable];
const negates = conceptSet(...NEGATING);
const DEFERRING = [Concept.will, Concept.upcoming, Concept.being, Concept.soon];
const defers = conceptSet(...DEFERRING);
const ALLOWING = [Concept.can, Concept.may];
const allows = conceptSet(...ALLOWING);

/** Most words neither move money nor change a mood: one look is done with them. */
const matters = conceptSet(
  ...MOVING,
  ...OFFERING,
  ...NEGATING,
  ...DEFERRING,
  ...ALLOWING,
  ...CALLING,
  Concept.service,
  Concept.be,
  Concept.if,
  Concept.willBehind,
  Concept.dispute,
  Concept.application,
  Concept.every,
  Concept.far,
  Concept.day,
  Concept.month,
  Concept.paper,
);
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
      if (negates(concept)) {
        negatedAt = at;
        if (negatesBehind(tokens, at, movements.at(-1))) changeMood(movements, start, 'negated');
      }
      // `debit kiya jayega`: `will` follows the verb.
      else if (concept === Concept.willBehind) changeMood(movements, start, 'future');
      // `Your dispute of Rs 500 debited`
      else if (isQuery(concept)) isAsked ||= asksAbout(tokens, at);
      // `Last month you received Rs 500`, `You have spent Rs 500 so far`: sums of a time, no news.
      else if (isSummed(tokens, at, start)) {
        changeMood(movements, start, 'conditional');
        mood = 'conditional';
      }
      // `Interest certificate: Rs 500 paid`
      else if (concept === Concept.paper && isTitle(tokens, at)) mood = 'conditional';
      // `We blocked a $318 charge`
      else if (concept === Concept.service && tokens.at(at - 1).concept === Concept.we) mood = 'conditional';
      // `Complete your eKYC to receive the instalment`: a purpose, not a receipt.
      else if (concept === Concept.received && tokens.at(at - 1).concept === Concept.to) mood = 'offered';
      // `Got an SMS that Rs 500 was credited?`: what a message says is not told as a fact.
      else if (concept === Concept.received && tellsWord(tokens, at)) mood = 'conditional';
      // `Transfer AED 1,000 today and receive AED 50`
      else if (concept === Concept.received && isPromised(tokens, at)) {
        changeMood(movements, start, 'offered');
        mood = 'offered';
      } else if (moves(concept) && isMovement(tokens, at, concept)) {
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

/** `Your EMI of Rs 500 will be presented`: what the clause named before `will` is still to come as well. */
function deferNouns(movements: Movement[], start: number): void {
  for (let index = movements.length - 1; index >= 0; index--) {
    const movement = movements[index];
    if (movement === undefined || movement.at < start) return;
    if (!movement.isStrong && movement.mood === 'real') movements[index] = { ...movement, mood: 'future' };
  }
}

/** `Rs 50 is charged on every withdrawal`: what is done, not what was. */
const isGeneral = (tokens: Tokens, last: Movement | undefined): boolean =>
  last !== undefined && tokens.at(last.at - 1).concept === Concept.is;

const comesBack = conceptSet(Concept.reversed, Concept.refunded);
const tells = conceptSet(Concept.is, Concept.has, Concept.been);

/** `Rs 500 debited from A/c XX12 will be reversed`: a movement that is about to be undone is no news. */
function supposeLast(tokens: Tokens, movements: Movement[], start: number): void {
  const last = movements.at(-1);
  if (last === undefined || last.at < start || tells(tokens.at(last.at - 1).concept)) return;
  movements[movements.length - 1] = { ...last, mood: 'conditional' };
}

function moodAfter(tokens: Tokens, at: number, concept: number, mood: Mood): Mood {
  if (defers(concept)) return 'future';
  if (allows(concept)) return 'possible';
  if (concept === Concept.be && tokens.at(at - 1).concept === Concept.to) return 'future';
  if (concept === Concept.if || concept === Concept.every) return 'conditional';
  // `Claim of Rs 500 settled` is no call to claim.
  const offers = beginsOffer(concept) && tokens.at(at + 1).concept !== Concept.of;
  return offers && mood === 'real' ? 'offered' : mood;
}

/** `Salary credited every month? Invest ...` asks; it does not tell. `Rs 500 spent on card XX12 not you?` does both. */
function questionLast(tokens: Tokens, movements: Movement[], start: number, at: number): void {
  const last = movements.at(-1);
  if (last === undefined || last.at < start) return;
  if (at - last.at > 2 && tellsDetails(tokens, start, at)) return;
  movements[movements.length - 1] = { ...last, mood: 'conditional' };
}

const isDetail = (kind: number): boolean => kind === Kind.masked || kind === Kind.number || kind === Kind.date;

function tellsDetails(tokens: Tokens, start: number, end: number): boolean {
  if (negates(tokens.at(end - 2).concept)) return true;
  for (let at = start; at < end; at++) if (isDetail(tokens.at(at).kind)) return true;
  return false;
}
