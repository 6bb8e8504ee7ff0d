import { GIVER_WORDS_MAX, isCapital } from './actor-proposals.ts';
import { isLineBreak, isSpace, isUnparted, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import { type NameSpan, nameAt } from './name.ts';
import { accept, type Best, isNoName, PROPOSAL } from './proposals.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const partsFields = (token: Token): boolean =>
  (isPunct(token, Sign.hyphen) && !token.glued) ||
  isPunct(token, Sign.comma) ||
  isPunct(token, Sign.bar) ||
  isPunct(token, Sign.slash) ||
  isPunct(token, Sign.semicolon);

const tellsBalance = conceptSet(Concept.balance, Concept.availableBalance, Concept.available);

/** A field ends where the next begins, at the balance, and behind a date with the sentence. */
function endsField(tokens: Tokens, sign: number, end: number): boolean {
  const next = tokens.at(end);
  if (partsFields(next) || tellsBalance(next.concept)) return true;
  const { kind } = tokens.at(sign - 1);
  return (kind === Kind.date || kind === Kind.time) && isPunct(next, Sign.dot);
}

/** `SGD 24.80 charged on card ending 9902, COLD STORAGE, 19 Nov`: a field of its own that holds nothing but a name. */
export function proposeField(tokens: Tokens, sign: number, best: Best): void {
  if (best.weight > 0 || !partsFields(tokens.at(sign)) || tokens.at(sign + 1).glued || !isCapital(tokens, sign + 1))
    return;
  const { start, end } = nameAt(tokens, sign + 1);
  let at = sign + 1;
  while (at < sign + GIVER_WORDS_MAX * 2 && tokens.at(at).end < end) at++;
  if (!endsField(tokens, sign, at + 1)) return;
  best.weight = PROPOSAL.field;
  best.span = { start, end };
}

/** `AED 38.50`, `4 500 ₸` */
function endsSum(tokens: Tokens, last: number): boolean {
  if (tokens.at(last).currency === 0) return tokens.at(last).kind === Kind.amount;
  return tokens.at(last - 1).kind === Kind.amount || tokens.at(last - 2).kind === Kind.amount;
}

/** A line that holds nothing but a name, below the line with the date or the sum. */
export function proposeLine(tokens: Tokens, newline: number, best: Best): void {
  const before = tokens.at(newline - 1);
  const belowDate = before.kind === Kind.time || before.kind === Kind.date || before.concept === Concept.pm;
  const belowSum = endsSum(tokens, newline - 1);
  const weight = belowDate ? PROPOSAL.line : belowSum ? PROPOSAL.lineBelowSum : 0;
  // `from CORNER STORE`
  const from = leadsTo(tokens.at(newline + 1).concept) ? newline + 2 : newline + 1;
  if (weight <= best.weight || isNoName(tokens.at(from).concept)) return;
  const span = nameAt(tokens, from);
  if (span.end === 0 || (!belowDate && !fillsLine(tokens, from, span))) return;
  if (from > newline + 1 && !endsLine(tokens.text, span.end)) return;
  best.weight = weight;
  best.span = span;
}

const leadsTo = conceptSet(Concept.from, Concept.to, Concept.at);

const CAPITALS_MIN = 3;

/** Nothing but blanks follows the name on its line, or it opens in capitals and no colon labels the line. */
function fillsLine(tokens: Tokens, from: number, { end }: NameSpan): boolean {
  const { text } = tokens;
  if (endsLine(text, end)) return true;
  const first = tokens.at(from);
  if (first.concept !== 0 || first.end - first.start < CAPITALS_MIN || !isCapitals(text, first)) return false;
  for (let at = end; at < text.length && !isLineBreak(text.charCodeAt(at)); at++)
    if (text.charCodeAt(at) === Sign.colon) return false;
  return true;
}

function endsLine(text: string, end: number): boolean {
  let at = end;
  while (isSpace(text.charCodeAt(at))) at++;
  return at >= text.length || isLineBreak(text.charCodeAt(at));
}

function isCapitals(text: string, { start, end }: Token): boolean {
  for (let at = start; at < end; at++) if (!isUpper(text.charCodeAt(at))) return false;
  return true;
}

/** Korean: `07/26 14:58 CORNER SHOP`, `100-***-159993 KIM`: a word that nobody knows behind a time, an account or a sum. */
export function proposeUnparted({ tokens }: Message, at: number, best: Best): void {
  if (best.weight >= PROPOSAL.unparted) return;
  const { kind, concept, currency, start, end } = tokens.at(at);
  if (kind !== Kind.word || concept + currency > 0 || end - start < 2 || !isUnparted(tokens.codeAt(start))) return;
  const before = tokens.at(at - 1);
  if (before.kind === Kind.time || before.kind === Kind.masked || endsSum(tokens, at - 1))
    accept(tokens, at, PROPOSAL.unparted, best);
}

const AFTER_SUM_MAX = 5;

const isBesideSum = (token: Token): boolean =>
  token.currency > 0 ||
  token.concept === Concept.card ||
  token.kind === Kind.masked ||
  isPunct(token, Sign.dot) ||
  isPunct(token, Sign.colon) ||
  isPunct(token, Sign.semicolon);

/** `Purchase 350 RUB. SHOP.`, `350 RUB Card*1234 SHOP`: capitals right behind the sum, where no word leads to a name. */
export function proposeAfterSum({ tokens, amounts }: Message, best: Best): void {
  const [sum] = amounts;
  if (sum === undefined || sum.role !== 'plain') return;
  let at = sum.last + 1;
  while (at < sum.last + AFTER_SUM_MAX && isBesideSum(tokens.at(at))) at++;
  const token = tokens.at(at);
  if (token.kind !== Kind.word) return;
  // `SHOP MAGNUM` in capitals is no offer.
  const isNamed = token.concept === 0 || (token.concept === Concept.promo && isCapitals(tokens.text, token));
  const isShouted = isUpper(tokens.codeAt(token.end - 1));
  if (isNamed && (isShouted || standsBeforeBalance(tokens, at, sum.last))) {
    accept(tokens, at, PROPOSAL.afterSum, best);
  }
}

const NAME_WORDS_MAX = 6;

/** `98.00 UAH Corner Cafe 077 available 12.00`: between a sum and what is left. */
function standsBeforeBalance(tokens: Tokens, from: number, sum: number): boolean {
  if (from > sum + AFTER_SUM_MAX || !isCapital(tokens, from)) return false;
  for (let at = from + 1; at < from + NAME_WORDS_MAX; at++) if (tellsBalance(tokens.at(at).concept)) return true;
  return false;
}
