import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';

export type SweepDeps = {
  readonly expireHolds: Ledger['expireHolds'];
  /** Publishes what is waiting. @returns how many facts */
  readonly publishWaiting: () => Promise<number>;
  readonly log: Log;
  readonly meter: Meter;
};

const holdsPerCall = 1000;

/** By the clock: gives back what was held too long, and publishes what no nudge was heard for. */
export const makeSweep =
  ({ expireHolds, publishWaiting, log, meter }: SweepDeps) =>
  async (): Promise<void> => {
    let expired = 0;
    for (let page = holdsPerCall; page === holdsPerCall; expired += page) page = await expireHolds(holdsPerCall);
    if (expired > 0) log.info('holds.expired', { expired });
    const published = await publishWaiting();
    // Those of the holds are published here first: only more than these say that nudges get lost.
    if (published > expired) log.warn('facts.swept', { published });
    meter.count('HoldsExpired', expired);
    meter.count('FactsSwept', published);
    meter.flush();
  };
