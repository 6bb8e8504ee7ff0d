import type { Wake } from './types.ts';

/** Counts puts into streams, from the first time that somebody asks for one's count. */
export type PutCounts = {
  /** @returns how many puts into a shard have ended since, undefined when nobody tells of them */
  readonly of: (streamName: string) => (shardId: string) => number | undefined;
  readonly stop: () => void;
};

export function countPuts(wake: Wake | undefined): PutCounts {
  const counts = new Map<string, { whole: number; readonly shards: Map<string, number> }>();
  const stops: (() => void)[] = [];
  return {
    of: (streamName) => {
      if (wake !== undefined && !counts.has(streamName)) {
        const count = { whole: 0, shards: new Map<string, number>() };
        counts.set(streamName, count);
        stops.push(
          wake(streamName, (shardId) => {
            const known = shardId === undefined ? undefined : count.shards.get(shardId);
            // The first record of a shard may mean that others were closed for it.
            if (known === undefined) count.whole += 1;
            if (shardId !== undefined) count.shards.set(shardId, (known ?? 0) + 1);
          }),
        );
      }
      return (shardId) => {
        const count = counts.get(streamName);
        return count && count.whole + (count.shards.get(shardId) ?? 0);
      };
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
