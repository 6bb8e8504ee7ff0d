import { isLetter, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { isGateway } from './gateways.ts';
import { conceptSet } from './lexicon.ts';
import { topLevelDomainEnd } from './links.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const WORDS_MAX = 8;
const LONG_DIGITS = 6;

/** Where a name stands in the message: characters `start` to `end`; empty when there is none. */
export type NameSpan = { readonly start: number; readonly end: number };

const NOWHERE: NameSpan = { start: 0, end: 0 };

/** These never belong to a name, whatever their case. */
const endsName = conceptSet(
  Concept.reference,
  Concept.balance,
  Concept.availableBalance,
  Concept.available,
  Concept.avail,
  Concept.limit,
  Concept.not,
  Concept.if,
  Concept.call,
  Concept.block,
  Concept.details,
  Concept.value,
  Concept.is,
  Concept.has,
  Concept.will,
  Concept.credited,
  Concept.debited,
  Concept.generatedOn,
  Concept.payee,
  Concept.your,
  Concept.please,
  Concept.vpa,
  Concept.ending,
  Concept.click,
  Concept.deducted,
  Concept.spent,
  Concept.withdrawn,
  Concept.sent,
  Concept.rail,
  Concept.imps,
  Concept.neft,
  Concept.rtgs,
  Concept.failed,
  Concept.been,
  Concept.current,
  Concept.mandate,
);
/** These do, unless written in small letters or before a date, a number or an account. */
const mayEndName = conceptSet(
  Concept.on,
  Concept.at,
  Concept.by,
  Concept.via,
  Concept.using,
  Concept.from,
  Concept.towards,
  Concept.for,
  Concept.to,
  Concept.with,
  Concept.in,
  Concept.as,
  Concept.and,
  Concept.upi,
  Concept.successful,
  Concept.txn,
  Concept.of,
  Concept.after,
  Concept.against,
  Concept.per,
  Concept.you,
  Concept.paid,
  Concept.received,
);
/** Things that shops are named after: with a capital they belong to the name, before digits they do not. */
const isThing = conceptSet(
  Concept.account,
  Concept.card,
  Concept.order,
  Concept.emi,
  Concept.id,
  Concept.number,
  Concept.wallet,
  Concept.payment,
  Concept.policy,
);

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
      return joined.kind === Kind.word && isUpper(tokens.text.charCodeAt(joined.start));
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
  return !(first.concept === Concept.account || first.concept === Concept.upi || first.concept === Concept.you);
}

/** `at merchant on 12-05`, `MERCHANT NAME`: the label stands for a name. */
function isWholeName(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  return next.kind !== Kind.word || next.concept === Concept.on || isUpperWord(tokens, next);
}

const isCapitalised = (tokens: Tokens, { kind, start }: Token): boolean =>
  kind === Kind.word && isUpper(tokens.text.charCodeAt(start));

const isMoneyAhead = (tokens: Tokens, at: number): boolean =>
  tokens.at(at + 1).kind === Kind.amount || tokens.at(at + 2).kind === Kind.amount;

function stopsAt(tokens: Tokens, at: number, token: Token, first: Token): boolean {
  // `SPINNEYS DUBAI ARE`: the country's code.
  if (token.concept === Concept.is && isUpperWord(tokens, token) && tokens.at(at + 1).kind !== Kind.word) return false;
  if (endsName(token.concept)) return !isWithinCapitals(tokens, at, token, first);
  if (token.currency > 0 && isMoneyAhead(tokens, at)) return true;
  if (isThing(token.concept)) return !isThingOfName(tokens, at, token, first);
  if (!mayEndName(token.concept)) return false;
  if (!isUpperWord(tokens, token) || !isUpperWord(tokens, first)) return true;
  const next = tokens.at(at + 1);
  return next.kind !== Kind.word || next.concept !== 0;
}

const partsNameOnly = conceptSet(Concept.payee, Concept.current);

/** `CITY MERCHANT`, `HOTEL NEW RAJ`: a word in capitals among capitals. */
const isWithinCapitals = (tokens: Tokens, at: number, token: Token, first: Token): boolean =>
  partsNameOnly(token.concept) &&
  isUpperWord(tokens, token) &&
  isUpperWord(tokens, first) &&
  !isPunct(tokens.at(at + 1), Sign.colon);

/** `AT BOOKING.COM`: capitals name a shop; what is to be visited stands in small letters or has a path. */
function isShopDomain({ text }: Tokens, { start, end }: Token): boolean {
  if (!isUpper(text.charCodeAt(start))) return false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === Sign.slash || code === Sign.at) return false;
  }
  return true;
}

function isThingOfName(tokens: Tokens, at: number, token: Token, first: Token): boolean {
  const { text } = tokens;
  const next = tokens.at(at + 1).kind;
  if (next === Kind.masked || next === Kind.number || next === Kind.vpa) return false;
  return isUpper(text.charCodeAt(token.start)) && isUpper(text.charCodeAt(first.start));
}

function isUpperWord(tokens: Tokens, token: Token): boolean {
  return isUpper(tokens.text.charCodeAt(token.start)) && isUpper(tokens.text.charCodeAt(token.end - 1));
}

function continues(tokens: Tokens, at: number, sign: Token): boolean {
  const next = tokens.at(at + 1);
  switch (sign.value) {
    case Sign.ampersand:
    case Sign.apostrophe:
      return next.kind === Kind.word;
    case Sign.underscore:
      return next.glued;
    case Sign.plus:
      return sign.glued;
    case Sign.hash:
      // `BP#0912`
      return sign.glued && next.glued && next.kind === Kind.number;
    case Sign.star:
      // `GOOGLE*CLOUD`; a gateway's `RAZ*SHOP` was read as a narration
      return sign.glued && next.glued && next.kind === Kind.word && !isGateway(tokens.textOf(at - 1));
    case Sign.dot:
      return dotContinues(tokens, at, sign, next);
    case Sign.hyphen:
      return sign.glued && next.glued && !isSignature(tokens, at);
    case Sign.comma:
      return next.kind === Kind.word && next.concept === 0 && isPlace(tokens, at + 1);
    default:
      return false;
  }
}

/** `NYKAA.COM`, `K.M. Traders`; not the end of a sentence. */
function dotContinues(tokens: Tokens, at: number, sign: Token, next: Token): boolean {
  if (next.kind !== Kind.word) return false;
  if (next.glued) {
    const domain =
      topLevelDomainEnd(tokens.text, next.start) === next.end ||
      (next.concept === 0 && tokens.text.slice(next.start, next.end) === 'FIT');
    const opens = sign.glued && tokens.textOf(at - 1).toUpperCase() === 'WWW';
    return domain || opens || next.end - next.start === 1;
  }
  if (tokens.at(at - 1).concept === Concept.title) return true;
  const initial = isUpper(tokens.text.charCodeAt(sign.start - 1)) && !isLetter(tokens.text.charCodeAt(sign.start - 2));
  return initial && next.concept === 0;
}

/** `NAME-XYZ Bank` at the end of a message: the hyphen opens the writer's signature. */
function isSignature(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next <= at + 4; next++) {
    const token = tokens.at(next);
    if (token.kind === Kind.end) return true;
    if (token.concept === Concept.account) return false;
    if (token.kind !== Kind.word) return token.kind === Kind.newline || next === tokens.count - 1;
  }
  return false;
}

/** `, DUBAI.`: one or two words in capitals and then the sentence ends. */
function isPlace(tokens: Tokens, at: number): boolean {
  if (!isUpperWord(tokens, tokens.at(at))) return false;
  const next = tokens.at(at + 1);
  return (
    next.kind === Kind.punct ||
    next.kind === Kind.end ||
    next.kind === Kind.newline ||
    endsName(next.concept) ||
    mayEndName(next.concept)
  );
}

const FIRM = /^m\/s\.?\s+/i;
const LEGAL = /[\s,.]+(?:(?:pvt|private|pte|p)[\s.]*)?(?:ltd|limited|llc|inc)\.?$/i;

/** The name as a person would write it: single spaces, no company form, no stray signs; null when nothing is left. */
export function tidyName(text: string, { start, end }: NameSpan): string | null {
  if (end <= start) return null;
  let name = text.slice(start, end).trim();
  if (name.length > 80) name = name.slice(0, 80);
  name = name
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[\s.,:;'"*_-]+$/u, '');
  const short = name.replace(FIRM, '').replace(LEGAL, '');
  const tidy = short.length >= 2 ? short : name;
  return /\p{L}/u.test(tidy) && tidy.length >= 2 ? tidy : null;
}
