import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

const precedesMark = conceptSet(
  Concept.is,
  Concept.has,
  Concept.been,
  Concept.account,
  Concept.upi,
  Concept.neft,
  Concept.imps,
  Concept.rtgs,
  Concept.ach,
  Concept.rail,
  Concept.txn,
  Concept.cheque,
);

const followsMark = conceptSet(
  Concept.from,
  Concept.to,
  Concept.with,
  Concept.by,
  Concept.on,
  Concept.for,
  Concept.in,
  Concept.via,
  Concept.amount,
  Concept.towards,
  Concept.txn,
);

const LABEL_REACH = 10;

/** `Bal: NGN12,880.55 CR`, `Bal in a/c ..12 INR 900 Cr as of` */
function marksBalance(tokens: Tokens, mark: number): boolean {
  for (let at = mark - 2; at >= mark - LABEL_REACH; at--) {
    const token = tokens.at(at);
    if (token.concept === Concept.balance || token.concept === Concept.availableBalance) return true;
    if (token.kind === Kind.amount || endsClause(tokens, at, token)) return false;
  }
  return false;
}

const SUM_REACH = 16;

/** `DR Amt: 650` */
function saysSum(tokens: Tokens, from: number): boolean {
  for (let at = from + 1; at <= from + SUM_REACH; at++) {
    const { concept } = tokens.at(at);
    const isMark = concept === Concept.dr || concept === Concept.cr;
    if (isMark && tokens.at(at + 1).concept === Concept.amount) return true;
  }
  return false;
}

/** `Rs.80 Dr. from`, `is Dr with`; not the `Cr` that marks a balance, nor the title of a doctor. */
export function isLedgerMark(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1);
  // `7 cr+ users`: crores.
  if (before.kind === Kind.number && isPunct(tokens.at(at + 1), Sign.plus)) return false;
  if (tokens.at(at).glued && (before.kind === Kind.amount || before.kind === Kind.number)) return false;
  if (before.kind === Kind.amount && marksBalance(tokens, at)) return false;
  // `CIP/CR/MOB/JANE`: a part of a narration, where the next line says which way.
  if (isPunct(before, Sign.slash) && isPunct(tokens.at(at + 1), Sign.slash) && saysSum(tokens, at)) return false;
  const next = tokens.at(isPunct(tokens.at(at + 1), Sign.dot) ? at + 2 : at + 1);
  if (next.concept === Concept.limit || next.concept === Concept.balance) return false;
  if (before.kind !== Kind.word && before.kind !== Kind.end) return true;
  if (precedesMark(before.concept) || followsMark(next.concept)) return true;
  return next.currency > 0 || next.kind === Kind.amount;
}
