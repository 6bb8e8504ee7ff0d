import { z } from 'zod';
import { type Condition, compile, condition, type Predicate, type Subject } from './condition.ts';

const dayCount = z.int().min(1).max(366);

/** A condition on all facts of a customer within so many days, each of 24 hours, up to one of them. */
export type TalliedCondition = z.infer<typeof tallied>;

export const tallied = z.union([
  z.strictObject({
    count: z.strictObject({
      of: condition,
      withinDays: dayCount,
      atLeast: z.int().min(1),
      /** Facts with the same value of this field count once. */
      distinct: z.string().optional(),
    }),
  }),
  z.strictObject({
    sum: z.strictObject({
      of: condition,
      withinDays: dayCount,
      /** Minor units as digits: JSON's numbers end at 2^53. */
      atLeast: z.string().regex(/^[1-9]\d{0,17}$/),
      /** Sums of two currencies are none. */
      currency: z.string().regex(/^[A-Z]{3}$/),
    }),
  }),
]);

/** What one fact adds, and when it is enough; the database knows the other facts. */
export type Tally = {
  readonly withinDays: number;
  /** A number of facts, or minor units. */
  readonly atLeast: string;
  /** What counts once within the days. */
  readonly item: string;
  /** 1, or minor units. */
  readonly weight: string;
};

export type Countable = { readonly cause: string; readonly subject: Subject; readonly amountMinor: string | null };

export type CompiledTally = { readonly holds: Predicate; readonly tallyOf: (fact: Countable) => Tally };

/** Parts a tallied condition into what one fact must be and what it then adds. */
export function compileTally(wanted: TalliedCondition): CompiledTally {
  if ('count' in wanted) {
    const { of, withinDays, atLeast, distinct } = wanted.count;
    return {
      holds: compile(of),
      tallyOf: ({ cause, subject }) => ({
        ...{ withinDays, atLeast: String(atLeast), weight: '1' },
        item:
          distinct === undefined
            ? cause
            : String((Object.hasOwn(subject, distinct) ? subject[distinct] : null) ?? cause),
      }),
    };
  }
  const { of, withinDays, atLeast, currency } = wanted.sum;
  const hasSum: Condition = {
    all: [
      { field: 'currency', is: currency },
      { field: 'amountMinor', atLeast: 1 },
    ],
  };
  return {
    holds: compile({ all: [of, hasSum] }),
    tallyOf: ({ cause, amountMinor }) => ({ withinDays, atLeast, item: cause, weight: amountMinor ?? '0' }),
  };
}
