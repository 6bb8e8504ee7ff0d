import type { Timers } from './timers.ts';

/** Wakes who waits. A ring is never lost: who noted `rings` before looking is woken by any ring since. */
export type Bell = {
  readonly rings: () => number;
  readonly ring: () => void;
  /**
   * Resolves at the first ring after `seen` (a value of `rings()`), or when the time is over.
   * @param timeoutMs Infinity waits for a ring alone.
   */
  readonly ringAfter: (seen: number, timeoutMs: number) => Promise<void>;
};

export function makeBell(timers: Timers): Bell {
  let rings = 0;
  let waiting: (() => void)[] = [];
  return {
    rings: () => rings,
    ring: () => {
      rings += 1;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    ringAfter: (seen, timeoutMs) => {
      if (rings > seen || timeoutMs <= 0) return Promise.resolve();
      return new Promise((resolve) => {
        const callOff = timeoutMs === Number.POSITIVE_INFINITY ? () => undefined : timers.after(timeoutMs, wake);
        function wake(): void {
          callOff();
          waiting = waiting.filter((other) => other !== wake);
          resolve();
        }
        waiting.push(wake);
      });
    },
  };
}
