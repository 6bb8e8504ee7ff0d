import type { AccountMention } from './accounts.ts';
import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import { isPartyWord } from './markers.ts';
import { accountAhead, isSkippedSign, proposeHolder } from './other-account.ts';
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

const namesParty = conceptSet(Concept.payee, Concept.beneficiary);

const FILLERS_MAX = 6;

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
    if (isSkippedSign(token) || (namesParty(tokens.at(marker).concept) && isPartyWord(tokens, at))) continue;
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
const isBareNumber = (tokens: Tokens, at: number): boolean => {
  const { kind, start, end } = tokens.at(at);
  if (kind !== Kind.number) return false;
  if (isHeldBy(tokens, at)) return true;
  return end - start > 5 && (!tokens.at(at + 1).glued || isNamedNumber(tokens, at) || isSigned(tokens, at));
};

/** Arabic: `from 9112;SAMIR`, the last digits of an account and its holder. */
const isHeldBy = (tokens: Tokens, at: number): boolean =>
  isPunct(tokens.at(at + 1), Sign.semicolon) && tokens.at(at + 2).kind === Kind.word;

/** `757487-CITY MART`; a phone only in a field of its own (`From: 233500112233-JANE ROE`) or apart (`0244 - JANE`). */
function isSigned(tokens: Tokens, at: number): boolean {
  const hyphen = tokens.at(at + 1);
  if (!isPunct(hyphen, Sign.hyphen)) return false;
  return !isPhone(tokens.at(at)) || isPunct(tokens.at(at - 1), Sign.colon) || isApart(tokens, at);
}

/** `du 22670001122 - JEAN KONE`: who sent it, where `SMS to 9840909000 - YES BANK` says where to write to. */
const isApart = (tokens: Tokens, at: number): boolean =>
  !tokens.at(at + 1).glued && tokens.at(at - 1).concept === Concept.from;

/** French: `du 57652730,MARIE CLAIRE`; `For: 9801234567/Food Delivery` */
const isNamedNumber = (tokens: Tokens, at: number): boolean =>
  (isPunct(tokens.at(at + 1), Sign.comma) || isPunct(tokens.at(at + 1), Sign.slash)) &&
  tokens.at(at + 2).glued &&
  tokens.at(at + 2).kind === Kind.word;

/** `to 9840909000-YES BANK`: where to write to, and the signature. */
const isPhone = ({ start, end }: Token): boolean => end - start > 8;

const afterNumber = (tokens: Tokens, at: number): number =>
  isNamedNumber(tokens, at) || isHeldBy(tokens, at) || isSigned(tokens, at) ? at + 2 : at + 1;

/** `to business METRO-BUNDLES`, `from agent JUMA`: a word in small letters says what the name in capitals is. */
function afterTitle(tokens: Tokens, at: number): number {
  const token = tokens.at(at);
  const next = tokens.at(at + 1);
  if (token.kind !== Kind.word || next.kind !== Kind.word || next.concept !== 0) return at;
  const isShouted = next.end - next.start > 1 && isUpper(tokens.codeAt(next.end - 1));
  return isShouted && !isUpper(tokens.codeAt(token.start)) ? at + 1 : at;
}

/** `at merchant.`: the label itself is all the name there is; `THE YELLOW STRAW` begins with its article. */
function isPartOfName(tokens: Tokens, at: number, token: Token): boolean {
  const capitals = isUpper(tokens.codeAt(token.end - 1));
  if (token.concept === Concept.the) return capitals;
  if (token.concept !== Concept.payee) return false;
  const next = tokens.at(at + 1);
  if (capitals && next.kind === Kind.word && isUpper(tokens.codeAt(next.end - 1))) return true;
  return next.kind === Kind.end || isPunct(next, Sign.dot) || next.concept === Concept.on || next.kind === Kind.newline;
}

/** `for your Airtel Mobile`, `towards your HDFC Credit Card`: better than nothing. */
function proposeOwned(tokens: Tokens, at: number, best: Best): void {
  if (best.weight >= PROPOSAL.owned || tokens.at(at).concept !== 0 || accountAhead(tokens, at) >= 0) return;
  accept(tokens, at, PROPOSAL.owned, best);
}
