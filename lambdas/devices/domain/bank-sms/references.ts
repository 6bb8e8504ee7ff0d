import { isDigit } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const DIGITS_MIN = 3;
const LENGTH_MIN = 4;
/** Digits of a retrieval reference number. */
const RRN = 12;

const isLabel = conceptSet(Concept.reference);
const isIdentified = conceptSet(
  Concept.txn,
  Concept.cheque,
  Concept.upi,
  Concept.imps,
  Concept.neft,
  Concept.rtgs,
  Concept.transfer,
  Concept.payment,
  Concept.refund,
  Concept.ach,
  Concept.receipt,
  Concept.order,
);
const isFiller = conceptSet(
  Concept.number,
  Concept.id,
  Concept.is,
  Concept.of,
  Concept.reference,
  Concept.txn,
  Concept.upi,
  Concept.the,
  Concept.imps,
  Concept.neft,
  Concept.rtgs,
  Concept.transfer,
  Concept.with,
  Concept.paid,
);

/**
 * The reference a customer would quote: what follows `Ref No`, `RRN`, `UTR`, `Txn ID`, or a rail's name and a sign
 * (`UPI:4321...`). The best labelled one wins, then the first.
 */
export function findReference(tokens: Tokens): string | null {
  let identified: string | null = null;
  for (let at = 0; at < tokens.count; at++) {
    const { concept, kind, value } = tokens.at(at);
    if (kind === Kind.punct) {
      if (identified === null && value === Sign.openSquare) identified = bracketed(tokens, at);
      if (identified === null && value === Sign.open) identified = enclosed(tokens, at);
      continue;
    }
    if (concept === 0) continue;
    if (isLabel(concept)) {
      const value = valueAfter(tokens, at + 1, false);
      if (value !== null) return value;
    } else if (identified === null && isIdentified(concept)) {
      identified =
        concept === Concept.cheque && isChequeNumber(tokens.at(at + 1))
          ? tokens.textOf(at + 1)
          : (valueAfter(tokens, at + 1, true) ?? behindName(tokens, at));
    } else if (identified === null && concept === Concept.id && isPunct(tokens.at(at + 1), Sign.colon)) {
      identified = valueAfter(tokens, at + 1, true);
    }
  }
  return identified ?? leadingCode(tokens);
}

const NAME_MAX = 7;

/** `IMPS -SURESH RAO- 621715757104`: the twelve digits of a payment between banks behind a name in hyphens. */
function behindName(tokens: Tokens, rail: number): string | null {
  if (!isPunct(tokens.at(rail + 1), Sign.hyphen)) return null;
  for (let at = rail + 2; at <= rail + NAME_MAX; at++) {
    const { kind, start, end } = tokens.at(at);
    if (kind === Kind.number)
      return end - start === RRN && isPunct(tokens.at(at - 1), Sign.hyphen) ? tokens.textOf(at) : null;
    if (kind !== Kind.word && kind !== Kind.punct) return null;
  }
  return null;
}

/** `Cheque 221908`: cheques have six digits. */
const isChequeNumber = ({ kind, start, end }: Token): boolean => kind === Kind.number && end - start === 6;

/** `AMAN VERMA (631811002288)`: the twelve digits of a payment between banks, alone in brackets. */
function enclosed(tokens: Tokens, at: number): string | null {
  const { kind, start, end } = tokens.at(at + 1);
  const isAlone = kind === Kind.number && end - start === RRN && isPunct(tokens.at(at + 2), Sign.close);
  return isAlone ? tokens.textOf(at + 1) : null;
}

/** `TJ30AA09QQ Confirmed.`: mobile money opens with its receipt. */
function leadingCode(tokens: Tokens): string | null {
  const length = runLength(tokens, 0);
  return length >= 3 && tokens.at(length).concept === Concept.successful ? runAt(tokens, 0, 1) : null;
}

/** `[S76543210]` at the end of a message of the post office. */
function bracketed(tokens: Tokens, at: number): string | null {
  const value = runAt(tokens, at + 1);
  return value !== null && isPunct(tokens.at(at + 1 + runLength(tokens, at + 1)), Sign.closeSquare) ? value : null;
}

function valueAfter(tokens: Tokens, from: number, needsSign: boolean): string | null {
  let at = from;
  let signed = false;
  for (let step = 0; step < 7; step++, at++) {
    const token = tokens.at(at);
    if (token.kind === Kind.punct) {
      if (
        token.value === Sign.dot ||
        token.value === Sign.colon ||
        token.value === Sign.hyphen ||
        token.value === Sign.hash
      ) {
        signed = true;
        continue;
      }
      if (token.value === Sign.slash || token.value === Sign.close || token.value === Sign.open) continue;
      return null;
    }
    if (token.kind === Kind.word && isFiller(token.concept) && !tokens.at(at + 1).glued) {
      if (token.concept === Concept.number || token.concept === Concept.id || token.concept === Concept.reference)
        signed = true;
      continue;
    }
    if (token.kind === Kind.word && isFiller(token.concept) && tokens.at(at + 1).kind === Kind.punct) {
      signed = true;
      continue;
    }
    if (needsSign && !signed && !isLong(token)) return null;
    return runAt(tokens, at);
  }
  return null;
}

const isLong = (token: Token): boolean => token.kind === Kind.number && token.end - token.start >= 9;

/** Words, numbers and joining signs glued together from here: `IN12603221231681`, `RA2021-22/00576`. */
function runLength(tokens: Tokens, from: number): number {
  let length = 0;
  for (; length < 12; length++) {
    const token = tokens.at(from + length);
    if (length > 0 && !token.glued) break;
    if (token.kind === Kind.word || token.kind === Kind.number || token.kind === Kind.masked) continue;
    // `BOB789012`: a code that opens like a currency.
    if (length > 0 && token.kind === Kind.amount) continue;
    break;
  }
  return length;
}

function runAt(tokens: Tokens, from: number, digitsMin = DIGITS_MIN): string | null {
  const length = runLength(tokens, from);
  if (length === 0) return null;
  const value = tokens.text.slice(tokens.at(from).start, tokens.at(from + length - 1).end);
  if (value.length < LENGTH_MIN || value.length > 36) return null;
  let digits = 0;
  for (let at = 0; at < value.length; at++) if (isDigit(value.charCodeAt(at))) digits++;
  return digits >= digitsMin ? value : null;
}
