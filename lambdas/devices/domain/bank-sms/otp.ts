import { isDigit, Sign } from './characters.ts';
import { endsClause } from './clauses.ts';
import { Concept, conceptSet } from './lexicon.ts';
import { isPunct, Kind, type Token, type Tokens } from './tokens.ts';

const CODE_MIN = 4;
const CODE_MAX = 8;
const NEAR = 7;
const WARNING_REACH = 12;

const warns = conceptSet('share', 'never', 'not', 'ask', 'without');
const qualifiesCode = conceptSet('verification', 'security', 'otp', 'use', 'approve', 'one', 'time', 'delivered');

/**
 * Whether the message carries a one-time code, or may: a code beside a word for it, or a word for it outside a warning
 * (`never share your OTP`). Errs on the side of privacy.
 */
export function isOneTimeCode(tokens: Tokens): boolean {
  for (let at = 0; at < tokens.count; at++) {
    const { concept } = tokens.at(at);
    if (concept === Concept.otp) {
      if (hasCodeNear(tokens, at) || !isWarnedOf(tokens, at)) return true;
    } else if (concept === Concept.password || concept === Concept.pin || concept === Concept.cvv) {
      if (tokens.at(at - 1).concept === Concept.time && tokens.at(at - 2).kind !== Kind.end && !isWarnedOf(tokens, at))
        return true;
      if (isPrecededBy(tokens, at, Concept.time, 2) || qualifiesCode(tokens.at(at - 1).concept)) {
        if (hasCodeNear(tokens, at) || !isWarnedOf(tokens, at)) return true;
      }
    } else if (concept === Concept.code) {
      if (isQualified(tokens, at) && hasCodeNear(tokens, at)) return true;
    }
  }
  return false;
}

function isPrecededBy(tokens: Tokens, at: number, concept: number, reach: number): boolean {
  for (let back = 1; back <= reach; back++) if (tokens.at(at - back).concept === concept) return true;
  return false;
}

/** `verification code`, `code to log in`: a bare `code` is a coupon or a branch. */
function isQualified(tokens: Tokens, at: number): boolean {
  for (let near = at - 4; near <= at + 5; near++)
    if (near !== at && qualifiesCode(tokens.at(near).concept)) return true;
  return false;
}

function hasCodeNear(tokens: Tokens, at: number): boolean {
  for (let back = 1; back <= NEAR; back++) {
    const token = tokens.at(at - back);
    if (isCode(tokens, token) && leadsTo(tokens, at - back)) return true;
  }
  for (let ahead = 1; ahead <= 30; ahead++) {
    const token = tokens.at(at + ahead);
    if (token.kind === Kind.end) break;
    if (ahead > 3 && endsClause(tokens, at + ahead, token)) break;
    if (isCode(tokens, token) && announces(tokens, at + ahead, ahead)) return true;
  }
  return false;
}

/** `123456 is your OTP`: the code stands right before a verb or the word itself. */
function leadsTo(tokens: Tokens, code: number): boolean {
  const next = tokens.at(code + 1);
  return (
    next.concept === Concept.is ||
    next.concept === Concept.otp ||
    isPunct(next, Sign.hyphen) ||
    isPunct(next, Sign.colon)
  );
}

/** `OTP 123456`, `OTP for ... is 123456`, `OTP: 123456`. */
function announces(tokens: Tokens, code: number, distance: number): boolean {
  if (distance <= 2) return true;
  const before = tokens.at(code - 1);
  return (
    before.concept === Concept.is ||
    isPunct(before, Sign.colon) ||
    isPunct(before, Sign.hyphen) ||
    before.concept === Concept.use ||
    before.kind === Kind.newline
  );
}

function isCode(tokens: Tokens, token: Token): boolean {
  const length = token.end - token.start;
  if (token.kind !== Kind.number || length < CODE_MIN || length > CODE_MAX) return false;
  for (let at = token.start; at < token.end; at++) if (!isDigit(tokens.text.charCodeAt(at))) return false;
  return true;
}

/** `Do not share your card number, CVV or OTP`, `OTP kisi se share na karein`. */
function isWarnedOf(tokens: Tokens, at: number): boolean {
  for (let back = 1; back <= WARNING_REACH; back++) {
    const token = tokens.at(at - back);
    if (token.kind === Kind.end || endsClause(tokens, at - back, token)) break;
    if (warns(token.concept)) return true;
  }
  for (let ahead = 1; ahead <= WARNING_REACH; ahead++) {
    const token = tokens.at(at + ahead);
    if (token.kind === Kind.end || endsClause(tokens, at + ahead, token)) break;
    if (warns(token.concept)) return true;
  }
  return false;
}
