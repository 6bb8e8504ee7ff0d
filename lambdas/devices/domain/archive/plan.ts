import { compareSequence, isAfter } from '../../../shared/sequence.ts';

/** An event as it came, with what its place in the archive is made of. */
export type Line = {
  readonly json: string;
  readonly type: string;
  /** The event's own time, UTC. */
  readonly time: string;
  readonly sequenceNumber: string;
};

/** How far a shard is archived, and the objects of an attempt that may not have ended. */
export type Cursor = { readonly sequence: string | undefined; readonly pending: readonly string[] };

export type ArchiveObject = { readonly key: string; readonly lines: readonly string[] };

export type ArchivePlan = {
  readonly objects: readonly ArchiveObject[];
  /** Left by an attempt that was cut otherwise: their lines are in `objects`, or will come in a later batch. */
  readonly stale: readonly string[];
  /** The shard's position once `objects` are written. */
  readonly through: string;
};

/**
 * Where a batch goes: one object per type and day of the event, named after the cursor it starts from. As long as the
 * cursor has not moved, every attempt writes under the same names, so a retry overwrites instead of adding.
 * @returns undefined when everything was archived before
 */
export function planArchive(position: string, cursor: Cursor, lines: readonly Line[]): ArchivePlan | undefined {
  const fresh = lines
    .filter(({ sequenceNumber }) => isAfter(sequenceNumber, cursor.sequence))
    .toSorted((a, b) => compareSequence(a.sequenceNumber, b.sequenceNumber));
  const last = fresh.at(-1);
  if (last === undefined) return undefined;
  const name = `${position.replaceAll('/', '-')}-${cursor.sequence ?? 'start'}.ndjson.gz`;
  const groups = Map.groupBy(fresh, ({ type, time }) => `events/type=${type}/day=${time.slice(0, 10)}/${name}`);
  const objects = [...groups].map(([key, group]) => ({ key, lines: group.map(({ json }) => json) }));
  return { objects, stale: cursor.pending.filter((key) => !groups.has(key)), through: last.sequenceNumber };
}
