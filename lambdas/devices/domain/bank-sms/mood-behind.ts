import type { Mood, Movement } from './movements.ts';
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
