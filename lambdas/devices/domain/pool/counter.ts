import { compareSequence, isAfter } from '../../../shared/sequence.ts';
import type { Contribution } from './member.ts';

/** A counter's part on one shard; the pool's figure is the sum over shards. */
export type Counter = { readonly customers: number; readonly lastSequence: string | undefined };

/** Contributions by counter, each list in stream order. */
export function byCounter(contributions: readonly Contribution[]): ReadonlyMap<string, readonly Contribution[]> {
  const sorted = contributions.toSorted((a, b) => compareSequence(a.sequenceNumber, b.sequenceNumber));
  return Map.groupBy(sorted, ({ counter }) => counter);
}

/**
 * The counter after those contributions it has not seen. It remembers the last sequence number applied, so a batch that
 * comes again, cut elsewhere, counts once. `undefined` when there is nothing new.
 */
export function advance(counter: Counter, contributions: readonly Contribution[]): Counter | undefined {
  const fresh = contributions.filter(({ sequenceNumber }) => isAfter(sequenceNumber, counter.lastSequence));
  const last = fresh.at(-1);
  if (last === undefined) return undefined;
  const customers = fresh.reduce((sum, { delta }) => sum + delta, counter.customers);
  return { customers, lastSequence: last.sequenceNumber };
}
