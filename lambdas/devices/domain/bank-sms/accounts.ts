import { isDigit, isMask, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';
import type { Direction } from './types.ts';

/** An account or card named in the message. */
export type AccountMention = {
  /** Index of the token with the digits. */
  readonly at: number;
  /** Index of the first word that belongs to it (`A/c` of `A/c no. XX12`). */
  readonly first: number;
  readonly isCard: boolean;
  /** `your A/c` */
  readonly isMine: boolean;
  /** The concept of the preposition before it, 0 for none. */
  readonly preposition: number;
  /** `beneficiary A/c` */
  readonly isOther: boolean;
  readonly isLoan: boolean;
};

const MENTIONS_MAX = 12;
const LOOK_BACK = 12;
const TAIL = 4;

export function findAccounts(tokens: Tokens): AccountMention[] {
  const found: AccountMention[] = [];
  for (let at = 0; at < tokens.count && found.length < MENTIONS_MAX; at++) {
    const token = tokens.at(at);
    if (token.kind !== Kind.masked && (token.kind !== Kind.number || !isAccountNumber(tokens, token))) continue;
    const mention = mentionAt(tokens, at, token);
    if (mention !== null) found.push(mention);
  }
  return found.length > 0 ? found : loneCard(tokens);
}

/** `Operation by card ... SHOP 4**0934`, `5*9857; Purchase`: longer than that is a phone. */
const LONE_CARD_MAX = 9;

function loneCard(tokens: Tokens): AccountMention[] {
  let card = -1;
  for (let at = 0; at < tokens.count; at++) {
    const { kind, concept, start, end } = tokens.at(at);
    if (concept === Concept.card) card = at;
    if (kind !== Kind.masked || (card < 0 && at > 0) || end - start > LONE_CARD_MAX) continue;
    return [{ at, first: at, isCard: true, isMine: false, isOther: false, isLoan: false, preposition: 0 }];
  }
  return [];
}

function isAccountNumber(tokens: Tokens, token: Token): boolean {
  const length = token.end - token.start;
  if (length < 2 || length > 20) return false;
  for (let at = token.start; at < token.end; at++)
    if (!isDigit(tokens.text.charCodeAt(at)) && !isFirstDigit(tokens.text, token, at)) return false;
  return true;
}

const DOTTED = 6;

/** `Karta 5.3854`: the first digit, a dot, the last four. */
const isFirstDigit = (text: string, { start, end }: Token, at: number): boolean =>
  end - start === DOTTED && at === start + 1 && text.charCodeAt(at) === Sign.dot;

const isNoun = conceptSet(
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
const isQualifier = conceptSet(
  Concept.bank,
  Concept.upi,
  Concept.the,
  Concept.current,
  Concept.salary,
  Concept.online,
  Concept.and,
  Concept.emi,
);
const isPreposition = conceptSet(
  Concept.to,
  Concept.from,
  Concept.in,
  Concept.on,
  Concept.by,
  Concept.via,
  Concept.using,
  Concept.for,
  Concept.towards,
  Concept.of,
  Concept.with,
  Concept.against,
);
const isTaken = conceptSet(
  Concept.debited,
  Concept.debit,
  Concept.dr,
  Concept.withdrawn,
  Concept.charged,
  Concept.deducted,
);
const isMoved = conceptSet(Concept.debited, Concept.credited, Concept.withdrawn, Concept.deposit);
const UNKNOWN_WORDS_MAX = 4;

/** Walks back from the digits over `no.` and `ending with` to the noun, then over a bank's name and `your`. */
function mentionAt(tokens: Tokens, at: number, token: Token): AccountMention | null {
  const masked = token.kind === Kind.masked;
  const nounAt = findNoun(tokens, at);
  if (nounAt < 0)
    return masked && (standsAlone(tokens, at, token) || isMovedTo(tokens, at, token)) ? bareMention(tokens, at) : null;
  // A loan's number in full is an agreement, not an account that money is kept in.
  if (!masked && isLoan(tokens, nounAt) && !isTail(tokens, at, nounAt)) return null;
  return qualify(tokens, lastGroup(tokens, at), nounAt);
}

const GROUP = 4;

/** `1234-5678-9012-3456`: the last of the groups that a number is written in. */
function lastGroup(tokens: Tokens, first: number): number {
  let at = first;
  while (
    isGroup(tokens.at(at)) &&
    isPunct(tokens.at(at + 1), Sign.hyphen) &&
    isGroup(tokens.at(at + 2)) &&
    tokens.at(at + 2).glued
  )
    at += 2;
  return at;
}

const isGroup = ({ kind, start, end }: Token): boolean => kind === Kind.number && end - start === GROUP;

/** `ending 8813` */
function isTail(tokens: Tokens, at: number, nounAt: number): boolean {
  if (tokens.at(at).end - tokens.at(at).start > TAIL) return false;
  for (let back = at - 1; back > nounAt; back--) if (tokens.at(back).concept === Concept.ending) return true;
  return false;
}

const ADJECTIVES_MAX = 2;

function findNoun(tokens: Tokens, at: number): number {
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
    // Arabic: `via 7365; visa`
    if (token.concept === Concept.via && back === at - 1 && isPunct(tokens.at(at + 1), Sign.semicolon)) return back;
    // `MH02CC9910`: letters inside a code.
    if (token.glued && tokens.at(back - 1).kind === Kind.number) return -1;
    if (isNoun(token.concept)) return isLongEnough(tokens, at, back) ? back : -1;
    // `Your #2201 has been debited`
    if (token.concept === Concept.your && (isPunct(tokens.at(at - 1), Sign.hash) || isMaskedNext(tokens, at, back)))
      return back;
    // `a/c A991122` is a customer's number with letters in it.
    if (token.concept === Concept.the && tokens.at(back + 1).glued) return -1;
    // `VISA Gold/3306`
    if (isPunct(tokens.at(at - 1), Sign.slash) && back === at - 2 && tokens.at(back - 1).concept === Concept.card)
      return back - 1;
    if (hidesAll(tokens, token)) continue;
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
  if (!isUpper(tokens.text.charCodeAt(word.start)) || word.end - word.start > PRODUCT_MAX) return false;
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
  return tokens.at(near).concept === Concept.ending && isNoun(tokens.at(near + 1).concept) ? at : -1;
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

/** Two digits are an account only after `ending`. */
function isLongEnough(tokens: Tokens, at: number, nounAt: number): boolean {
  const { kind, start, end } = tokens.at(at);
  if (kind === Kind.masked || end - start > 2) return true;
  for (let back = at - 1; back > nounAt; back--) if (tokens.at(back).concept === Concept.ending) return true;
  return false;
}

/** `XXX 1234`: the mask stands apart from the digits. */
function hidesAll(tokens: Tokens, token: Token): boolean {
  if (token.kind !== Kind.word || token.concept !== 0) return false;
  for (let at = token.start; at < token.end; at++) if (!isMask(tokens.text.charCodeAt(at))) return false;
  return true;
}

const isLoan = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).concept === Concept.loan || tokens.at(at - 1).concept === Concept.loan;

/** `from XXXXXX1234`: hidden from its first digit on; `98XXXX12` is a phone and `MH12XX34` a car. */
function standsAlone(tokens: Tokens, at: number, token: Token): boolean {
  const code = tokens.text.charCodeAt(token.start);
  return (isMask(code) || code === Sign.hash) && !(token.glued && tokens.at(at - 1).kind === Kind.word);
}

const leadsTo = conceptSet(Concept.from, Concept.to);

/** `has been debited from 0156*500`: too short for a phone. */
const isMovedTo = (tokens: Tokens, at: number, { start, end }: Token): boolean =>
  end - start <= LONE_CARD_MAX && leadsTo(tokens.at(at - 1).concept) && isMoved(tokens.at(at - 2).concept);

function bareMention(tokens: Tokens, at: number): AccountMention | null {
  const before = tokens.at(at - 1);
  if (before.concept === Concept.number && tokens.at(at - 2).concept === Concept.mobile) return null;
  if (before.concept === Concept.mobile || before.concept === Concept.policy || before.concept === Concept.call)
    return null;
  const preposition = isPreposition(before.concept) ? before.concept : 0;
  return { at, first: at, isCard: false, isMine: false, isOther: false, isLoan: false, preposition };
}

function qualify(tokens: Tokens, at: number, nounAt: number): AccountMention {
  let first = nounAt;
  let isCard = tokens.at(nounAt).concept === Concept.card || tokens.at(nounAt).concept === Concept.by;
  let isMine = false;
  let isOther = false;
  let preposition = 0;
  let unknown = 0;
  for (let back = nounAt - 1; back >= 0 && at - back <= LOOK_BACK; back--) {
    const { kind, concept, currency, value } = tokens.at(back);
    if (kind === Kind.punct && (value === Sign.hyphen || value === Sign.apostrophe || value === Sign.slash)) continue;
    if (kind !== Kind.word || currency > 0) break;
    if (concept === Concept.your) isMine = true;
    else if (concept === Concept.beneficiary || concept === Concept.payee) isOther = true;
    else if (isPreposition(concept)) {
      preposition = concept;
      const owner = tokens.at(isPunct(tokens.at(back - 1), Sign.dot) ? back - 2 : back - 1).concept;
      // `debited to A/c XX12` and `card linked to A/c XX12` name the customer's own.
      if (concept === Concept.to && isTaken(owner)) preposition = Concept.of;
      if (concept === Concept.to && owner === Concept.ending) {
        preposition = Concept.of;
        isMine = true;
      }
      break;
    } else if (concept === Concept.card) isCard = true;
    else if (!isNoun(concept) && !isQualifier(concept) && (concept !== 0 || ++unknown > UNKNOWN_WORDS_MAX)) break;
    first = back;
  }
  return { at, first, isCard, isMine, isOther, isLoan: isLoan(tokens, nounAt), preposition };
}

function endsMention(sign: Token): boolean {
  const { value } = sign;
  return value === Sign.bang || value === Sign.question || value === Sign.semicolon || value === Sign.comma;
}

const pointsAway: Readonly<Record<Direction, (concept: number) => boolean>> = {
  debit: conceptSet(Concept.to, Concept.towards, Concept.for),
  credit: conceptSet(Concept.from, Concept.by, Concept.via),
};
const pointsHere: Readonly<Record<Direction, (concept: number) => boolean>> = {
  debit: conceptSet(Concept.from, Concept.on, Concept.via, Concept.using, Concept.by, Concept.of),
  credit: conceptSet(Concept.to, Concept.in, Concept.on, Concept.with),
};

/** The customer's own account among those named, for money going this way; without a direction the likeliest. */
export function ownAccount(mentions: readonly AccountMention[], direction: Direction | null): AccountMention | null {
  const [first] = mentions;
  // A lender names the loan and nothing else.
  if (first?.isLoan && !first.isOther && mentions.length === 1) return first;
  let best: AccountMention | null = null;
  let bestScore = -1;
  for (const mention of mentions) {
    const score = ownScore(mention, direction);
    if (score > bestScore) {
      best = mention;
      bestScore = score;
    }
  }
  return best;
}

/** `payment towards Credit Card XX12` settles the customer's own card. */
const isSettled = ({ isCard, preposition }: AccountMention): boolean =>
  isCard && (preposition === Concept.towards || preposition === Concept.for || preposition === Concept.to);

function ownScore(mention: AccountMention, direction: Direction | null): number {
  let score = mention.isOther ? -4 : 1;
  if (mention.isMine) score += 3;
  if (mention.isLoan) score -= 5;
  if (!mention.isCard) score += 2;
  if (direction !== null && pointsHere[direction](mention.preposition)) score += 2;
  if (direction !== null && pointsAway[direction](mention.preposition))
    score -= mention.isMine || isSettled(mention) ? 1 : 4;
  return score;
}

/** The last digits that the message shows, at most four; null when it hides the end of the number. */
export function accountTail(tokens: Tokens, mention: AccountMention): string | null {
  const { start, end } = tokens.at(mention.at);
  let digits = '';
  for (let at = end - 1; at >= start && digits.length < TAIL; at--) {
    const code = tokens.text.charCodeAt(at);
    if (isMask(code) || code === Sign.hash) break;
    if (isDigit(code)) digits = tokens.text.charAt(at) + digits;
  }
  return digits.length >= 2 ? digits : null;
}
