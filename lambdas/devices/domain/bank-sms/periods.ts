import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import * as Kind from './token-kinds.ts';
import type { Tokens } from './tokens.ts';

const PERIODS = new Set(['this', 'last', 'past']);

const isPeriod = (tokens: Tokens, at: number): boolean => PERIODS.has(tokens.textOf(at).toLowerCase());

/** `so far`; `Last month you`, `In October you` at the head of a clause; `this year` at its end. */
export function isSummed(tokens: Tokens, at: number, start: number): boolean {
  const { concept } = tokens.at(at);
  if (concept === Concept.far) return tokens.textOf(at - 1).toLowerCase() === 'so';
  const next = tokens.at(at + 1);
  // `in the last 30 days`
  if (concept === Concept.day && tokens.at(at - 1).kind === Kind.number && isPeriod(tokens, at - 2)) return true;
  if (concept === Concept.month)
    return at === start + 1 && tokens.at(start).concept === Concept.in && next.concept === Concept.you;
  if (concept !== Concept.day || !isPeriod(tokens, at - 1)) return false;
  if (at <= start + 2 && next.concept === Concept.you) return true;
  const before = tokens.at(at - 2).concept;
  const closes = next.kind === Kind.end || endsClause(tokens, at + 1, next);
  return closes && before !== Concept.for && before !== Concept.of;
}
