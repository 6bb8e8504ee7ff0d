import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import { accept, type Best } from './proposals.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';
import { isKeepersName } from './writer-name.ts';

export const isSkippedSign = (token: Token): boolean =>
  token.kind === Kind.punct &&
  (token.value === Sign.colon ||
    token.value === Sign.hyphen ||
    token.value === Sign.quote ||
    token.value === Sign.apostrophe ||
    token.value === Sign.underscore ||
    token.value === Sign.openSquare ||
    token.value === Sign.dot);

const parts = conceptSet(
  Concept.from,
  Concept.to,
  Concept.on,
  Concept.via,
  Concept.using,
  Concept.at,
  Concept.by,
  Concept.for,
  Concept.towards,
  Concept.with,
  Concept.and,
  Concept.is,
  Concept.has,
  Concept.reference,
  Concept.txn,
);

const ACCOUNT_REACH = 8;

/** The digits of an account that these words lead to (`A/c XX12`, `HDFC Bank A/c no. 12`), or -1. */
export function accountAhead(tokens: Tokens, from: number): number {
  let sawAccount = false;
  for (let at = from; at < from + ACCOUNT_REACH; at++) {
    const token = tokens.at(at);
    const { kind, concept } = token;
    if (kind === Kind.masked) return at === from || sawAccount ? at : -1;
    if (kind === Kind.number) return sawAccount && token.end - token.start >= 3 ? at : -1;
    if (kind === Kind.word) {
      if (parts(concept) && !(sawAccount && concept === Concept.with)) return -1;
      // `from PETER in account XX12`
      if (concept === Concept.in && !sawAccount) return -1;
      if (concept === Concept.account || concept === Concept.card) sawAccount = true;
    } else if (kind !== Kind.punct || !(isSkippedSign(token) || sawAccount)) {
      return -1;
    }
  }
  return -1;
}

/** After another's account stands its holder (`A/c XX12 of JANE`, `A/c XX12/JANE`), or nothing but the number. */
export function proposeHolder(tokens: Tokens, from: number, digits: number, weight: number, best: Best): void {
  const next = tokens.at(digits + 1);
  const joined =
    isPunct(next, Sign.slash) ||
    isPunct(next, Sign.hyphen) ||
    (isPunct(next, Sign.open) && tokens.at(digits + 2).concept === 0) ||
    next.concept === Concept.of;
  const at = joined ? digits + 2 : digits + 1;
  if (joined || (next.kind === Kind.word && next.concept === 0)) accept(tokens, at, weight, best);
  else if (isHolder(tokens, from) || keepsWhole(tokens, from, digits)) accept(tokens, from, weight, best);
  else best.account = digits;
}

const NUMBER_MIN = 8;

/** `to Lake Bank of Oromia account number 1000111122223`: where it went, with the number in full. */
function keepsWhole(tokens: Tokens, from: number, digits: number): boolean {
  const { kind, start, end } = tokens.at(digits);
  const first = tokens.at(from);
  const isNamed = first.kind === Kind.word && first.concept === 0 && isUpper(tokens.codeAt(first.start));
  return (
    isNamed && kind === Kind.number && end - start >= NUMBER_MIN && tokens.at(from + 1).concept !== Concept.account
  );
}

const HOLDER_WORDS_MAX = 4;
const mayNameHolder = conceptSet(Concept.payee, Concept.beneficiary);

const isKeeper = (word: string): boolean => isKeepersName(word) || /(?:bank|bk|sfb)$/i.test(word);

/** `to USMAN ALI A/C *8812`: up to four words with capitals that are no bank's are the holder's. */
function isHolder(tokens: Tokens, from: number): boolean {
  let at = from;
  for (; at < from + HOLDER_WORDS_MAX; at++) {
    const { kind, concept, start } = tokens.at(at);
    const isCapital = isUpper(tokens.codeAt(start));
    if (kind !== Kind.word || (concept !== 0 && !(isCapital && mayNameHolder(concept)))) break;
    if (!isCapital && at > from + 1) return false;
  }
  if (tokens.at(at).concept !== Concept.account) return false;
  return at > from + 1 || (at === from + 1 && !isKeeper(tokens.textOf(from)));
}
