import type { Tip } from './batch.ts';
import { makeBell } from './bell.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { RecordFilter } from './filter/record-filter.ts';
import { type Lane, makeLane } from './lane.ts';
import { laneOf } from './lane-of.ts';
import { makeProgress } from './progress.ts';
import type { ShardContext } from './shard-context.ts';
import { makeShardPoll } from './shard-poll.ts';
import type { StreamReader } from './stream-reader.ts';
import type { StreamRecord } from './stream-record.ts';

export type ShardConsumer = {
  /** Something was put: look now. */
  readonly wake: () => void;
  /** Resolves when every record put before the call is done, or the consumer stopped; true when the shard is closed. */
  readonly drained: () => Promise<boolean>;
  /** Resolves when the shard is closed and done, or stopped. */
  readonly ended: Promise<'closed' | 'stopped'>;
};

export type ShardConsumerOptions = {
  readonly context: Omit<ShardContext, 'finish' | 'hurry'>;
  readonly reader: StreamReader;
  readonly checkpoints: Checkpoints;
  readonly matches: RecordFilter<StreamRecord>;
  /** Records that arrived earlier are skipped (LATEST, AT_TIMESTAMP). */
  readonly fromMs: number;
};

/** How much may wait behind busy lanes before reading pauses. */
const backlogBytesMax = 8 * 1024 * 1024;

/** Reads one shard for one mapping and works it off in lanes. */
export function consumeShard(options: ShardConsumerOptions): ShardConsumer {
  const { reader, checkpoints, matches, fromMs } = options;
  const { mapping, source, stopping, timers, faults, counters } = options.context;
  const { shardId } = source;
  const saved = checkpoints.of(shardId);
  const progress = makeProgress();
  const changed = makeBell(timers);
  let sequenceNumber = saved.sequenceNumber;
  let backlogBytes = 0;
  let tip: Tip = { readAtMs: 0, closed: false };
  /** Number of the last look that found the end of what was put. */
  let tipLook = 0;
  /** How many wait for the shard to be drained. */
  let hurrying = 0;

  const context: ShardContext = {
    ...options.context,
    hurry: () => hurrying > 0,
    finish: (records, window) => {
      for (const record of records) backlogBytes -= record.data.length;
      sequenceNumber = progress.finish(records.map((record) => record.sequenceNumber)) ?? sequenceNumber;
      checkpoints.save(shardId, { sequenceNumber, window });
    },
  };
  const lanes: readonly Lane[] = Array.from({ length: mapping.parallelizationFactor }, (_, index) =>
    makeLane(context, {
      window: index === 0 ? saved.window : undefined,
      tip: () => tip,
      onChange: changed.ring,
    }),
  );

  const poll = makeShardPoll({
    reader,
    shardId,
    stopping,
    timers,
    log: options.context.log,
    functionName: mapping.functionName,
    resumeAfter: sequenceNumber,
    room: async () => {
      while (backlogBytes > backlogBytesMax && !stopping.stopped()) await changed.ringAfter(changed.rings(), 1000);
    },
    onRecords: accept,
    onTip: (look, readAtMs, closed) => {
      tip = { readAtMs, closed };
      tipLook = look;
      wakeLanes();
      changed.ring();
    },
  });

  return { wake: poll.wake, drained, ended: run() };

  async function run(): Promise<'closed' | 'stopped'> {
    await poll.ended;
    while (!stopping.stopped() && !isDone()) await changed.ringAfter(changed.rings(), 1000);
    await Promise.all(lanes.map((lane) => lane.settled()));
    changed.ring();
    if (stopping.stopped()) return 'stopped';
    checkpoints.save(shardId, { sequenceNumber, closed: true });
    return 'closed';
  }

  function accept(records: readonly StreamRecord[]): void {
    for (const record of records) {
      progress.begin(record.sequenceNumber);
      backlogBytes += record.data.length;
      if (record.arrivedAtMs < fromMs) {
        skip(record);
      } else if (!matches(record)) {
        counters.filteredRecords += 1;
        skip(record);
      } else {
        lanes[laneOf(record.partitionKey, lanes.length)]?.push(record);
      }
    }
    wakeLanes();
  }

  function skip(record: StreamRecord): void {
    backlogBytes -= record.data.length;
    const moved = progress.finish([record.sequenceNumber]);
    if (moved === undefined) return;
    sequenceNumber = moved;
    checkpoints.save(shardId, { ...checkpoints.of(shardId), sequenceNumber });
  }

  function wakeLanes(): void {
    for (const lane of faults.shuffle(lanes)) lane.wake();
  }

  function isDone(): boolean {
    return progress.open() === 0 && lanes.every((lane) => lane.isIdle());
  }

  async function drained(): Promise<boolean> {
    const looksBefore = poll.looks();
    hurrying += 1;
    wakeLanes();
    poll.wake();
    while (!stopping.stopped() && !(isDone() && (tip.closed || tipLook > looksBefore))) {
      await changed.ringAfter(changed.rings(), 1000);
    }
    hurrying -= 1;
    return tip.closed;
  }
}
