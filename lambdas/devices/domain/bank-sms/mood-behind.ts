import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Mood, Movement } from './movements.ts';
import * as Kind from './token-kinds.ts';
import type { Tokens } from './tokens.ts';

/** Letters of India begin here. */
const INDIC = 0x900;
const BESIDE = 3;

/** `debit nahi hua`, `डेबिट नहीं हुआ`: in India the `not` follows the verb. */
export function negatesBehind(tokens: Tokens, at: number, last: Movement | undefined): boolean {
  if (last === undefined || at - last.at >= BESIDE) return false;
  return tokens.codeAt(tokens.at(at).start) >= INDIC || tokens.textOf(at).toLowerCase().startsWith('nahi');
}

/** Gives the movements of the clause that began at `start` a mood that is told behind them. */
export function changeMood(movements: Movement[], start: number, mood: Mood): void {
  for (let index = movements.length - 1; index >= 0; index--) {
    const movement = movements[index];
    if (movement === undefined || movement.at < start) return;
    movements[index] = { ...movement, mood };
  }
}

/** `Your EMI of Rs 500 will be presented`: what the clause named before `will` is still to come as well. */
export function deferNouns(movements: Movement[], start: number): void {
  for (let index = movements.length - 1; index >= 0; index--) {
    const movement = movements[index];
    if (movement === undefined || movement.at < start) return;
    if (!movement.isStrong && movement.mood === 'real') movements[index] = { ...movement, mood: 'future' };
  }
}

/** `Rs 50 is charged on every withdrawal`: what is done, not what was. */
export const isGeneral = (tokens: Tokens, last: Movement | undefined): boolean =>
  last !== undefined && tokens.at(last.at - 1).concept === Concept.is;

const tells = conceptSet(Concept.is, Concept.has, Concept.been);

/** `Rs 500 debited from A/c XX12 will be reversed`: a movement that is about to be undone is no news. */
export function supposeLast(tokens: Tokens, movements: Movement[], start: number): void {
  const last = movements.at(-1);
  if (last === undefined || last.at < start || tells(tokens.at(last.at - 1).concept)) return;
  movements[movements.length - 1] = { ...last, mood: 'conditional' };
}

/** `Salary credited every month? Invest ...` asks; it does not tell. `Rs 500 spent on card XX12 not you?` does both. */
export function questionLast(tokens: Tokens, movements: Movement[], start: number, at: number): void {
  const last = movements.at(-1);
  if (last === undefined || last.at < start) return;
  if (at - last.at > 2 && tellsDetails(tokens, start, at)) return;
  movements[movements.length - 1] = { ...last, mood: 'conditional' };
}

const isDetail = (kind: number): boolean => kind === Kind.masked || kind === Kind.number || kind === Kind.date;

function tellsDetails(tokens: Tokens, start: number, end: number): boolean {
  if (tokens.at(end - 2).concept === Concept.not) return true;
  for (let at = start; at < end; at++) if (isDetail(tokens.at(at).kind)) return true;
  return false;
}
