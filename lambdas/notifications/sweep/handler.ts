import type { NotificationsRequested } from '../../contracts/notifications.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import { claimsPerCall, type WaitingMessages } from '../adapters/waiting-messages.ts';
import { releaseOf } from '../domain/dispatch/release.ts';

export type SweepDeps = {
  readonly messages: WaitingMessages;
  /** Puts requests on their lanes. */
  readonly request: (records: readonly NotificationsRequested[]) => Promise<void>;
  readonly recordAgeMaxHours: number;
  readonly now: Clock;
  readonly log: Log;
  readonly meter: Meter;
};

/** No dispatcher lives as long. */
const claimMaxMs = 15 * 60_000;
const hourMs = 3_600_000;
/** Of one run; what is left is for the next. */
const runMs = 4 * 60_000;

/** By the clock: asks again for messages whose time has come, and closes claims of those who died. */
export const makeSweep =
  ({ messages, request, recordAgeMaxHours, now, log, meter }: SweepDeps) =>
  async (): Promise<void> => {
    const start = now().getTime();
    let released = 0;
    await messages.unpause();
    while (now().getTime() - start < runMs) {
      const due = await messages.due();
      if (due.length === 0) break;
      // Asked for first: if the note is lost they are asked for twice, and the second request is dropped.
      await request(
        releaseOf(
          due.map(({ data }) => data),
          now(),
        ),
      );
      await messages.released(due.map(({ id }) => id));
      released += due.length;
    }
    let closed = 0;
    // A record that is not promotion comes again until it is given up: only then nobody goes on with its claims.
    const othersBefore = new Date(start - (recordAgeMaxHours + 1) * hourMs);
    for (let page = claimsPerCall; page === claimsPerCall; closed += page)
      page = await messages.closeClaims(new Date(start - claimMaxMs), othersBefore);
    if (closed > 0) log.warn('claims.closed', { closed });
    if (released > 0) log.info('messages.released', { released });
    meter.count('NotificationsReleased', released);
    meter.count('ClaimsClosed', closed);
    meter.flush();
  };
