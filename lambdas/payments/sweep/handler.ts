import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Reviews } from '../adapters/reviews-table.ts';

export type SweepDeps = {
  readonly expireHolds: Ledger['expireHolds'];
  /** Publishes what is waiting. @returns how many facts */
  readonly publishWaiting: () => Promise<number>;
  readonly waitingReviews: Reviews['waiting'];
  /** A payment may wait so long for an operator before somebody is called. */
  readonly reviewMaxMs: number;
  readonly now: Clock;
  readonly log: Log;
  readonly meter: Meter;
};

const holdsPerCall = 1000;

/**
 * By the clock: gives back what was held too long, publishes what no nudge was heard for, and looks whether a payment waits
 * too long for an operator. Metrics: `HoldsExpired`, `FactsSwept`, `ReviewsOverdue` with an alarm.
 */
export const makeSweep =
  ({ expireHolds, publishWaiting, waitingReviews, reviewMaxMs, now, log, meter }: SweepDeps) =>
  async (): Promise<void> => {
    let expired = 0;
    for (let page = holdsPerCall; page === holdsPerCall; expired += page) page = await expireHolds(holdsPerCall);
    if (expired > 0) log.info('holds.expired', { expired });
    const published = await publishWaiting();
    // Those of the holds are published here first: only more than these say that nudges get lost.
    if (published > expired) log.warn('facts.swept', { published });
    meter.count('HoldsExpired', expired);
    meter.count('FactsSwept', published);
    // The oldest comes first: one that is old enough is reason to call.
    const [oldest] = (await waitingReviews({ limit: 1 })).reviews;
    const isOverdue = oldest !== undefined && now().getTime() - Date.parse(oldest.heldAt) > reviewMaxMs;
    if (isOverdue) log.warn('reviews.overdue', { heldAt: oldest.heldAt });
    meter.count('ReviewsOverdue', isOverdue ? 1 : 0);
    meter.flush();
  };
