import type { MappingStats } from './types.ts';

/** Counts of one mapping since its start; its shards add to them. */
export type MappingCounters = { -readonly [Name in keyof MappingStats]: MappingStats[Name] };

export function makeCounters(): MappingCounters {
  return {
    records: 0,
    bytes: 0,
    invocations: 0,
    failedInvocations: 0,
    filteredRecords: 0,
    discardedRecords: 0,
    lostRecords: 0,
    iteratorAgeMs: 0,
  };
}
