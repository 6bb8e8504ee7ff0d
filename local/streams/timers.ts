/** The passing of time, so that tests can make hours pass at once. */
export type Timers = {
  readonly nowMs: () => number;
  /** Runs once after a delay; returns how to call it off. */
  readonly after: (delayMs: number, run: () => void) => () => void;
};

export const realTimers: Timers = {
  nowMs: Date.now,
  after: (delayMs, run) => {
    // A longer delay than 2^31 ms fires at once; nobody here minds to be woken after a day.
    const timer = setTimeout(run, Math.min(delayMs, 86_400_000));
    return () => clearTimeout(timer);
  },
};
