import type { Meter } from '../../shared/metrics.ts';
import type { Publish } from '../../shared/publish.ts';
import { type EarlyReceipts, earlyReceiptsPerCall } from '../adapters/early-receipts.ts';
import type { Track } from '../adapters/track-receipts.ts';
import { eventOfFact } from '../domain/tracking/facts.ts';

export type TrackEarlyDeps = {
  readonly earlyReceipts: EarlyReceipts;
  readonly track: Track;
  readonly publish: Publish;
  readonly meter: Meter;
};

/** Of one run: what is left is for the next. */
const callsMax = 100;

/** Tracks receipts that were faster than the note of what they are about. What bounced is left to whoever replaces it. */
export const makeTrackEarly =
  ({ earlyReceipts, track, publish, meter }: TrackEarlyDeps) =>
  async (): Promise<void> => {
    for (let call = 0; call < callsMax; call++) {
      const early = await earlyReceipts.ready();
      const facts = early.length === 0 ? [] : await track(early);
      if (facts.length > 0) await publish(facts.map(eventOfFact));
      // Last: whoever dies before it tracks them again, which changes nothing.
      await earlyReceipts.tracked(early);
      meter.count('ReceiptsTrackedLate', early.length);
      if (early.length < earlyReceiptsPerCall) break;
    }
  };
