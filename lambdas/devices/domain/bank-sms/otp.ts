import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

const CODE_MIN = 4;
const CODE_MAX = 8;
const CODE_USUAL = 6;
const BEFORE_WORD = 8;
const AFTER_WORD = 30;
const WARNING_REACH = 12;

const warns = conceptSet(Concept.share, Concept.never, Concept.not, Concept.ask, Concept.without);
const isSecret = conceptSet(Concept.password, Concept.pin, Concept.cvv);

/** Without one of these concepts no message carries a code. */
export const hasCodeWord = (has: (concept: number) => boolean): boolean =>
  has(Concept.use) ||
  has(Concept.approve) ||
  has(Concept.code) ||
  has(Concept.otp) ||
  has(Concept.password) ||
  has(Concept.pin) ||
  has(Concept.cvv);
const isPeculiar = conceptSet(
  Concept.verification,
  Concept.security,
  Concept.otp,
  Concept.use,
  Concept.approve,
  Concept.one,
  Concept.time,
  Concept.delivered,
  Concept.valid,
);

/**
 * Whether the message carries a one-time code, or may: a code beside a word for it, or a word for it outside a warning
 * (`never share your OTP`). Errs on the side of privacy.
 */
export function isOneTimeCode(tokens: Tokens): boolean {
  for (let at = 0; at < tokens.count; at++) {
    const { concept } = tokens.at(at);
    if (concept === 0) continue;
    if (concept === Concept.use && isToVerify(tokens, at)) return true;
    if (concept === Concept.approve && opensWith(tokens, at - 1)) return true;
    if (concept === Concept.code && tokens.at(1).concept === Concept.is && at < BEFORE_WORD && opensWith(tokens, 0))
      return true;
    if (concept === Concept.otp || (isSecret(concept) && isOneTime(tokens, at))) {
      if (hasCodeNear(tokens, at) || !isWarnedOf(tokens, at)) return true;
    } else if (concept === Concept.code || isSecret(concept)) {
      // `Your code 77-12-90`
      const isMine = tokens.at(at - 1).concept === Concept.your && codeEnd(tokens, at + 1, false) > 0;
      if (isMine || (isQualified(tokens, at) && hasCodeNear(tokens, at, isOneTime(tokens, at)))) return true;
    }
  }
  return false;
}

/** `Use 4412 to verify` */
function isToVerify(tokens: Tokens, use: number): boolean {
  const end = codeEnd(tokens, use + 1, false);
  if (end === 0 || tokens.at(end).concept !== Concept.to) return false;
  const { concept } = tokens.at(end + 1);
  // `Use 771204 to pay`; fewer digits may be points.
  const { start, end: last } = tokens.at(use + 1);
  if (concept === Concept.pay && last - start === CODE_USUAL) return true;
  return concept === Concept.verification || concept === Concept.approve || concept === Concept.successful;
}

/** `880124 authorises`, `471902 is the code to pay`: a code where a sentence begins. */
function opensWith(tokens: Tokens, at: number): boolean {
  const { kind, start, end } = tokens.at(at);
  return kind === Kind.number && end - start >= CODE_MIN && end - start <= CODE_MAX;
}

const isApproved = conceptSet(Concept.txn, Concept.payment, Concept.purchase);

/** `one time password`, `one-time PIN`, `verification PIN`, `PIN for transaction`. */
function isOneTime(tokens: Tokens, at: number): boolean {
  if (tokens.at(at + 1).concept === Concept.for && isApproved(tokens.at(at + 2).concept)) return true;
  const before = tokens.at(at - 1).concept;
  return before === Concept.time || before === Concept.verification || before === Concept.security;
}

/** `verification code`, `code is valid for`: a bare `code` is a coupon or a branch. */
function isQualified(tokens: Tokens, at: number): boolean {
  for (let near = at - 5; near <= at + 14; near++) {
    const { concept } = tokens.at(near);
    if (near !== at && (isPeculiar(concept) || concept === Concept.share)) return true;
  }
  return false;
}

/** Coupons are codes too, so letters among the digits count only for a word that means nothing else (`mixed`). */
function hasCodeNear(tokens: Tokens, at: number, mixed = true): boolean {
  for (let back = at - 1; back >= at - BEFORE_WORD; back--) {
    const after = codeEnd(tokens, back, mixed);
    if (after > 0 && (leadsOn(tokens, after) || tokens.at(back - 1).concept === Concept.use)) return true;
  }
  for (let ahead = at + 1; ahead <= at + AFTER_WORD; ahead++) {
    const token = tokens.at(ahead);
    if (token.kind === Kind.end) break;
    if (ahead > at + 3 && endsClause(tokens, ahead, token)) break;
    if (codeEnd(tokens, ahead, mixed) > 0 && (ahead <= at + 2 || isAnnounced(tokens, ahead))) return true;
  }
  return false;
}

/**
 * The index after the code that starts here, or 0: four to eight digits, whole or parted (`40 21 88`, `881-201`), or
 * letters and digits in one (`G7K2P9`).
 */
function codeEnd(tokens: Tokens, start: number, mixed: boolean): number {
  let digits = 0;
  let at = start;
  for (; digits <= CODE_MAX; at++) {
    const token = tokens.at(at);
    if (token.kind === Kind.number) digits += token.end - token.start;
    else if (token.kind !== Kind.punct || token.value !== Sign.hyphen || !token.glued || digits === 0) break;
  }
  if (digits === 0) return mixed ? mixedEnd(tokens, start) : 0;
  return digits >= CODE_MIN && digits <= CODE_MAX ? at : 0;
}

function mixedEnd(tokens: Tokens, start: number): number {
  let at = start;
  let numbers = 0;
  while (at < start + CODE_MAX && (at === start || tokens.at(at).glued)) {
    const { kind } = tokens.at(at);
    if (kind === Kind.number) numbers++;
    else if (kind !== Kind.word) break;
    at++;
  }
  const length = tokens.at(at - 1).end - tokens.at(start).start;
  return numbers > 0 && at > start + 1 && length >= CODE_MIN && length <= CODE_MAX ? at : 0;
}

/** `123456 is your OTP`, `123456 - OTP`: the code stands right before a verb, a sign or the word itself. */
function leadsOn(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at);
  if (next.concept === Concept.is || next.concept === Concept.otp) return true;
  // `1354:5245:EVBLN`: a part of a reference.
  const joins = next.glued && tokens.at(at + 1).glued && tokens.at(at + 1).concept === 0;
  return !joins && (isPunct(next, Sign.hyphen) || isPunct(next, Sign.colon));
}

/** `OTP for ... is 123456`, `OTP: 123456`. */
function isAnnounced(tokens: Tokens, code: number): boolean {
  const before = tokens.at(code - 1);
  if (
    before.concept === Concept.is ||
    before.concept === Concept.use ||
    before.concept === Concept.verification ||
    before.kind === Kind.newline
  )
    return true;
  return isPunct(before, Sign.colon) || isPunct(before, Sign.hyphen);
}

/** `Do not share your card number, CVV or OTP`, `OTP kisi se share na karein`. */
function isWarnedOf(tokens: Tokens, at: number): boolean {
  return isWarning(tokens, at, -1) || isWarning(tokens, at, 1);
}

function isWarning(tokens: Tokens, from: number, step: number): boolean {
  for (let distance = 1; distance <= WARNING_REACH; distance++) {
    const at = from + distance * step;
    const token = tokens.at(at);
    if (token.kind === Kind.end || endsClause(tokens, at, token)) return false;
    if (warns(token.concept)) return true;
  }
  return false;
}
