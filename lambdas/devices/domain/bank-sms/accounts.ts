import { findNoun, isNoun, LOOK_BACK, TAIL } from './account-noun.ts';
import { bareMention, isPreposition, loneCard, standsBare } from './bare-account.ts';
import { isDigit } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

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

function isAccountNumber(tokens: Tokens, token: Token): boolean {
  const length = token.end - token.start;
  if (length < 2 || length > 20) return false;
  for (let at = token.start; at < token.end; at++)
    if (!isDigit(tokens.codeAt(at)) && !isFirstDigit(tokens, token, at)) return false;
  return true;
}

const DOTTED = 6;

/** `Karta 5.3854`: the first digit, a dot, the last four. */
const isFirstDigit = (tokens: Tokens, { start, end }: Token, at: number): boolean =>
  end - start === DOTTED && at === start + 1 && tokens.codeAt(at) === Sign.dot;

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

const isTaken = conceptSet(
  Concept.debited,
  Concept.debit,
  Concept.dr,
  Concept.withdrawn,
  Concept.charged,
  Concept.deducted,
);

const UNKNOWN_WORDS_MAX = 4;

/** Walks back from the digits over `no.` and `ending with` to the noun, then over a bank's name and `your`. */
function mentionAt(tokens: Tokens, at: number, token: Token): AccountMention | null {
  const masked = token.kind === Kind.masked;
  const nounAt = findNoun(tokens, at);
  if (nounAt < 0) return masked && standsBare(tokens, at, token) ? bareMention(tokens, at) : null;
  if (!masked && isPhone(tokens, at, token)) return null;
  // A loan's number in full is an agreement, not an account that money is kept in.
  if (!masked && isLoan(tokens, nounAt) && !isTail(tokens, at, nounAt)) return null;
  return qualify(tokens, lastGroup(tokens, at), nounAt);
}

const PHONE = 10;

/** `wallet linked with 98...` */
const isPhone = (tokens: Tokens, at: number, { start, end }: Token): boolean =>
  end - start === PHONE && leadsToPhone(tokens.at(at - 1).concept) && tokens.at(at - 2).concept === Concept.ending;

const leadsToPhone = conceptSet(Concept.with, Concept.to);

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

const isLoan = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).concept === Concept.loan || tokens.at(at - 1).concept === Concept.loan;

const RECIPIENT_MAX = 4;

/** `sent to JANE ROE, A/C: 125...`: the account of whom it went to. */
function followsRecipient(tokens: Tokens, comma: number): boolean {
  for (let at = comma - 1; at >= comma - RECIPIENT_MAX; at--) {
    const { kind, concept } = tokens.at(at);
    if (concept === Concept.to && at < comma - 1) return tokens.at(at - 1).concept === Concept.sent;
    if (kind !== Kind.word || concept !== 0) return false;
  }
  return false;
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
    if (kind === Kind.punct && value === Sign.comma && back === nounAt - 1) isOther ||= followsRecipient(tokens, back);
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
