import type { OpenWindow } from './tumbling-window.ts';
import { stateBytesMax, windowStartOf } from './tumbling-window.ts';

export type Queued = { readonly bytes: number; readonly arrivedAtMs: number; readonly queuedAtMs: number };

export type BatchLimits = {
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  /** 0: no tumbling windows. */
  readonly tumblingWindowMs: number;
};

/** Lambda takes 6 MB a call; what the poller adds around the records is kept free. */
export const batchBytesMax = 6 * 1024 * 1024 - 4096;

/** How far the shard is known to be read. */
export type Tip = {
  /** Every record that arrived before this time was read; 0 before the first look. */
  readonly readAtMs: number;
  readonly closed: boolean;
};

export type LaneState = {
  readonly window: OpenWindow | undefined;
  readonly tip: Tip;
  readonly nowMs: number;
  /** Somebody waits for everything to be done: a batching window says how long Lambda may wait, not that it must. */
  readonly hurry: boolean;
};

export type LaneStep =
  | { readonly kind: 'deliver'; readonly count: number }
  | { readonly kind: 'close-window' }
  /** Look again at this time, or earlier when something comes. */
  | { readonly kind: 'wait'; readonly untilMs: number }
  | { readonly kind: 'idle' };

/**
 * What a lane does next with what is queued in it: a batch goes when it is full, when its window is over, when the next
 * record would not fit or belongs to the next tumbling window; a tumbling window closes once no record can join it.
 */
export function nextStep(queue: readonly Queued[], limits: BatchLimits, state: LaneState): LaneStep {
  const [first] = queue;
  const { window, tip, nowMs } = state;
  if (first === undefined) {
    if (window === undefined) return { kind: 'idle' };
    if (tip.closed || tip.readAtMs >= window.endMs) return { kind: 'close-window' };
    return { kind: 'wait', untilMs: nowMs < window.endMs ? window.endMs : Number.POSITIVE_INFINITY };
  }
  if (window !== undefined && first.arrivedAtMs >= window.endMs) return { kind: 'close-window' };

  const { count, full } = headThatFits(queue, first, limits);
  const dueMs = first.queuedAtMs + limits.batchingWindowMs;
  return full || tip.closed || state.hurry || nowMs >= dueMs
    ? { kind: 'deliver', count }
    : { kind: 'wait', untilMs: dueMs };
}

function headThatFits(queue: readonly Queued[], first: Queued, limits: BatchLimits): { count: number; full: boolean } {
  const windowEndMs =
    limits.tumblingWindowMs === 0
      ? Number.POSITIVE_INFINITY
      : windowStartOf(first.arrivedAtMs, limits.tumblingWindowMs) + limits.tumblingWindowMs;
  const bytesMax = limits.tumblingWindowMs === 0 ? batchBytesMax : batchBytesMax - stateBytesMax;
  let bytes = 0;
  for (const [count, item] of queue.entries()) {
    bytes += item.bytes;
    // A single record always goes, however large: AWS would not have taken one that cannot.
    const fits = count === 0 || (bytes <= bytesMax && item.arrivedAtMs < windowEndMs);
    if (count === limits.batchSize || !fits) return { count, full: true };
  }
  return { count: queue.length, full: queue.length >= limits.batchSize };
}
