import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

/** Concepts that their neighbours change. */
export const dependsOnWords = conceptSet(
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
  Concept.number,
);

/** Takes the concept that the words beside it give a word. */
export function readAgain(tokens: Tokens, at: number, token: Token): void {
  switch (token.concept) {
    case Concept.due:
      // `due to insufficient funds` gives a reason, not a date.
      if (tokens.at(at + 1).concept === Concept.to) token.concept = 0;
      return;
    case Concept.emi:
      // An EMI card is a card.
      if (tokens.at(at + 1).concept === Concept.card) token.concept = 0;
      return;
    case Concept.number:
      // `No amount was debited`
      if (tokens.at(at - 1).kind !== Kind.word && isMoney(tokens.at(at + 1).concept)) token.concept = Concept.not;
      return;
    case Concept.not:
      // `could not process`; `might not` and `should not` speak of what may be.
      if (tokens.at(at - 1).concept === Concept.can && tokens.textOf(at - 1).toLowerCase() === 'could')
        token.concept = Concept.unable;
      // `Shoppers Stop`; not `Stop payment`
      else if (followsName(tokens, at) && isUpper(tokens.codeAt(token.start))) token.concept = 0;
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

/** Behind a capital that means nothing. */
function followsName(tokens: Tokens, at: number): boolean {
  const { kind, concept, start } = tokens.at(at - 1);
  return (
    kind === Kind.word && concept === 0 && isUpper(tokens.codeAt(start)) && tokens.textOf(at).toLowerCase() === STOP
  );
}

const SHOP = 'shop';
const STOP = 'stop';

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

const isMoney = conceptSet(Concept.amount, Concept.money, Concept.txn, Concept.debit, Concept.payment);

const PRE = 'pre';
const AUTO = 'auto';
const CASE = 'case';
