import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

/** `Remaining credit`, `Available credit` */
export const isWhatIsLeft = conceptSet(Concept.current, Concept.available, Concept.avail);

export const hasMinimum = (tokens: Tokens, at: number): boolean =>
  tokens.at(isPunct(tokens.at(at - 1), Sign.dot) ? at - 2 : at - 1).concept === Concept.minimum;

const REMARK_MAX = 10;

/** `Bal (incl. of chq in clg) INR 512`: the index of the label before the remark in brackets, or -1. */
export function beforeRemark(tokens: Tokens, close: number): number {
  for (let at = close - 1; at >= close - REMARK_MAX; at--)
    if (isPunct(tokens.at(at), Sign.open)) return isLabel(tokens.at(at - 1).concept) ? at - 1 : -1;
  return -1;
}

/** Words that may stand between a label and its sum. */
export const namesNumber = conceptSet(Concept.ending, Concept.account, Concept.card, Concept.number);

export const leadsUp = conceptSet(
  Concept.against,
  Concept.service,
  Concept.created,
  Concept.is,
  Concept.of,
  Concept.the,
  Concept.your,
  Concept.in,
  Concept.account,
  Concept.card,
  Concept.as,
  Concept.now,
  Concept.on,
  Concept.wallet,
  Concept.number,
  Concept.ending,
  Concept.current,
  Concept.bank,
  Concept.for,
  Concept.has,
  Concept.been,
  Concept.after,
  Concept.cr,
  Concept.to,
  Concept.with,
  Concept.available,
  Concept.upi,
  Concept.at,
);

/** `Transaction cost, Ksh29.00`: a comma may stand between a label and its sum. */
export const isLabel = conceptSet(Concept.fee, Concept.balance, Concept.availableBalance, Concept.limit, Concept.due);

/** A label ends at a comma or a full stop, but not at the dot of an abbreviation (`Avl. Bal.`, `Min.due`). */
export function endsLabel(tokens: Tokens, at: number, sign: Token): boolean {
  switch (sign.value) {
    case Sign.bang:
    case Sign.question:
    case Sign.semicolon:
    case Sign.comma:
    case Sign.bar:
    case Sign.close:
      return true;
    case Sign.dot:
      return !isAbbreviated(tokens.at(at - 1).concept);
    default:
      return false;
  }
}

const isAbbreviated = conceptSet(
  Concept.balance,
  Concept.availableBalance,
  Concept.available,
  Concept.avail,
  Concept.limit,
  Concept.current,
  Concept.minimum,
  Concept.amount,
  Concept.number,
  Concept.due,
  Concept.account,
  Concept.outstanding,
);
