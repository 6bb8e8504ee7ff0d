import { type AccountMention, findAccounts } from './accounts.ts';
import { type Amount, findAmounts } from './amounts.ts';
import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { foldDates } from './dates.ts';
import { CONCEPT_NAMES, conceptSet } from './lexicon.ts';
import { findMovements, type Movement } from './movements.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { tokenize } from './tokenize.ts';
import { isPunct, type Token, Tokens } from './tokens.ts';

/** One message, read once: what the classes, the kinds and the fields are decided from. */
export type Message = {
  readonly text: string;
  readonly tokens: Tokens;
  readonly amounts: readonly Amount[];
  readonly accounts: readonly AccountMention[];
  readonly movements: readonly Movement[];
  /** Whether any word of the message has the concept. */
  readonly has: (concept: number) => boolean;
  readonly hasLink: boolean;
  readonly hasVpa: boolean;
  readonly hasDate: boolean;
};

const scratch = new Tokens();
const seen = new Uint8Array(CONCEPT_NAMES.length);

const has = (concept: number): boolean => seen[concept] === 1;

/** Reads a message. The tokens behind it are reused: use the result before the next call and do not keep it. */
export function readMessage(text: string, tokens: Tokens = scratch): Message {
  tokenize(tokens, text);
  foldDates(tokens);
  let hasLink = false;
  let hasVpa = false;
  let hasDate = false;
  seen.fill(0);
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (dependsOnWords(token.concept)) readAgain(tokens, at, token);
    const { kind, concept } = token;
    if (kind === Kind.word) seen[concept] = 1;
    else if (kind === Kind.link) hasLink = true;
    else if (kind === Kind.vpa) hasVpa = true;
    else if (kind === Kind.date) hasDate = true;
  }
  const amounts = findAmounts(tokens);
  return {
    text: tokens.text,
    tokens,
    amounts,
    accounts: findAccounts(tokens),
    movements: findMovements(tokens),
    has,
    hasLink,
    hasVpa,
    hasDate,
  };
}

/** Concepts that their neighbours change. */
const dependsOnWords = conceptSet(
  Concept.due,
  Concept.emi,
  Concept.not,
  Concept.credited,
  Concept.promo,
  Concept.successful,
  Concept.pay,
  Concept.in,
  Concept.preapproved,
  Concept.payment,
  Concept.paid,
);

/** Takes the concept that the words beside it give a word. */
function readAgain(tokens: Tokens, at: number, token: Token): void {
  switch (token.concept) {
    case Concept.due:
      // `due to insufficient funds` gives a reason, not a date.
      if (tokens.at(at + 1).concept === Concept.to) token.concept = 0;
      return;
    case Concept.emi:
      // An EMI card is a card.
      if (tokens.at(at + 1).concept === Concept.card) token.concept = 0;
      return;
    case Concept.not:
      // `could not process`; `might not` and `should not` speak of what may be.
      if (tokens.at(at - 1).concept === Concept.can && tokens.textOf(at - 1).toLowerCase() === 'could')
        token.concept = Concept.unable;
      return;
    case Concept.credited:
      // `Cr Crd no. 0282`: a credit card.
      if (tokens.at(at - 1).concept === Concept.cr) token.concept = Concept.card;
      else if (tokens.at(at + 1).concept === Concept.orderBehind) token.concept = Concept.pay;
      return;
    case Concept.payment:
    case Concept.paid:
      // `bhugtan karein`
      if (tokens.at(at + 1).concept === Concept.orderBehind) token.concept = Concept.pay;
      return;
    case Concept.promo:
      if (isShopsName(tokens, at)) token.concept = 0;
      return;
    case Concept.pay:
      // `Auto-Pay of Rs 189 has been processed`
      if (isPrefixed(tokens, at, AUTO)) token.concept = Concept.mandate;
      else if (isWalletsName(tokens, at)) token.concept = 0;
      return;
    case Concept.preapproved:
      // `If eligible, cashback follows`
      if (tokens.at(at - 1).concept === Concept.if) token.concept = 0;
      return;
    case Concept.in:
      // `in case you have not done this`
      if (
        tokens.at(at + 1).end - tokens.at(at + 1).start === CASE.length &&
        tokens.textOf(at + 1).toLowerCase() === CASE
      )
        token.concept = Concept.if;
      return;
    case Concept.successful:
      if (isPrefixed(tokens, at, PRE)) token.concept = Concept.preapproved;
      // `Complete your KYC`, `complete 2 more payments`
      else if (completes(tokens.at(at + 1)) && tokens.textOf(at).toLowerCase() === 'complete') token.concept = 0;
      return;
  }
}

/** `Tea Shop`: a capital behind a name's own, not `Shop now`. */
function isShopsName(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1);
  const { start, end } = tokens.at(at);
  if (end - start !== SHOP.length || before.kind !== Kind.word || before.concept !== 0) return false;
  if (tokens.at(at + 1).concept === Concept.now || tokens.textOf(at).toLowerCase() !== SHOP) return false;
  return isUpper(tokens.codeAt(start)) && isUpper(tokens.codeAt(before.start));
}

const SHOP = 'shop';

/** `Apple Pay` at the end of a line or a sentence: how it was paid, not a call to pay. */
function isWalletsName(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1);
  const next = tokens.at(at + 1).kind;
  if (before.kind !== Kind.word || before.concept !== 0 || next === Kind.word || next === Kind.number) return false;
  return isUpper(tokens.codeAt(tokens.at(at).start)) && isUpper(tokens.codeAt(before.start));
}

/** `pre-approved`: nobody has approved it yet; `auto-pay`: a standing instruction. */
const isPrefixed = (tokens: Tokens, at: number, prefix: string): boolean =>
  isPunct(tokens.at(at - 1), Sign.hyphen) && tokens.textOf(at - 2).toLowerCase() === prefix;

const completes = ({ kind, concept }: Token): boolean =>
  kind === Kind.number || concept === Concept.your || concept === Concept.the || concept === Concept.kyc;

const PRE = 'pre';
const AUTO = 'auto';
const CASE = 'case';
