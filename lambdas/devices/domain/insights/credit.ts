import type { Insights } from '../../../contracts/api/insights.ts';
import type { EvidenceFact } from './evidence.ts';
import { dayOfMonth, type Window, windowOf } from './window.ts';

const money = (minor: string | null, currency: string | null) =>
  minor === null ? null : { minor, currency: currency ?? 'INR' };

const lenderOf = ({ institutionType, institution, counterparty }: EvidenceFact): string =>
  (institutionType === 'lender' ? institution : counterparty) ?? institution ?? 'unknown';

/** One lender, however it is written: banks do so in capitals, lenders as their brand is. */
const lenderKey = (fact: EvidenceFact): string => lenderOf(fact).toLowerCase();

const isEmi = ({ kind, direction }: EvidenceFact): boolean => kind === 'emi' && direction === 'debit';

/** What is paid every month, by lender and sum; the newest of each first. */
export function emisOf(facts: readonly EvidenceFact[], window: Window): Insights['emis'] {
  const groups = Map.groupBy(facts.filter(isEmi), (fact) => `${lenderKey(fact)}|${fact.amount}|${fact.currency}`);
  return [...groups.values()].flatMap((payments) => {
    const [last] = payments;
    const amount = last === undefined ? null : money(last.amount, last.currency);
    if (last === undefined || amount === null) return [];
    return [
      {
        lender: lenderOf(last),
        amount,
        dayOfMonth: dayOfMonth(last.day),
        lastAt: last.at,
        payments: payments.length,
        window,
        messages: payments.length,
      },
    ];
  });
}

/** A bounce is told by its notice, its charge or both: the larger of the two numbers. */
export function bouncesOf(facts: readonly EvidenceFact[], window: Window): Insights['bounces'] {
  const bounces = facts.filter(({ isBounce }) => isBounce);
  const since = (days: number): number => {
    const { from } = windowOf(days, window.to);
    const recent = bounces.filter(({ day }) => day >= from);
    const charges = recent.filter(({ direction }) => direction !== null).length;
    return Math.max(charges, recent.length - charges);
  };
  return {
    last30Days: since(30),
    last90Days: since(90),
    last180Days: since(180),
    window,
    messages: bounces.length,
  };
}

/** Each card by what its newest statement, reminder and purchase say. */
export function cardsOf(facts: readonly EvidenceFact[], window: Window): Insights['cards'] {
  const isOfCard = ({ isCreditCard, institutionType }: EvidenceFact): boolean =>
    isCreditCard || institutionType === 'card';
  const groups = Map.groupBy(facts.filter(isOfCard), ({ account, institution }) => `${account}|${institution}`);
  return [...groups.values()].flatMap((all) => {
    const bill = all.find((fact) => (fact.class === 'due' || fact.class === 'statement') && fact.amount !== null);
    const limited = all.find(({ limit }) => limit !== null);
    const [any] = all;
    if (any === undefined || (bill === undefined && limited === undefined)) return [];
    const due = bill?.amount ?? null;
    const available = limited?.limit ?? null;
    return [
      {
        account: any.account,
        issuer: any.institution,
        totalDue: money(due, bill?.currency ?? null),
        minimumDue: money(bill?.minDue ?? null, bill?.currency ?? null),
        dueDate: bill?.dueDate ?? null,
        limitAvailable: money(available, limited?.currency ?? null),
        utilisation: due === null || available === null ? null : utilisation(BigInt(due), BigInt(available)),
        window,
        messages: all.length,
      },
    ];
  });
}

/** To four places; nothing due of no limit is nothing used. */
function utilisation(due: bigint, available: bigint): number {
  const limit = due + available;
  if (limit <= 0n || due <= 0n) return 0;
  return Math.min(1, Number((due * 10_000n) / limit) / 10_000);
}

/** Everything heard from or of lenders. */
export function lendersOf(facts: readonly EvidenceFact[], window: Window): Insights['lenders'] {
  const isOfLender = (fact: EvidenceFact): boolean =>
    fact.institutionType === 'lender' || fact.kind === 'loan' || isEmi(fact);
  const groups = Map.groupBy(facts.filter(isOfLender), lenderKey);
  return [...groups.values()].flatMap((all) => {
    const [last] = all;
    const count = (matches: (fact: EvidenceFact) => boolean): number => all.filter(matches).length;
    if (last === undefined) return [];
    return [
      {
        lender: lenderOf(last),
        disbursals: count(({ kind, direction }) => kind === 'loan' && direction === 'credit'),
        emis: count(isEmi),
        reminders: count((fact) => fact.class === 'due' || fact.class === 'mandate'),
        bounces: count(({ isBounce }) => isBounce),
        lastAt: last.at,
        window,
        messages: all.length,
      },
    ];
  });
}
