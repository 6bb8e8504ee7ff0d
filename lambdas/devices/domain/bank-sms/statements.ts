import type { Verdict } from './classify.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Movement } from './movements.ts';
import { notice } from './notice.ts';

type Fact = Movement | null;

const isMark = conceptSet(Concept.dr, Concept.cr);

/** A bill or a statement is ready, or the last few movements are listed. */
export function bill({ has, amounts, movements, tokens }: Message, fact: Fact): Verdict | undefined {
  if (movements.length > 2 && movements.filter(({ concept }) => isMark(concept)).length > 2)
    return notice('statement', 'statement.mini', 0.8);
  if (fact?.isStrong && fact.concept !== Concept.sent && fact.concept !== Concept.added) return undefined;
  const owed = amounts.some(({ role }) => role === 'due' || role === 'minDue');
  // `Credits Rs.45,000 Debits Rs.32,000`: totals of a period.
  const totals = fact?.concept === Concept.credit || fact?.concept === Concept.debit;
  if (totals && amounts.length > 1 && has(Concept.credit) && has(Concept.debit) && isPlural(tokens, fact.at))
    return notice('statement', 'statement.totals', 0.8);
  if (has(Concept.statement) && totals && amounts.length > 1) return notice('statement', 'statement.totals', 0.8);
  if (!has(Concept.generated) && !(owed && isStatement(tokens))) return undefined;
  return has(Concept.statement) || has(Concept.bill) || has(Concept.invoice)
    ? notice('statement', 'statement.ready')
    : undefined;
}

/** `credits`, `debits` */
const isPlural = (tokens: Message['tokens'], at: number): boolean => tokens.textOf(at).toLowerCase().endsWith('s');

/** `Statement balance $431` is a sum of a reminder; a statement is something to read. */
function isStatement(tokens: Message['tokens']): boolean {
  for (let at = 0; at < tokens.count; at++)
    if (tokens.at(at).concept === Concept.statement && tokens.at(at + 1).concept !== Concept.balance) return true;
  return false;
}

/** A provident fund tells what stands in its book; nobody's account is touched. */
export function passbook({ has }: Message, fact: Fact): Verdict | undefined {
  if (!has(Concept.passbook) || !has(Concept.balance) || fact?.concept === Concept.credited) return undefined;
  return notice('balance', 'balance.passbook', 0.85);
}
