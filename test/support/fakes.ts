import type { Log } from '../../lambdas/shared/log.ts';
import type { Meter } from '../../lambdas/shared/metrics.ts';

/** A dependency that the test does not expect to be called. */
export const unexpected =
  (name: string) =>
  (..._: readonly unknown[]): never => {
    throw new Error(`unexpected call of ${name}`);
  };

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Keeps what was told at level info, as `[event, fields]`. */
export function keepingLog(): Log & { readonly told: (readonly [string, Parameters<Log['info']>[1]])[] } {
  const told: (readonly [string, Parameters<Log['info']>[1]])[] = [];
  return { ...silentLog, told, info: (event, fields) => void told.push([event, fields]) };
}

export const silentMeter: Meter = { count: () => undefined, flush: () => undefined };

/** Keeps what was counted, by name. */
export function countingMeter(): Meter & { readonly counts: Record<string, number> } {
  const counts: Record<string, number> = {};
  return {
    counts,
    count: (name, value = 1) => {
      counts[name] = (counts[name] ?? 0) + value;
    },
    flush: () => undefined,
  };
}
