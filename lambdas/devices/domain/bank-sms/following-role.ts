import type { AmountRole } from './amount-role.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Token, Tokens } from './tokens.ts';

export function isNear(tokens: Tokens, at: number, first: number, concept: number): boolean {
  for (let next = at - 3; next < first; next++) if (tokens.at(next).concept === concept) return true;
  return false;
}

const isEnd = ({ kind }: Token): boolean => kind !== Kind.word;

const hasBefore = (tokens: Tokens, first: number): boolean =>
  tokens.at(first - 1).concept === Concept.the && tokens.at(first - 2).concept === Concept.has;

/** `Rs 500 are available in your account`; not `in your area` */
const isKept = (tokens: Tokens, at: number): boolean => {
  if (tokens.at(at).concept !== Concept.in || tokens.at(at + 1).concept !== Concept.your) return false;
  for (let next = at + 2; next < at + 5; next++) if (holds(tokens.at(next).concept)) return true;
  return false;
};

const holds = conceptSet(Concept.account, Concept.wallet);

/** `Rs 5 lakh per transaction`, `Rs 10 per leaf`; not `per your request` */
const isUnit = ({ kind, concept }: Token): boolean =>
  kind === Kind.word && concept !== Concept.your && concept !== Concept.the && concept !== Concept.request;

/** `Rs 500 is due`, `Rs 500 is your available balance`. */
export function followingRole(tokens: Tokens, first: number, last: number): AmountRole {
  let at = last + 1;
  for (let step = 0; step < 5; step++, at++) {
    const token = tokens.at(at);
    if (token.kind !== Kind.word) {
      const joins = token.kind === Kind.punct && (token.value === Sign.slash || token.value === Sign.hyphen);
      if (joins) continue;
      return 'plain';
    }
    switch (token.concept) {
      case Concept.is:
      case Concept.your:
      case Concept.the:
      case Concept.as:
      case Concept.current:
      case Concept.minimum:
      case Concept.amount:
        continue;
      case Concept.per:
        return step === 0 && isUnit(tokens.at(at + 1)) ? 'ceiling' : 'plain';
      case Concept.day:
        // `Rs 149/month`
        return step === 1 && tokens.at(at - 1).value === Sign.slash ? 'ceiling' : 'plain';
      case Concept.available:
        return tokens.at(at + 1).concept === Concept.balance || isKept(tokens, at + 1) ? 'balance' : 'plain';
      case Concept.left:
        return isEnd(tokens.at(at + 1)) ? 'balance' : 'plain';
      case Concept.balance:
        // `has a $3,500 balance`
        return step > 1 || hasBefore(tokens, first) ? 'balance' : 'plain';
      case Concept.due:
      case Concept.overdue:
        return isNear(tokens, at, at, Concept.minimum) ? 'minDue' : 'due';
      case Concept.outstanding:
        return tokens.at(at + 1).concept === Concept.balance ? 'plain' : 'outstanding';
      default:
        return 'plain';
    }
  }
  return 'plain';
}
