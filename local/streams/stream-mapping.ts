import type { InvokeResult } from '../lambda/host.ts';
import { backOffMs } from './after-attempt.ts';
import { makeBell } from './bell.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Destination } from './destination.ts';
import { discardTo } from './discard.ts';
import { streamFilter } from './filter/record-filter.ts';
import { filterMetadata, type StreamSource } from './kinesis-event.ts';
import { makeCounters } from './mapping-counters.ts';
import type { StreamMapping } from './mapping-properties.ts';
import { consumeShard, type ShardConsumer } from './shard-consumer.ts';
import type { Stopping } from './shard-context.ts';
import type { Shard, StreamReader } from './stream-reader.ts';
import type { Timers } from './timers.ts';
import type { DeliveryFaults, Mapping, PollerLog, Wake } from './types.ts';

export type StreamMappingDeps = {
  readonly mapping: StreamMapping;
  readonly source: Omit<StreamSource, 'shardId'>;
  readonly reader: StreamReader;
  readonly destination: Destination | undefined;
  readonly checkpoints: Checkpoints;
  readonly invoke: (event: object) => Promise<InvokeResult>;
  readonly faults: DeliveryFaults;
  readonly wake: Wake | undefined;
  readonly timers: Timers;
  readonly log: PollerLog;
};

/** Runs one mapping of a stream: a consumer for each shard, children after their parents. */
export function runStreamMapping(deps: StreamMappingDeps): Mapping {
  const { mapping, reader, checkpoints, timers, log } = deps;
  const counters = makeCounters();
  const consumers = new Map<string, ShardConsumer>();
  const changed = makeBell(timers);
  const listed = makeBell(timers);
  let stopped = false;
  let ended = 0;
  /** How many consumers had ended when the last listing began: the children of those have started. */
  let endedWhenListed = -1;
  const stopping: Stopping = { stopped: () => stopped, bell: makeBell(timers) };
  const fromMs = startOf(mapping, checkpoints);
  const stopListening = deps.wake?.(mapping.sourceName, (shardId) => {
    const consumer = shardId === undefined ? undefined : consumers.get(shardId);
    if (consumer !== undefined) consumer.wake();
    // A shard that is not read yet may have taken the place of one that is.
    else for (const each of consumers.values()) each.wake();
  });
  const supervision = supervise();

  return {
    stats: () => ({ ...counters }),
    drained,
    stop: async () => {
      stopListening?.();
      stopped = true;
      stopping.bell.ring();
      changed.ring();
      listed.ring();
      for (const consumer of consumers.values()) consumer.wake();
      await supervision;
      await Promise.all([...consumers.values()].map(({ ended }) => ended));
      await checkpoints.flush();
    },
  };

  async function supervise(): Promise<void> {
    for (let failuresInRow = 0; !stopped; ) {
      const seen = changed.rings();
      const endedBefore = ended;
      try {
        const shards = await reader.listShards();
        for (const shard of deps.faults.shuffle(shards)) start(shard, shards);
        endedWhenListed = endedBefore;
        listed.ring();
        failuresInRow = 0;
        await changed.ringAfter(seen, Number.POSITIVE_INFINITY);
      } catch (error) {
        failuresInRow += 1;
        log('mapping.list-failed', { function: mapping.functionName, cause: String(error) });
        await changed.ringAfter(changed.rings(), backOffMs(failuresInRow));
      }
    }
  }

  function start({ shardId, parentIds }: Shard, shards: readonly Shard[]): void {
    const isDone = (id: string): boolean => checkpoints.of(id).closed === true;
    const waitsFor = parentIds.filter((id) => shards.some((shard) => shard.shardId === id) && !isDone(id));
    if (stopped || consumers.has(shardId) || isDone(shardId) || waitsFor.length > 0) return;
    const source = { ...deps.source, shardId };
    const consumer = consumeShard({
      context: {
        mapping,
        source,
        stopping,
        timers,
        counters,
        log,
        faults: deps.faults,
        invoke: deps.invoke,
        discard: (batch) => discardTo(deps.destination, batch, { stopping, counters, log }),
      },
      reader,
      checkpoints,
      matches: streamFilter(mapping.filterPatterns, (record) => filterMetadata(record, source)),
      fromMs,
    });
    consumers.set(shardId, consumer);
    void consumer.ended.then(() => {
      consumers.delete(shardId);
      ended += 1;
      changed.ring();
    });
  }

  async function drained(): Promise<void> {
    for (let done = false; !done && !stopped; ) {
      const seen = listed.rings();
      if (endedWhenListed !== ended) {
        await listed.ringAfter(seen, Number.POSITIVE_INFINITY);
        continue;
      }
      const current = [...consumers.values()];
      const closed = await Promise.all(current.map((consumer) => consumer.drained()));
      await Promise.all(current.filter((_, index) => closed[index]).map((consumer) => consumer.ended));
      done = !closed.includes(true) && endedWhenListed === ended;
    }
    await checkpoints.flush();
  }
}

/** LATEST means from the first start on, so that a restart does not skip what was put meanwhile. */
function startOf(mapping: StreamMapping, checkpoints: Checkpoints): number {
  switch (mapping.startingPosition.kind) {
    case 'trim-horizon':
      return 0;
    case 'latest':
      return checkpoints.firstStartMs;
    case 'at-time':
      return mapping.startingPosition.atMs;
  }
}
