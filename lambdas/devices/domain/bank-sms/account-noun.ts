import { isMask, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

export const LOOK_BACK = 12;

export const TAIL = 4;

export const isNoun = conceptSet(
  Concept.account,
  Concept.card,
  Concept.wallet,
  Concept.deposit,
  Concept.loan,
  Concept.credit,
  Concept.debit,
);

const isJoint = conceptSet(
  Concept.number,
  Concept.ending,
  Concept.with,
  Concept.in,
  Concept.of,
  Concept.the,
  Concept.bank,
  Concept.id,
  Concept.has,
  Concept.is,
);

export const isMoved = conceptSet(Concept.debited, Concept.credited, Concept.withdrawn, Concept.deposit);

const ADJECTIVES_MAX = 2;

export function findNoun(tokens: Tokens, at: number): number {
  let unknown = 0;
  const named = tokens.at(at - 1).concept === Concept.number && tokens.at(at).kind === Kind.number;
  for (let back = at - 1; back >= 0 && at - back <= LOOK_BACK; back--) {
    const token = tokens.at(back);
    if (token.kind === Kind.punct) {
      if (endsMention(token)) break;
      // `SITA SHARMA,#118 withdrawn`
      if (token.value === Sign.hash && back === at - 1 && isMoved(tokens.at(at + 1).concept)) return back;
      if (isSlipField(tokens, at, back)) return back - 1;
      continue;
    }
    if (isSlipLine(tokens, at, back)) return back;
    // Arabic: `via 7365; visa`
    if (token.concept === Concept.via && back === at - 1 && isPunct(tokens.at(at + 1), Sign.semicolon)) return back;
    // `MH02CC9910`: letters inside a code.
    if (token.glued && tokens.at(back - 1).kind === Kind.number) return -1;
    if (isNoun(token.concept)) return isLongEnough(tokens, at, back) ? back : -1;
    // `Your #2201 has been debited`
    if (token.concept === Concept.your && (isPunct(tokens.at(at - 1), Sign.hash) || isMaskedNext(tokens, at, back)))
      return back;
    // `a/c A991122` is a customer's number with letters in it.
    if (token.concept === Concept.the && tokens.at(back + 1).glued && tokens.at(at).kind === Kind.number) return -1;
    // `VISA Gold/3306`
    if (isPunct(tokens.at(at - 1), Sign.slash) && back === at - 2 && tokens.at(back - 1).concept === Concept.card)
      return back - 1;
    if (hidesAll(tokens, token)) continue;
    if (saysHowMany(tokens, back)) {
      back -= 2;
      continue;
    }
    // `card Platinum no. 1234`
    if (token.kind === Kind.word && token.concept === 0 && named && ++unknown <= ADJECTIVES_MAX) continue;
    if (isProductCode(tokens, at, back)) {
      // `CHEQ4417`
      if (token.concept === Concept.cheque) return back;
      continue;
    }
    if (!(token.kind === Kind.word && isJoint(token.concept))) break;
  }
  return tailOf(tokens, at);
}

/** `Your 091##0411 has been debited` */
const isMaskedNext = (tokens: Tokens, at: number, back: number): boolean =>
  back === at - 1 && tokens.at(at).kind === Kind.masked;

const PRODUCT_MAX = 4;

/** `A/c NN48820`, `account CK4410`, `CHEQ4417`: capitals right before the last digits hide others or name the product. */
function isProductCode(tokens: Tokens, at: number, back: number): boolean {
  const word = tokens.at(back);
  if (back !== at - 1 || !tokens.at(at).glued || word.kind !== Kind.word || word.glued) return false;
  if (!isUpper(tokens.codeAt(word.start)) || word.end - word.start > PRODUCT_MAX) return false;
  // `Account C*476`
  if (tokens.at(at).kind === Kind.masked && word.end - word.start === 1) return true;
  const isHidden = tokens.text.charAt(word.start) === 'N' && word.end - word.start < PRODUCT_MAX;
  const isTail = tokens.at(at).end - tokens.at(at).start <= TAIL && word.end - word.start > 1;
  return isHidden || (isTail && (word.concept === 0 || word.concept === Concept.cheque));
}

/** `Visa ending 1234`, `2210 ile biten kart`: four digits that something ends in. Returns the noun's index, or -1. */
function tailOf(tokens: Tokens, at: number): number {
  if (tokens.at(at).kind !== Kind.number || tokens.at(at).end - tokens.at(at).start !== TAIL) return -1;
  const before = tokens.at(at - 1).concept === Concept.at ? at - 2 : at - 1;
  if (tokens.at(before).concept === Concept.ending) return before;
  const near = tokens.at(at + 1).concept === Concept.with ? at + 2 : at + 1;
  if (tokens.at(near).concept === Concept.ending && isNoun(tokens.at(near + 1).concept)) return at;
  // Turkish: `2210 kartiniz ile`, `2210 nolu kartinizla`
  const card = tokens.at(near).concept === Concept.number ? near + 1 : near;
  return tokens.at(card).concept === Concept.card && /^kart[iı]/i.test(tokens.textOf(card)) ? at : -1;
}

/** `By:8820;mada`, `From: 0922`, `To:0922`: fields of a slip that hold the last digits of a card and of an account. */
function isSlipField(tokens: Tokens, at: number, sign: number): boolean {
  if (sign !== at - 1 || !isPunct(tokens.at(sign), Sign.colon)) return false;
  const label = tokens.at(sign - 1).concept;
  if (label === Concept.by) return isPunct(tokens.at(at + 1), Sign.semicolon);
  // `Via:0922`
  if (label === Concept.via) return tokens.at(at).end - tokens.at(at).start === TAIL;
  const { kind } = tokens.at(at + 1);
  return (
    (label === Concept.from || label === Concept.to) &&
    tokens.at(sign - 2).kind === Kind.newline &&
    (kind === Kind.newline || kind === Kind.end || isPunct(tokens.at(at + 1), Sign.star))
  );
}

const opensLine = conceptSet(Concept.from, Concept.to, Concept.at);

/** Arabic: a line that begins `from9767` or `to 9767;SAMIR` and holds nothing else. */
function isSlipLine(tokens: Tokens, at: number, back: number): boolean {
  const { kind, start, end } = tokens.at(at);
  if (back !== at - 1 || kind !== Kind.number || end - start !== TAIL || !opensLine(tokens.at(back).concept))
    return false;
  if (tokens.at(back - 1).kind !== Kind.newline) return false;
  const next = tokens.at(at + 1);
  return next.kind === Kind.newline || next.kind === Kind.end || isPunct(next, Sign.semicolon);
}

/** Two digits are an account only after `ending`. */
function isLongEnough(tokens: Tokens, at: number, nounAt: number): boolean {
  const { kind, start, end } = tokens.at(at);
  if (kind === Kind.masked || end - start > 2) return true;
  for (let back = at - 1; back > nounAt; back--) if (tokens.at(back).concept === Concept.ending) return true;
  return false;
}

/** `card no. (last 4 digits): 1234` */
const saysHowMany = (tokens: Tokens, at: number): boolean =>
  tokens.at(at - 1).kind === Kind.number &&
  tokens.textOf(at - 1) === '4' &&
  /^digits?$/i.test(tokens.textOf(at)) &&
  tokens.textOf(at - 2).toLowerCase() === 'last';

/** `XXX 1234`: the mask stands apart from the digits. */
function hidesAll(tokens: Tokens, token: Token): boolean {
  if (token.kind !== Kind.word || token.concept !== 0) return false;
  for (let at = token.start; at < token.end; at++) if (!isMask(tokens.codeAt(at))) return false;
  return true;
}

function endsMention(sign: Token): boolean {
  const { value } = sign;
  return value === Sign.bang || value === Sign.question || value === Sign.semicolon || value === Sign.comma;
}
