import type { Insights } from '../../../contracts/api/insights.ts';
import { bouncesOf, cardsOf, emisOf, lendersOf } from './credit.ts';
import type { Evidence, EvidenceFact } from './evidence.ts';
import { findSalary } from './salary.ts';
import { dayIn, windowOf, windowOfMonth } from './window.ts';

/** Days that each kind of figure looks back. */
export const lookBackDays = { facts: 180, balances: 90, changes: 90, months: 12 } as const;

/** What is known of a customer, told from its evidence. */
export function assembleInsights(customerId: string, evidence: Evidence, now: Date): Insights {
  const today = dayIn(evidence.zone, now);
  const window = windowOf(lookBackDays.facts, today);
  const facts = oncePerMovement(evidence.facts);
  return {
    customerId,
    asOf: now.toISOString(),
    apps: appsOf(evidence, today),
    salary: findSalary(facts, window),
    months: evidence.months.map(({ month, currency, inflow, outflow, cardSpend, messages, ...counts }) => ({
      month,
      inflow: { minor: inflow, currency },
      outflow: { minor: outflow, currency },
      net: { minor: (BigInt(inflow) - BigInt(outflow)).toString(), currency },
      cardSpend: { minor: cardSpend, currency },
      ...counts,
      window: windowOfMonth(month),
      messages,
    })),
    balances: evidence.balances.map(({ account, currency, average, minimum, latest, days, messages }) => ({
      account,
      average: { minor: average, currency },
      minimum: { minor: minimum, currency },
      latest: { minor: latest, currency },
      days,
      window: windowOf(lookBackDays.balances, today),
      messages,
    })),
    emis: emisOf(facts, window),
    bounces: bouncesOf(facts, window),
    cards: cardsOf(facts, window),
    lenders: lendersOf(facts, window),
  };
}

function appsOf({ profile, changes }: Evidence, today: string): Insights['apps'] {
  const byCategory = Object.entries(profile?.categories ?? {})
    .map(([category, apps]) => ({ category, apps }))
    .toSorted((a, b) => b.apps - a.apps || (a.category < b.category ? -1 : 1));
  return {
    takenAt: profile?.takenAt ?? null,
    total: profile?.total ?? 0,
    byCategory,
    recentChanges: [...changes],
    window: windowOf(lookBackDays.changes, today),
  };
}

/** Kinds that say what money was for, not only how it went. */
const tellingKinds = new Set(['salary', 'emi', 'loan']);

/** As in the sums of a month: of several notices of one movement the one that knows what it was for, or else the first. */
function oncePerMovement(facts: readonly EvidenceFact[]): EvidenceFact[] {
  const counts = new Map<string, EvidenceFact>();
  for (const fact of facts) {
    const known = counts.get(fact.movement);
    if (known === undefined || countsBefore(fact, known)) counts.set(fact.movement, fact);
  }
  return [...counts.values()].toSorted((a, b) => (a.key < b.key ? 1 : -1));
}

function countsBefore(fact: EvidenceFact, other: EvidenceFact): boolean {
  const [tells, otherTells] = [fact, other].map(({ kind }) => kind !== null && tellingKinds.has(kind));
  return tells === otherTells ? fact.key < other.key : tells === true;
}
