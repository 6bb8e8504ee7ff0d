import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Movement } from './movements.ts';
import * as Sign from './signs.ts';
import { endOfSumBehind } from './sum-beside.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

/** `-INR 500.00 UPI/...`, `+Rs 20`: where no word says that money moved, a headline or a sign that opens a sum does. */
export function signedMovement(tokens: Tokens): Movement[] {
  const headline = sideOfHeadline(tokens);
  if (headline > 0) return [{ at: 1, concept: headline, mood: 'real', isStrong: false }];
  for (let at = 0; at < tokens.count; at++) {
    // `Rs 700 out via UPI`
    if (
      tokens.at(at).concept === Concept.out &&
      tokens.at(at - 1).kind === Kind.amount &&
      leads(tokens.at(at + 1).concept)
    )
      return [{ at, concept: Concept.debit, mood: 'real', isStrong: false }];
    const sign = tokens.at(at);
    const concept = isPunct(sign, Sign.hyphen) ? Concept.debit : isPunct(sign, Sign.plus) ? Concept.credit : 0;
    const isJoined = sign.glued && !isPunct(tokens.at(at - 1), Sign.colon);
    if (concept === 0 || isJoined) continue;
    if (!tokens.at(at + 1).glued && !isNarrated(tokens, at)) continue;
    if (endOfSumBehind(tokens, at) > at || isOwnLine(tokens, at))
      return [{ at, concept, mood: 'real', isStrong: false }];
  }
  return [];
}

/** `+1,000,000` on a line of its own. */
function isOwnLine(tokens: Tokens, sign: number): boolean {
  const { kind, start, end } = tokens.at(sign + 1);
  const after = tokens.at(sign + 2).kind;
  if (kind !== Kind.number || tokens.at(sign - 1).kind !== Kind.newline) return false;
  return (after === Kind.newline || after === Kind.end) && tokens.text.slice(start, end).includes(',');
}

/** `Acct XX8802 - Rs 275.00 UPI/6325/...`: a hyphen between an account and a sum with its narration. */
function isNarrated(tokens: Tokens, hyphen: number): boolean {
  const sum = endOfSumBehind(tokens, hyphen);
  return (
    tokens.at(hyphen - 1).kind === Kind.masked &&
    tokens.at(sum + 1).concept === Concept.upi &&
    isPunct(tokens.at(sum + 2), Sign.slash)
  );
}

const leads = conceptSet(Concept.via, Concept.to, Concept.from);

const HEADLINE_MAX = 4;

/** `Money In: Rs 500 from`, `Cr alert: Rs 500`: credit, debit or 0. */
function sideOfHeadline(tokens: Tokens): number {
  const [first, second] = [tokens.at(0).concept, tokens.at(1).concept];
  const isHeadline = [2, 3, HEADLINE_MAX].some((at) => isPunct(tokens.at(at), Sign.colon));
  if (!isHeadline) return 0;
  if (first === Concept.money && second === Concept.in) return Concept.credit;
  if (first === Concept.money && second === Concept.out) return Concept.debit;
  if (tokens.textOf(1).toLowerCase() !== 'alert') return 0;
  if (first === Concept.cr) return Concept.credit;
  return first === Concept.dr ? Concept.debit : 0;
}
