import { isDigit, isLetter, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { isGateway } from './gateways.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';
import { isKeepersName } from './writer-name.ts';

/** What a rail's coded narration says, as in `UPI/P2M/603016554813/CORNER SHOP/UTIB`. */
export type Narration = {
  /** First and last character of the name in the message; `nameEnd` is 0 when it has none. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly reference: string | null;
};

const isRail = conceptSet(
  Concept.upi,
  Concept.neft,
  Concept.rtgs,
  Concept.imps,
  Concept.ach,
  Concept.rail,
  Concept.pos,
  Concept.atm,
  Concept.transfer,
  Concept.mandate,
  Concept.vpa,
);
const SEGMENTS_MAX = 12;
const NAME_MAX = 60;
const LONG_DIGITS = 9;

const isPart = (code: number): boolean =>
  code === Sign.slash || code === Sign.star || code === Sign.hyphen || code === Sign.underscore;

/**
 * Reads the first coded narration: a rail's name with a slash, star, hyphen or underscore glued to it. Segments are
 * split at that sign; digits give the reference, codes (`DR`, `P2A`, `UTIB`, an IFSC) are passed over, and the first
 * segment of words is the name.
 */
export function findNarration(tokens: Tokens): Narration | null {
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.kind !== Kind.word || !startsNarration(tokens, at, token)) continue;
    const sign = separatorAfter(tokens, at);
    // `TRANSFER-UPI/631122/NAME`: the second rail tells.
    if (sign === 0 || (sign === Sign.hyphen && separatorAfter(tokens, at + 2) === Sign.slash)) continue;
    const narration = readSegments(tokens.text, token.end, sign);
    if (narration !== null && !isSignature(tokens.text, narration)) return narration;
  }
  return null;
}

/** `/ACC/NEFT-SBI` at the end of a message: the bank's signature. */
function isSignature(text: string, { nameStart, nameEnd, reference }: Narration): boolean {
  if (reference !== null || nameEnd === 0 || text.slice(nameEnd).trim() !== '') return false;
  return isKeepersName(text.slice(nameStart, nameEnd));
}

function startsNarration(tokens: Tokens, at: number, token: Token): boolean {
  // `POS/Ecom txn to`: two of a kind.
  if (isReader(token.concept) && isReader(tokens.at(at + 2).concept)) return false;
  if (isRail(token.concept)) return true;
  // A code of the bank's own before a long number: `mTFR/627711122222/NAME`.
  if (isPunct(tokens.at(at + 1), Sign.slash) && isLong(tokens.at(at + 2))) return true;
  const isPrefix = tokens.codeAt(token.end) === Sign.star && isUpper(tokens.codeAt(token.start));
  // `InfoBIL*Auto Loan`: the label has lost its colon.
  return isPrefix && isGateway(tokens.textOf(at).replace(/^Info(?=[A-Z])/, ''));
}

/** Where a card is read. */
const isReader = conceptSet(Concept.pos, Concept.atm);

const isLong = ({ kind, start, end }: Token): boolean =>
  (kind === Kind.number || kind === Kind.masked) && end - start >= LONG_DIGITS;

/** The separator that follows the rail's name, at most one word on (`NEFT Cr-`, `ACH Credit:`), or 0. */
function separatorAfter(tokens: Tokens, at: number): number {
  for (let next = at + 1; next <= at + 2; next++) {
    const sign = tokens.at(next);
    if (sign.kind === Kind.punct) {
      // `UPI - NAME`
      if (!sign.glued && sign.value === Sign.hyphen && isUpper(tokens.codeAt(tokens.at(next + 1).start)))
        return sign.value;
      // `ACH:LIC OF INDIA:884120`
      const isColon = sign.value === Sign.colon && tokens.at(at).concept === Concept.ach && next === at + 1;
      if (!sign.glued || !(isPart(sign.value) || isColon)) return 0;
      return startsSegment(tokens.codeAt(sign.end)) ? sign.value : 0;
    }
    // `UPI TXN: /631400112299/NAME`
    if (
      sign.concept === Concept.txn &&
      isPunct(tokens.at(next + 1), Sign.colon) &&
      isPunct(tokens.at(next + 2), Sign.slash)
    )
      return Sign.slash;
    // `ACH C-`, `ACH D-`: one letter says which way.
    if (sign.end - sign.start === 1 && sign.kind === Kind.word) continue;
    if (sign.concept !== Concept.cr && sign.concept !== Concept.dr && sign.concept !== Concept.credit) return 0;
  }
  return 0;
}

const startsSegment = (code: number): boolean => isLetter(code) || isDigit(code) || code === Sign.slash || code === 32;

function readSegments(text: string, from: number, sign: number): Narration | null {
  const limit = Math.min(text.length, from + 160);
  let reference: string | null = null;
  let nameStart = 0;
  let nameEnd = 0;
  let at = text.indexOf(String.fromCharCode(sign), from) + 1;
  for (let segment = 0; segment < SEGMENTS_MAX && at > 0 && at < limit; segment++) {
    const end = segmentEnd(text, at, limit, sign);
    const kind = segmentKind(text, at, end);
    if (kind === 'digits' && reference === null) reference = text.slice(at, end).trim();
    if (kind === 'name' && nameEnd === 0) {
      nameStart = at;
      nameEnd = end;
    }
    if (text.charCodeAt(end) !== sign) break;
    at = end + 1;
  }
  return reference === null && nameEnd === 0 ? null : { nameStart, nameEnd, reference };
}

/** A segment ends at the separator, a line break, a bracket, a semicolon or a sentence's full stop. */
function segmentEnd(text: string, start: number, limit: number, sign: number): number {
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === sign || code === 10 || code === 13 || code === Sign.open || code === Sign.close) return at;
    if (code === Sign.semicolon || code === Sign.comma || code === Sign.quote) return at;
    if (code === Sign.dot && (at + 1 >= limit || endsSentence(text, at))) return at;
    if (code === 32 && isDigit(text.charCodeAt(at + 1))) return at;
  }
  return limit;
}

function endsSentence(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return next === 32 || next === 10 || next === Sign.hyphen || (isUpper(next) && !isUpper(text.charCodeAt(at + 2)));
}

const CODES = new Set(
  (
    'DR CR P2A P2M P2P P2V P2PM PAY UPI UPIAR UPIAB IMPS NEFT RTGS INF INFT ACH MMT BIL TRF TO BY REF NA ICIC UTIB SBIN HDFC ' +
    'PUNB BARB CNRB UBIN KKBK YESB IDFB INDB FDRL IOBA IDIB BKID MAHB CBIN UCBA IBKL SIBL KVBL CIUB TMBL KARB JAKA RATN AUBL ESFB ' +
    'UJVN JSFB AIRP PYTM IPOS FINO NSPB DBSS CITI HSBC SCBL BDBL DCBL PSIB ORBC ANDB CORP SYNB VIJB ALLA TGRB OKAXIS OKICICI YBL ' +
    'PAYTM OKSBI OKHDFC AXIS ICICI XUTR CREDIT DEBIT SENT RECEIVED CHQ PAYMENT PAYTO OUTWARD INWARD OPAY PALMPAY KUDA GTB UBA'
  ).split(' '),
);

function segmentKind(text: string, start: number, end: number): 'digits' | 'name' | 'code' {
  let letters = 0;
  let digits = 0;
  let spaces = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isLetter(code)) letters++;
    else if (isDigit(code)) digits++;
    else if (code === 32) spaces++;
    else if (code === Sign.at) return 'code';
  }
  if (letters === 0) return digits >= 6 ? 'digits' : 'code';
  if (digits >= 6 && spaces <= 1) return 'digits';
  if (letters < 2 || end - start > NAME_MAX || (digits > 3 && spaces === 0)) return 'code';
  const word = text.slice(start, end).trim();
  if (CODES.has(word.toUpperCase())) return 'code';
  // An IFSC is a bank's four letters, a zero and six of the branch.
  if (word.length === 11 && word.charCodeAt(4) === 48) return 'code';
  return digits > letters ? 'code' : 'name';
}
