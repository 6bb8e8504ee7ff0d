/** A tumbling window of one shard that has records, and what the function made of them so far. */
export type OpenWindow = { readonly startMs: number; readonly endMs: number; readonly state: unknown };

/** AWS ends a window early when the state that the function returns is larger. */
export const stateBytesMax = 1024 * 1024;

export function windowStartOf(arrivedAtMs: number, windowMs: number): number {
  return Math.floor(arrivedAtMs / windowMs) * windowMs;
}

/** The window of a record that arrived at this time; a function starts each with an empty state. */
export function openWindow(arrivedAtMs: number, windowMs: number): OpenWindow {
  const startMs = windowStartOf(arrivedAtMs, windowMs);
  return { startMs, endMs: startMs + windowMs, state: {} };
}

export function isStateTooLarge(state: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(state ?? null)) > stateBytesMax;
}

/** The fields that windows add to an event. */
export function windowFields(
  window: OpenWindow,
  source: { readonly shardId: string; readonly sourceArn: string },
  end: { readonly final: boolean; readonly early: boolean },
): object {
  return {
    window: { start: isoSecondsOf(window.startMs), end: isoSecondsOf(window.endMs) },
    state: window.state,
    shardId: source.shardId,
    eventSourceARN: source.sourceArn,
    isFinalInvokeForWindow: end.final,
    isWindowTerminatedEarly: end.early,
  };
}

function isoSecondsOf(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('.000Z', 'Z');
}
