import type { AccountMention } from './accounts.ts';
import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import { accept, type Best, PROPOSAL } from './proposals.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const isFiller = conceptSet(
  Concept.the,
  Concept.vpa,
  Concept.payee,
  Concept.beneficiary,
  Concept.ending,
  Concept.customer,
  Concept.visiting,
  Concept.upi,
  Concept.id,
);

const isSkippedSign = (token: Token): boolean =>
  token.kind === Kind.punct &&
  (token.value === Sign.colon ||
    token.value === Sign.hyphen ||
    token.value === Sign.quote ||
    token.value === Sign.apostrophe ||
    token.value === Sign.underscore ||
    token.value === Sign.openSquare ||
    token.value === Sign.dot);

const FILLERS_MAX = 5;

/** Proposes what the marker at this token leads to: a name, an address, or another's account. */
export function proposeMarked(
  tokens: Tokens,
  marker: number,
  weight: number,
  best: Best,
  own: AccountMention | null,
): void {
  // `PURCHASE, NAME, R-250`
  let at = isPunct(tokens.at(marker + 1), Sign.comma) ? marker + 2 : marker + 1;
  for (let skipped = 0; skipped < FILLERS_MAX; skipped++, at++) {
    const token = tokens.at(at);
    if (isSkippedSign(token)) continue;
    // Swahili: `kutoka kwa JUMA`
    if (skipped === 0 && token.concept === Concept.to && tokens.at(marker).concept === Concept.from) continue;
    if (token.kind !== Kind.word || !isFiller(token.concept) || isPartOfName(tokens, at, token)) break;
  }
  const token = tokens.at(at);
  if (token.kind === Kind.vpa) {
    best.weight = weight;
    best.vpa = at;
    return;
  }
  if (token.concept === Concept.your) {
    proposeOwned(tokens, at + 1, best);
    return;
  }
  const isPlace = tokens.at(marker).concept === Concept.at && token.kind === Kind.word && token.concept === 0;
  // `at SHOP card XX12`: a place has no account.
  const digits = isPlace ? -1 : accountAhead(tokens, at);
  if (digits >= 0) {
    if (own === null || digits !== own.at) proposeHolder(tokens, at, digits, weight, best);
    return;
  }
  accept(tokens, isBareNumber(tokens, at) ? afterNumber(tokens, at) : afterTitle(tokens, at), weight, best);
}

/** `to 2210998871 SITI`, `at 757487-CITY MART`: the number of another's account, phone or till before its holder. */
const isBareNumber = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).kind === Kind.number &&
  tokens.at(at).end - tokens.at(at).start > 5 &&
  (!tokens.at(at + 1).glued ||
    isNamedNumber(tokens, at) ||
    (isPunct(tokens.at(at + 1), Sign.hyphen) && !isPhone(tokens.at(at))));

/** French: `du 57652730,MARIE CLAIRE` */
const isNamedNumber = (tokens: Tokens, at: number): boolean =>
  isPunct(tokens.at(at + 1), Sign.comma) && tokens.at(at + 2).glued && tokens.at(at + 2).kind === Kind.word;

/** `to 9840909000-YES BANK`: where to write to, and the signature. */
const isPhone = ({ start, end }: Token): boolean => end - start > 8;

const afterNumber = (tokens: Tokens, at: number): number =>
  isNamedNumber(tokens, at) || (isPunct(tokens.at(at + 1), Sign.hyphen) && !isPhone(tokens.at(at))) ? at + 2 : at + 1;

/** `to business METRO-BUNDLES`, `from agent JUMA`: a word in small letters says what the name in capitals is. */
function afterTitle(tokens: Tokens, at: number): number {
  const token = tokens.at(at);
  const next = tokens.at(at + 1);
  if (token.kind !== Kind.word || next.kind !== Kind.word || next.concept !== 0) return at;
  const isShouted = next.end - next.start > 1 && isUpper(tokens.text.charCodeAt(next.end - 1));
  return isShouted && !isUpper(tokens.text.charCodeAt(token.start)) ? at + 1 : at;
}

/** `at merchant.`: the label itself is all the name there is; `THE YELLOW STRAW` begins with its article. */
function isPartOfName(tokens: Tokens, at: number, token: Token): boolean {
  const capitals = isUpper(tokens.text.charCodeAt(token.end - 1));
  if (token.concept === Concept.the) return capitals;
  if (token.concept !== Concept.payee) return false;
  const next = tokens.at(at + 1);
  if (capitals && next.kind === Kind.word && isUpper(tokens.text.charCodeAt(next.end - 1))) return true;
  return next.kind === Kind.end || isPunct(next, Sign.dot) || next.concept === Concept.on || next.kind === Kind.newline;
}

/** `for your Airtel Mobile`, `towards your HDFC Credit Card`: better than nothing. */
function proposeOwned(tokens: Tokens, at: number, best: Best): void {
  if (best.weight >= PROPOSAL.owned || tokens.at(at).concept !== 0 || accountAhead(tokens, at) >= 0) return;
  accept(tokens, at, PROPOSAL.owned, best);
}

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
function accountAhead(tokens: Tokens, from: number): number {
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
function proposeHolder(tokens: Tokens, from: number, digits: number, weight: number, best: Best): void {
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
  const isNamed = first.kind === Kind.word && first.concept === 0 && isUpper(tokens.text.charCodeAt(first.start));
  return (
    isNamed && kind === Kind.number && end - start >= NUMBER_MIN && tokens.at(from + 1).concept !== Concept.account
  );
}

/** `to USMAN ALI A/C *8812`: two words that are no bank's are the holder's. */
const isHolder = (tokens: Tokens, from: number): boolean =>
  [from, from + 1].every((at) => tokens.at(at).kind === Kind.word && tokens.at(at).concept === 0) &&
  tokens.at(from + 2).concept === Concept.account;
