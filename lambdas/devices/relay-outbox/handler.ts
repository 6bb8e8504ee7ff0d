import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Outbox } from '../adapters/outbox.ts';

export type RelayOutboxDeps = { readonly relay: Outbox['relay']; readonly log: Log; readonly meter: Meter };

/** Publishes events whose consumer died for good between its transaction and the stream. Usually there are none. */
export const makeRelayOutbox =
  ({ relay, log, meter }: RelayOutboxDeps) =>
  async (): Promise<void> => {
    const relayed = await relay();
    if (relayed > 0) log.warn('outbox.relayed', { relayed });
    meter.count('EventsRelayed', relayed);
    meter.flush();
  };
