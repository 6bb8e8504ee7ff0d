import type { Amount } from './amounts.ts';
import { bareAmount } from './amounts.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';

/**
 * The sum that moved: the plain one nearest to the movement; a bare number when no currency is named; a fee or a due
 * when nothing else is. Null when that sum belongs to a movement that has not happened.
 */
export function movedAmount(message: Message, fact: Movement): Amount | null {
  const { amounts } = message;
  const amount =
    creditedAtHome(message, fact) ??
    (fact.concept === Concept.disbursed ? lentSum(message) : null) ??
    nearest(amounts, fact, 'plain') ??
    nearest(withoutTax(message), fact, 'fee') ??
    nearestNumber(message, fact) ??
    nearest(amounts, fact, 'due') ??
    nearest(amounts, fact, 'outstanding');
  return amount !== null && belongsElsewhere(message, fact, amount) ? null : amount;
}

/** `Remittance of AED 2,000 received. INR 47,820 credited to A/c XX12`: what the account got. */
function creditedAtHome({ amounts, movements }: Message, fact: Movement): Amount | null {
  const credit = movements.find(
    ({ at, concept, mood }) => at > fact.at && concept === Concept.credited && mood === 'real',
  );
  if (fact.concept !== Concept.received || credit === undefined) return null;
  const abroad = nearest(amounts, fact, 'plain');
  const home = nearest(amounts, credit, 'plain');
  return abroad !== null && home !== null && abroad.currency !== home.currency ? home : null;
}

/** `Loan amount: Rs 2,00,000. EMI: Rs 4,200. Disbursed`: what was lent, however far from the verb. */
function lentSum({ amounts, tokens }: Message): Amount | null {
  const isLent = ({ first, role }: Amount): boolean => {
    const label = isPunct(tokens.at(first - 1), Sign.colon) ? first - 2 : first - 1;
    return (
      role === 'plain' && tokens.at(label).concept === Concept.amount && tokens.at(label - 1).concept === Concept.loan
    );
  };
  return amounts.find(isLent) ?? null;
}

/** `Annual fee of Rs 1,000 + GST Rs 180 levied`: the tax comes on top of what moved. */
const withoutTax = ({ amounts, tokens }: Message): readonly Amount[] =>
  amounts.filter(
    ({ first }, index) =>
      index === 0 || tokens.at(first - 1).concept !== Concept.fee || !isPunct(tokens.at(first - 2), Sign.plus),
  );

const distanceTo = ({ first, last }: Amount, { at }: Movement): number => (first > at ? first - at : at - last);

function nearest(amounts: readonly Amount[], fact: Movement, role: Amount['role']): Amount | null {
  let best: Amount | null = null;
  for (const amount of amounts) {
    if (amount.role !== role || amount.minor <= 0) continue;
    if (best === null || distanceTo(amount, fact) < distanceTo(best, fact)) best = amount;
  }
  return best;
}

/** `Rs.500 will be debited ... the last EMI was paid`: the sum is the future one's. */
function belongsElsewhere({ movements, tokens }: Message, fact: Movement, amount: Amount): boolean {
  // `As you paid online, Rs 412 will be returned`
  if (amount.last > fact.at && defers(tokens.at(amount.last + 1).concept)) return true;
  const distance = distanceTo(amount, fact);
  return movements.some(
    (movement) => movement.isStrong && movement.mood !== 'real' && distanceTo(amount, movement) < distance,
  );
}

const defers = conceptSet(Concept.will, Concept.may);

const NUMBER_REACH = 14;

const DIGITS_MAX = 7;

const announcesSum = conceptSet(
  Concept.by,
  Concept.of,
  Concept.for,
  Concept.amount,
  Concept.with,
  Concept.the,
  Concept.in,
);

/** A number without a currency is a sum beside a movement, after a word that announces one, or with decimals. */
function nearestNumber({ tokens, accounts }: Message, { at }: Movement): Amount | null {
  for (let distance = 1; distance <= NUMBER_REACH; distance++) {
    for (const near of [at + distance, at - distance]) {
      const token = tokens.at(near);
      if (token.kind !== Kind.number || !isSumLike(tokens, near, distance)) continue;
      if (accounts.some((account) => account.at === near)) continue;
      return bareAmount(tokens, near);
    }
  }
  return null;
}

function isSumLike(tokens: Tokens, at: number, distance: number): boolean {
  const token = tokens.at(at);
  const length = token.end - token.start;
  const before = tokens.at(at - 1);
  const after = tokens.at(at + 1);
  if (
    isPunct(after, Sign.slash) ||
    after.concept === Concept.reward ||
    after.concept === Concept.sip ||
    after.concept === Concept.invest ||
    after.concept === Concept.day ||
    after.concept === Concept.pm
  ) {
    return false;
  }
  if (tokens.codeAt(token.end) === Sign.percent) return false;
  if (token.glued && before.kind === Kind.word) return false;
  const grouped = hasSeparator(tokens.text, token.start, token.end);
  if (!grouped && distance > 1 && isQuantity(tokens, at)) return false;
  if (!grouped && length > DIGITS_MAX) return false;
  return grouped || distance === 1 || announcesSum(before.concept) || after.concept === Concept.thousand;
}

/** `25-ORBIT LTD EQ`: so many of a thing. */
const isQuantity = (tokens: Tokens, at: number): boolean =>
  isPunct(tokens.at(at + 1), Sign.hyphen) && tokens.at(at + 2).glued && tokens.at(at + 2).kind === Kind.word;

function hasSeparator(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === Sign.comma || code === Sign.dot) return true;
  }
  return false;
}
