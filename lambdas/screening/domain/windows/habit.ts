import { type Ring, type Span, total } from './ring.ts';

/** Fewer payments are no habit. */
export const habitMin = 10;

/** Three months: a habit of last year is no habit. */
export const habitSpan: Span = { widthMs: 10 * 86_400_000, buckets: 9 };

/** Of the amounts, in minor units, rounded to whole ones. */
export type Habit = { readonly count: number; readonly mean: bigint; readonly spread: bigint };

/**
 * Mean and standard deviation of a customer's amounts, undefined while there are too few. From whole sums of amounts and
 * of their squares, not from running averages: they are exact, forget what is old, and do not depend on the order.
 */
export function habitOf(amounts: Ring, squares: Ring, atMs: number): Habit | undefined {
  const { count, sum } = total(amounts, habitSpan, atMs);
  if (count < habitMin) return undefined;
  const n = BigInt(count);
  const variance = (n * total(squares, habitSpan, atMs).sum - sum * sum) / (n * n);
  return { count, mean: sum / n, spread: BigInt(Math.round(Math.sqrt(Number(variance)))) };
}
