import { isDigit, isMask, Sign } from './characters.ts';
import { Concept, conceptSet } from './lexicon.ts';
import { Kind, type Token, type Tokens } from './tokens.ts';
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
  readonly isOther: boolean;
};

const MENTIONS_MAX = 12;
const LOOK_BACK = 12;
const TAIL = 4;

export function findAccounts(tokens: Tokens): AccountMention[] {
  const found: AccountMention[] = [];
  for (let at = 0; at < tokens.count && found.length < MENTIONS_MAX; at++) {
    const token = tokens.at(at);
    if (token.kind !== Kind.masked && (token.kind !== Kind.number || !isAccountNumber(tokens, token))) continue;
    const mention = mentionAt(tokens, at, token.kind === Kind.masked);
    if (mention !== null) found.push(mention);
  }
  return found;
}

function isAccountNumber(tokens: Tokens, token: Token): boolean {
  const length = token.end - token.start;
  if (length < 3 || length > 20) return false;
  for (let at = token.start; at < token.end; at++) if (!isDigit(tokens.text.charCodeAt(at))) return false;
  return true;
}

const isNoun = conceptSet('account', 'card', 'wallet', 'deposit', 'loan', 'credit', 'debit');
const isJoint = conceptSet('number', 'ending', 'with', 'in', 'of', 'the', 'bank', 'id', 'to');
const isPreposition = conceptSet('to', 'from', 'in', 'on', 'by', 'via', 'for', 'towards', 'of', 'with', 'against');
const isForeign = conceptSet(
  'mobile',
  'reference',
  'block',
  'call',
  'policy',
  'sip',
  'order',
  'otp',
  'id',
  'receipt',
  'bill',
);
const endsLookBack = conceptSet('debited', 'credited', 'received', 'sent', 'paid', 'spent', 'transferred', 'withdrawn');

/** Walks back from the digits over `no.`, `ending with`, the noun, a bank's name and `your` to the preposition. */
function mentionAt(tokens: Tokens, at: number, masked: boolean): AccountMention | null {
  let noun = 0;
  let first = at;
  let isCard = false;
  let isMine = false;
  let isOther = false;
  let unknown = 0;
  let preposition = 0;
  for (let back = at - 1; back >= 0 && at - back <= LOOK_BACK; back--) {
    const token = tokens.at(back);
    const { concept } = token;
    if (token.kind === Kind.punct) {
      if (endsMention(token, noun, tokens.at(back - 1))) break;
      continue;
    }
    if (token.kind !== Kind.word || token.currency > 0 || endsLookBack(concept)) break;
    if (noun === 0 && isForeign(concept)) return null;
    if (isNoun(concept) || (noun > 0 && concept === Concept.emi)) {
      noun = noun === 0 ? concept : noun;
      first = back;
      if (concept === Concept.card) isCard = true;
    } else if (concept === Concept.your) {
      isMine = true;
      first = back;
    } else if (concept === Concept.beneficiary || concept === Concept.payee) {
      isOther = true;
    } else if (isPreposition(concept) && (noun > 0 || !isJoint(concept))) {
      preposition = concept;
      break;
    } else if (noun === 0 && isJoint(concept)) {
      if (concept === Concept.to || concept === Concept.in) preposition = concept;
      first = back;
    } else if (concept === 0 || concept === Concept.bank || concept === Concept.upi || concept === Concept.the) {
      if (noun === 0 && concept === 0) {
        if (!masked) return null;
        break;
      }
      if (++unknown > 4) break;
    } else if (noun === 0 && !masked) {
      return null;
    } else {
      break;
    }
  }
  if (noun === 0 && !masked) return null;
  if (noun > 0) preposition = preposition === 0 ? 0 : preposition;
  return { at, first, isCard, isMine, isOther, preposition };
}

function endsMention(sign: Token, noun: number, before: Token): boolean {
  switch (sign.value) {
    case Sign.bang:
    case Sign.question:
    case Sign.semicolon:
    case Sign.comma:
      return true;
    case Sign.dot:
      return noun > 0 && before.concept !== Concept.number;
    default:
      return noun > 0 && sign.value !== Sign.hyphen && sign.value !== Sign.apostrophe;
  }
}

const pointsAway: Readonly<Record<Direction, (concept: number) => boolean>> = {
  debit: conceptSet('to', 'towards'),
  credit: conceptSet('from', 'by', 'via'),
};
const pointsHere: Readonly<Record<Direction, (concept: number) => boolean>> = {
  debit: conceptSet('from', 'on', 'via', 'by', 'of'),
  credit: conceptSet('to', 'in', 'on', 'with'),
};

/** The customer's own account among those named, for money going this way; without a direction the likeliest. */
export function ownAccount(mentions: readonly AccountMention[], direction: Direction | null): AccountMention | null {
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

function ownScore(mention: AccountMention, direction: Direction | null): number {
  let score = mention.isOther ? -4 : 1;
  if (mention.isMine) score += 3;
  if (direction !== null && pointsHere[direction](mention.preposition)) score += 1;
  if (direction !== null && pointsAway[direction](mention.preposition)) score -= mention.isMine ? 1 : 4;
  return score;
}

/** The last digits that the message shows, at most four; null when it hides the end of the number. */
export function accountTail(tokens: Tokens, mention: AccountMention): string | null {
  const { start, end } = tokens.at(mention.at);
  let digits = '';
  for (let at = end - 1; at >= start && digits.length < TAIL; at--) {
    const code = tokens.text.charCodeAt(at);
    if (isMask(code)) break;
    if (isDigit(code)) digits = tokens.text.charAt(at) + digits;
  }
  return digits.length >= 2 ? digits : null;
}
