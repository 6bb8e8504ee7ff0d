import type { Timers } from '../../../local/streams/timers.ts';

/** Time that passes only when nothing else is left to do. */
export type VirtualTime = Timers & {
  /** Lets time pass until the promise settles. */
  readonly until: <Value>(promise: Promise<Value>) => Promise<Value>;
  /** Lets this much time pass, milliseconds. */
  readonly pass: (durationMs: number) => Promise<void>;
  readonly sleep: (durationMs: number) => Promise<void>;
};

type Timer = { readonly atMs: number; readonly run: () => void };

/** @param startMs Unix milliseconds at which the time starts. */
export function virtualTime(startMs = Date.UTC(2026, 10, 21, 10)): VirtualTime {
  let nowMs = startMs;
  const timers = new Set<Timer>();
  const after: Timers['after'] = (delayMs, run) => {
    const timer = { atMs: nowMs + Math.max(0, delayMs), run };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const sleep = (durationMs: number): Promise<void> => new Promise((resolve) => void after(durationMs, resolve));
  const until = async <Value>(promise: Promise<Value>): Promise<Value> => {
    let settled = false;
    promise.then(
      () => (settled = true),
      () => (settled = true),
    );
    for (let turns = 0; !settled; turns += 1) {
      if (turns > 1_000_000) throw new Error('nothing settles: the virtual time runs away');
      await new Promise((resolve) => setImmediate(resolve));
      if (!settled) fireNext();
    }
    return promise;
  };
  return { nowMs: () => nowMs, after, sleep, until, pass: (durationMs) => until(sleep(durationMs)) };

  function fireNext(): void {
    let next: Timer | undefined;
    for (const timer of timers) if (next === undefined || timer.atMs < next.atMs) next = timer;
    if (next === undefined) return;
    timers.delete(next);
    nowMs = Math.max(nowMs, next.atMs);
    next.run();
  }
}
