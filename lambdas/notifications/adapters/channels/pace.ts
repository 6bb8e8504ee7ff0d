import type { Sleep } from '../../../shared/backoff.ts';

/** Of a provider's rate: `tokens` at `atMs`, growing by `perSec` up to `burst`. Below zero: already promised. */
export type Bucket = { readonly tokens: number; readonly atMs: number };

/** How fast, and how much at once after a pause. */
export type Rate = { readonly perSec: number; readonly burst: number };

/**
 * Takes from the bucket, into its future if need be, so that callers go in the order they came.
 * @returns the bucket afterwards, and for how many milliseconds the caller has to wait
 */
export function reserve(
  { tokens, atMs }: Bucket,
  { perSec, burst }: Rate,
  wanted: number,
  nowMs: number,
): { readonly bucket: Bucket; readonly waitMs: number } {
  const grown = Math.min(burst, tokens + (Math.max(0, nowMs - atMs) * perSec) / 1000);
  const left = grown - wanted;
  return { bucket: { tokens: left, atMs: Math.max(nowMs, atMs) }, waitMs: left >= 0 ? 0 : (-left * 1000) / perSec };
}

/** Waits until so much may be sent. */
export type Pacer = (wanted: number) => Promise<void>;

/** @param nowMs a clock that never goes back */
export function makePacer(rate: Rate, nowMs: () => number, sleep: Sleep): Pacer {
  let bucket: Bucket = { tokens: rate.burst, atMs: nowMs() };
  return async (wanted) => {
    const { bucket: next, waitMs } = reserve(bucket, rate, wanted, nowMs());
    bucket = next;
    if (waitMs > 0) await sleep(waitMs);
  };
}
