import { isLetter, isUnparted, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { continues } from './name-signs.ts';
import { endsName, isThing, isUpperWord, keepsAccounts, mayEndName, partsNameOnly } from './name-words.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const WORDS_MAX = 8;

const LONG_DIGITS = 6;

/** Where a name stands in the message: characters `start` to `end`; empty when there is none. */
export type NameSpan = { readonly start: number; readonly end: number };

const NOWHERE: NameSpan = { start: 0, end: 0 };

/** Reads the name that starts at the token: words until a date, an amount, a sign or a word that opens something else. */
export function nameAt(tokens: Tokens, from: number): NameSpan {
  const first = tokens.at(from);
  if (!opensName(tokens, from, first)) return NOWHERE;
  let at = from;
  let words = 0;
  let { end } = first;
  for (; words < WORDS_MAX; at++) {
    const token = tokens.at(at);
    if (token.kind === Kind.word) {
      if (at > from && stopsAt(tokens, at, token, first)) break;
      words++;
    } else if (token.kind === Kind.link && at === from) {
      words++;
    } else if (token.kind === Kind.number) {
      if (token.end - token.start >= LONG_DIGITS) break;
    } else if (token.kind !== Kind.punct || !continues(tokens, at, token)) {
      break;
    }
    if (token.kind !== Kind.punct) end = token.end;
  }
  return { start: first.start, end };
}

function opensName(tokens: Tokens, at: number, first: Token): boolean {
  if (first.kind === Kind.number) {
    const next = tokens.at(at + 1);
    // `3M`, `99 SPEEDMART`
    const isSmall = first.end - first.start < 3 && next.concept === 0 && next.currency === 0;
    // `7-ELEVEN`
    const joined = tokens.at(at + 2);
    if (isPunct(next, Sign.hyphen) && next.glued && joined.glued && first.end - first.start < 3)
      return joined.kind === Kind.word && isUpper(tokens.codeAt(joined.start));
    // `00h12m30s`
    if (next.glued && joined.glued && joined.kind === Kind.number) return false;
    return next.kind === Kind.word && (next.glued || (isSmall && isUpperWord(tokens, next)));
  }
  if (first.kind === Kind.link) return isShopDomain(tokens, first);
  if (first.kind !== Kind.word || (first.currency > 0 && isMoneyAhead(tokens, at))) return false;
  if (first.concept === Concept.payee) return isWholeName(tokens, at);
  // `from LIM JUN HAO`, `at NEW LAKSHMI STORES`
  if (
    (first.concept === Concept.limit || first.concept === Concept.current) &&
    isUpperWord(tokens, first) &&
    isUpperWord(tokens, tokens.at(at + 1))
  )
    return true;
  // `at Total Motors`
  if (first.concept === Concept.current && isCapitalised(tokens, first) && isCapitalised(tokens, tokens.at(at + 1)))
    return tokens.at(at + 1).concept === 0;
  if (endsName(first.concept))
    return first.concept === Concept.reference ? false : isUpperWord(tokens, first) && first.concept === Concept.rail;
  if (first.concept === Concept.account) return keepsAccounts(tokens, at);
  return first.concept !== Concept.upi && first.concept !== Concept.you;
}

/** `at merchant on 12-05`, `MERCHANT NAME`: the label stands for a name. */
function isWholeName(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  return next.kind !== Kind.word || next.concept === Concept.on || isUpperWord(tokens, next);
}

const isCapitalised = (tokens: Tokens, { kind, start }: Token): boolean =>
  kind === Kind.word && isUpper(tokens.codeAt(start));

const isMoneyAhead = (tokens: Tokens, at: number): boolean =>
  tokens.at(at + 1).kind === Kind.amount || tokens.at(at + 2).kind === Kind.amount;

function stopsAt(tokens: Tokens, at: number, token: Token, first: Token): boolean {
  // `SPINNEYS DUBAI ARE`: the country's code.
  if (token.concept === Concept.is && isUpperWord(tokens, token) && tokens.at(at + 1).kind !== Kind.word) return false;
  if (endsName(token.concept)) return !isWithinCapitals(tokens, at, token, first);
  // Without blanks a known word is none of a name's.
  if (token.concept + token.currency > 0 && isUnparted(tokens.codeAt(token.start))) return true;
  if (token.currency > 0 && isMoneyAhead(tokens, at)) return true;
  if (isThing(token.concept)) return !isThingOfName(tokens, at, token, first);
  if (!mayEndName(token.concept)) return false;
  if (!isUpperWord(tokens, token) || !isUpperWord(tokens, first)) return true;
  const next = tokens.at(at + 1);
  return next.kind !== Kind.word || next.concept !== 0;
}

/** `CITY MERCHANT`, `HOTEL NEW RAJ`: a word in capitals among capitals. */
const isWithinCapitals = (tokens: Tokens, at: number, token: Token, first: Token): boolean =>
  partsNameOnly(token.concept) &&
  isUpperWord(tokens, token) &&
  isUpperWord(tokens, first) &&
  !isPunct(tokens.at(at + 1), Sign.colon);

/** `AT BOOKING.COM`, `AT ORCHARD.COM/BILL`: capitals name a shop; what is to be visited stands in small letters. */
function isShopDomain({ text }: Tokens, { start, end }: Token): boolean {
  if (!isUpper(text.charCodeAt(start))) return false;
  let hasPath = false;
  let hasSmall = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === Sign.at) return false;
    if (code === Sign.slash) hasPath = true;
    else if (isLetter(code) && !isUpper(code)) hasSmall = true;
  }
  return !(hasPath && hasSmall);
}

function isThingOfName(tokens: Tokens, at: number, token: Token, first: Token): boolean {
  const { text } = tokens;
  const next = tokens.at(at + 1).kind;
  if (next === Kind.masked || next === Kind.number || next === Kind.vpa) return false;
  return isUpper(text.charCodeAt(token.start)) && isUpper(text.charCodeAt(first.start));
}
