import { z } from 'zod';
import { instant } from '../../contracts/event.ts';
import { concurrently } from '../../shared/concurrently.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { PoisonRecord } from '../../shared/poison-record.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { ArchiveStore } from '../adapters/archive-store.ts';
import { planArchive } from '../domain/archive/plan.ts';

export type ArchiveDeps = {
  readonly store: ArchiveStore;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

/** All that the archive needs to know of an event; it keeps every type, also those of tomorrow. */
const envelope = z.object({ type: z.string().regex(/^[a-z0-9.-]{1,100}$/), time: instant });

type Archivable = z.infer<typeof envelope> & { readonly json: string };

function decode(payload: string): Archivable {
  try {
    // One line per event, whatever white space it came with.
    const event: unknown = JSON.parse(payload);
    return { ...envelope.parse(event), json: /[\r\n]/.test(payload) ? JSON.stringify(event) : payload };
  } catch {
    throw new PoisonRecord('not an event: no JSON with type and time');
  }
}

/**
 * Writes each event once to the archive, by type and day. What an attempt is about to write is noted beside the cursor
 * first: if it dies, the next attempt writes under the same names and removes what it does not write again. The mapping
 * must run one batch per shard at a time, since the cursor is the shard's.
 */
export function makeArchive({ store, park, log, meter }: ArchiveDeps): StreamConsumer {
  async function archive(events: readonly Delivered<Archivable>[]): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    const position = `${first.stream}/${first.shard}`;
    const cursor = await store.cursor(position);
    const lines = events.map(({ event, sequenceNumber }) => ({ ...event, sequenceNumber }));
    const plan = planArchive(position, cursor, lines);
    if (plan === undefined) return;

    const keys = plan.objects.map(({ key }) => key);
    const noted = { ...cursor, pending: [...keys, ...plan.stale] };
    await store.saveCursor(position, noted, cursor);
    await concurrently(8, plan.stale, store.remove);
    await concurrently(8, plan.objects, store.write);
    await store.saveCursor(position, { sequence: plan.through, pending: [] }, noted);
    meter.count('EventsArchived', events.length);
    meter.count('ArchiveObjectsWritten', plan.objects.length);
  }

  return makeStreamConsumer({ decode, handle: archive, park, log, meter });
}
