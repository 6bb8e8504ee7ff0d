import type { Insights } from '../../../contracts/api/insights.ts';
import { minorDigitsOf } from '../../../contracts/minor-units.ts';
import type { EvidenceFact } from './evidence.ts';
import { dayOfMonth, type Window } from './window.ts';

type Salary = NonNullable<Insights['salary']>;

/** A credit small enough to be a friend's share of a dinner is nobody's salary: 5,000 in the currency's unit. */
const least = 5_000n;
/** How far two months' pay may lie apart and still be the same job's: a fifth. */
const tolerance = 5n;

const transfers = new Set(['neft', 'imps', 'rtgs', 'transfer', 'salary']);

const leastMinor = ({ currency }: EvidenceFact): bigint => least * 10n ** BigInt(minorDigitsOf(currency ?? 'INR'));
const amountOf = ({ amount }: EvidenceFact): bigint => BigInt(amount ?? '0');
const monthOf = ({ day }: EvidenceFact): string => day.slice(0, 7);

/**
 * The salary: what a bank calls so, or else a credit that one counterparty sends in two months or more, alike in sum.
 * @param facts the newest first, each movement once
 */
export function findSalary(facts: readonly EvidenceFact[], window: Window): Salary | null {
  const credits = facts.filter(({ direction }) => direction === 'credit');
  const stated = credits.filter(({ kind }) => kind === 'salary');
  if (stated.length > 0) return describe(stated, 'message', window);

  const candidates = credits.filter(
    (fact) => fact.counterparty !== null && transfers.has(fact.kind ?? '') && amountOf(fact) >= leastMinor(fact),
  );
  const recurring = [...Map.groupBy(candidates, ({ counterparty }) => counterparty?.toLowerCase()).values()]
    .map(alike)
    .filter((group) => new Set(group.map(monthOf)).size >= 2)
    .toSorted((a, b) => b.length - a.length);
  return recurring[0] === undefined ? null : describe(recurring[0], 'recurrence', window);
}

/** Those that differ by no more than a fifth from the newest. */
function alike(group: readonly EvidenceFact[]): EvidenceFact[] {
  const newest = group[0] === undefined ? 0n : amountOf(group[0]);
  return group.filter((fact) => {
    const apart = amountOf(fact) - newest;
    return (apart < 0n ? -apart : apart) * tolerance <= newest;
  });
}

function describe(facts: readonly EvidenceFact[], detectedBy: Salary['detectedBy'], window: Window): Salary | null {
  const [last] = facts;
  if (last === undefined) return null;
  return {
    amount: { minor: last.amount ?? '0', currency: last.currency ?? 'INR' },
    dayOfMonth: dayOfMonth(last.day),
    employer: facts.find(({ counterparty }) => counterparty !== null)?.counterparty ?? null,
    months: new Set(facts.map(monthOf)).size,
    lastAt: last.at,
    detectedBy,
    window,
    messages: facts.length,
  };
}
