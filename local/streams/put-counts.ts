import type { Wake } from './types.ts';

/** Counts puts into streams, from the first time that somebody asks for one's count. */
export type PutCounts = {
  /** @returns how many puts have ended since, undefined when nobody tells of them */
  readonly of: (streamName: string) => () => number | undefined;
  readonly stop: () => void;
};

export function countPuts(wake: Wake | undefined): PutCounts {
  const counts = new Map<string, number>();
  const stops: (() => void)[] = [];
  return {
    of: (streamName) => {
      if (wake !== undefined && !counts.has(streamName)) {
        counts.set(streamName, 0);
        stops.push(wake(streamName, () => counts.set(streamName, (counts.get(streamName) ?? 0) + 1)));
      }
      return () => counts.get(streamName);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
