import type { Throttle } from './api-resources.ts';

/** Says whether one more request may pass now. */
export type Gate = (nowMs: number) => boolean;

/** A bucket of `burst` tokens that fills at `ratePerSec`; each request takes one. */
export function makeGate(throttle: Throttle | undefined): Gate {
  if (throttle === undefined) return () => true;
  let tokens = throttle.burst;
  let filledAtMs = 0;
  return (nowMs) => {
    tokens = Math.min(throttle.burst, tokens + (Math.max(0, nowMs - filledAtMs) / 1000) * throttle.ratePerSec);
    filledAtMs = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
