import { isUpper } from './characters.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { nameAt } from './name.ts';
import { type Best, PROPOSAL } from './proposals.ts';
import * as Sign from './signs.ts';
import { endOfSumBehind } from './sum-beside.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

const CREDITED_REACH = 10;

/** `...; CORNER CAFE credited.` */
export function proposeCredited(tokens: Tokens, sign: number, best: Best): void {
  if (best.weight >= PROPOSAL.credited) return;
  const start = tokens.at(sign + 1);
  if (start.kind !== Kind.word || start.concept === Concept.account || start.concept === Concept.payee) return;
  for (let at = sign + 2; at < sign + CREDITED_REACH; at++) {
    const token = tokens.at(at);
    if (token.concept === Concept.credited) {
      best.weight = PROPOSAL.credited;
      best.span = { start: start.start, end: tokens.at(at - 1).end };
      return;
    }
    if (token.kind !== Kind.word && !isPunct(token, Sign.ampersand) && !isPunct(token, Sign.dot)) return;
  }
}

export const GIVER_WORDS_MAX = 4;

/** `MARIA LOPEZ sent you $150`, `MARIA LOPEZ te envio $150`, `DMart took Rs 500` */
export function proposeActor(tokens: Tokens, verb: number, best: Best): void {
  if (best.weight >= PROPOSAL.giver) return;
  const { concept } = tokens.at(verb - 1);
  const last = concept === Concept.toYou || concept === Concept.has ? verb - 1 : verb;
  const next = tokens.at(verb + 1);
  const behind = endOfSumBehind(tokens, verb);
  // `MARIA LOPEZ has sent INR 50 to you`
  const toYou =
    behind > verb && tokens.at(behind + 1).concept === Concept.to && tokens.at(behind + 2).concept === Concept.you;
  const acts = tokens.at(verb).concept === Concept.taken ? next.currency > 0 : next.concept === Concept.you || toYou;
  if (!acts && concept !== Concept.toYou) return;
  let at = last;
  while (last - at < GIVER_WORDS_MAX && isCapital(tokens, at - 1)) at--;
  if (at === last) return;
  best.weight = PROPOSAL.giver;
  best.span = { start: tokens.at(at).start, end: tokens.at(last - 1).end };
  best.vpa = -1;
}

const REFUNDER_WORDS_MAX = 6;

/** `CORNER SHOP refund of Rs 500 credited`: the words that a sentence opens with, in capitals. */
export function proposeRefunder(tokens: Tokens, refund: number, best: Best): void {
  if (best.weight >= PROPOSAL.giver || tokens.at(refund + 1).concept !== Concept.of) return;
  let at = refund;
  while (refund - at < REFUNDER_WORDS_MAX && isShouted(tokens, at - 1)) at--;
  const before = tokens.at(at - 1);
  // `A refund of Rs 500`
  if (tokens.at(at).concept === Concept.the) return;
  if (at === refund || (before.kind !== Kind.end && !endsClause(tokens, at - 1, before))) return;
  best.weight = PROPOSAL.giver;
  best.span = { start: tokens.at(at).start, end: tokens.at(refund - 1).end };
  best.vpa = -1;
}

/** `you paid RAPIDO Rs 420`: capitals between the verb and the sum. */
export function proposeObject(tokens: Tokens, verb: number, best: Best): void {
  if (best.weight >= PROPOSAL.object || !isCapital(tokens, verb + 1)) return;
  const { start, end } = nameAt(tokens, verb + 1);
  let at = verb + 1;
  while (at < verb + GIVER_WORDS_MAX + 1 && tokens.at(at).end < end) at++;
  const next = tokens.at(at + 1);
  if (next.currency === 0 && next.kind !== Kind.amount) return;
  best.weight = PROPOSAL.object;
  best.span = { start, end };
  best.vpa = -1;
}

function isShouted(tokens: Tokens, at: number): boolean {
  const { kind, start, end } = tokens.at(at);
  return kind === Kind.word && isUpper(tokens.codeAt(start)) && isUpper(tokens.codeAt(end - 1));
}

export function isCapital(tokens: Tokens, at: number): boolean {
  const { kind, concept, start } = tokens.at(at);
  return kind === Kind.word && concept === 0 && isUpper(tokens.codeAt(start));
}
