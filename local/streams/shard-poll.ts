import { createHash } from 'node:crypto';
import { backOffMs } from './after-attempt.ts';
import { makeBell } from './bell.ts';
import type { Stopping } from './shard-context.ts';
import type { ShardPosition, StreamReader } from './stream-reader.ts';
import type { StreamRecord } from './stream-record.ts';
import type { Timers } from './timers.ts';
import type { PollerLog } from './types.ts';

export type ShardPollOptions = {
  readonly reader: StreamReader;
  readonly shardId: string;
  readonly functionName: string;
  readonly stopping: Stopping;
  readonly timers: Timers;
  readonly log: PollerLog;
  readonly resumeAfter: string | undefined;
  /** Resolves when there is room for more records. */
  readonly room: () => Promise<void>;
  readonly onRecords: (records: readonly StreamRecord[]) => void;
  /** A look that began at `startedAtMs` found nothing more; `closed` when nothing can come either. */
  readonly onTip: (look: number, startedAtMs: number, closed: boolean) => void;
};

export type ShardPoll = {
  readonly wake: () => void;
  /** How many looks were begun. */
  readonly looks: () => number;
  readonly ended: Promise<void>;
};

/**
 * The real poller looks at an idle shard once a second. Ours each have a pace of their own near it: together, looks at all
 * shards of all mappings would hold up whatever else the process does, for milliseconds.
 */
const idlePollMs = 1000;
const paceOf = (name: string): number =>
  idlePollMs * (0.8 + 0.4 * (createHash('sha256').update(name).digest().readUInt16BE() / 0xffff));
/**
 * A first look follows a put at once; further ones wait, because each costs the same however little it brings, and so
 * does the call of the function that follows it. A shard that brings much is looked at as seldom as by the real poller.
 */
const lookSpacingMinMs = 40;
const lookSpacingMaxMs = 1000;
/** What the last second may have brought without a longer wait: a single person trying things. */
const calmKiB = 32;
const waitMsPerKiB = 4;
/** Pages are sized by what the records of this shard weigh, so that catching up takes no more memory than running. */
const pageBytes = 4 * 1024 * 1024;

/** Reads a shard from where it was left until it is closed and read, or the mapping stops. */
export function makeShardPoll(options: ShardPollOptions): ShardPoll {
  const { reader, shardId, stopping, timers } = options;
  const bell = makeBell(timers);
  const paceMs = paceOf(`${options.functionName} ${shardId}`);
  let position = positionAfter(options.resumeAfter);
  let looks = 0;
  let limit = 100;
  /** What about the last second brought. */
  let recentBytes = 0;
  let lookedAtMs = timers.nowMs();
  let failuresInRow = 0;

  return {
    wake: bell.ring,
    looks: () => looks,
    ended: run(),
  };

  async function run(): Promise<void> {
    let iterator: string | undefined;
    let closed = false;
    while (!closed && !stopping.stopped()) {
      await options.room();
      if (stopping.stopped()) return;
      const seen = bell.rings();
      const startedAtMs = timers.nowMs();
      recentBytes *= Math.exp((lookedAtMs - startedAtMs) / 1000);
      lookedAtMs = startedAtMs;
      looks += 1;
      const look = looks;
      try {
        iterator ??= await reader.openShard(shardId, position);
        const page = await reader.read({ shardId, position, iterator }, limit);
        failuresInRow = 0;
        iterator = page.nextIterator;
        closed = iterator === undefined;
        keep(page.records);
        if (page.atTip || closed) options.onTip(look, startedAtMs, closed);
        if (page.atTip && !closed) await bell.ringAfter(seen, paceMs);
      } catch (error) {
        iterator = undefined; // it may be what is wrong: they expire after five minutes
        failuresInRow += 1;
        options.log('mapping.read-failed', { function: options.functionName, shardId, cause: String(error) });
        await stopping.bell.ringAfter(stopping.bell.rings(), Math.min(backOffMs(failuresInRow), idlePollMs));
      }
      await stopping.bell.ringAfter(stopping.bell.rings(), startedAtMs + lookSpacingMs(recentBytes) - timers.nowMs());
    }
  }

  function keep(records: readonly StreamRecord[]): void {
    const last = records.at(-1);
    if (last === undefined) return;
    position = positionAfter(last.sequenceNumber);
    const bytes = records.reduce((sum, { data }) => sum + data.length, 0);
    recentBytes += bytes;
    limit = Math.max(10, Math.min(10_000, Math.floor((pageBytes * records.length) / Math.max(bytes, 1))));
    options.onRecords(records);
  }
}

const lookSpacingMs = (recentBytes: number): number =>
  Math.min(Math.max((recentBytes / 1024 - calmKiB) * waitMsPerKiB, lookSpacingMinMs), lookSpacingMaxMs);

function positionAfter(sequenceNumber: string | undefined): ShardPosition {
  return sequenceNumber === undefined ? { kind: 'start' } : { kind: 'after', sequenceNumber };
}
