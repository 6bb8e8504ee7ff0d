import { laneOf } from '../../../local/streams/lane-of.ts';
import type { StreamReader } from '../../../local/streams/stream-reader.ts';
import type { StreamRecord } from '../../../local/streams/stream-record.ts';

type MemoryShard = {
  readonly id: string;
  readonly parentIds: readonly string[];
  /** Hashes of the partition keys that it takes. */
  readonly hashes: readonly number[];
  readonly records: StreamRecord[];
  closed: boolean;
};

/** A stream in memory, as a reader sees it. */
export type MemoryStream = {
  readonly reader: StreamReader;
  /** Puts one record; returns its sequence number. */
  readonly put: (partitionKey: string, data: unknown) => string;
  /** Closes a shard and opens children in its place. */
  readonly split: (shardId: string, childIds: readonly string[]) => void;
  /** The next reads fail. */
  readonly failReads: (count: number) => void;
  readonly onPut: (listener: () => void) => void;
};

export const firstShard = 'shardId-000000000000';

export function memoryStream(nowMs: () => number, shardIds: readonly string[] = [firstShard]): MemoryStream {
  const shards: MemoryShard[] = [];
  addShards(
    shardIds,
    [],
    Array.from({ length: hashCount }, (_, hash) => hash),
  );
  const listeners: (() => void)[] = [];
  let sequence = 0;
  let failures = 0;

  return {
    put: (partitionKey, data) => {
      const hash = laneOf(partitionKey, hashCount);
      const shard = found(shards.find(({ closed, hashes }) => !closed && hashes.includes(hash)));
      sequence += 1;
      const sequenceNumber = String(sequence);
      const text = typeof data === 'string' ? data : JSON.stringify(data);
      shard.records.push({
        sequenceNumber,
        partitionKey,
        data: Buffer.from(text).toString('base64'),
        arrivedAtMs: nowMs(),
      });
      for (const listener of listeners) listener();
      return sequenceNumber;
    },
    split: (shardId, childIds) => {
      const parent = found(shards.find(({ id }) => id === shardId));
      parent.closed = true;
      addShards(childIds, [shardId], parent.hashes);
    },
    failReads: (count) => {
      failures = count;
    },
    onPut: (listener) => void listeners.push(listener),
    reader: {
      describe: async () => ({ active: true }),
      listShards: async () => shards.map(({ id, parentIds }) => ({ shardId: id, parentIds })),
      openShard: async (shardId, position) => {
        const { records } = found(shards.find(({ id }) => id === shardId));
        const from =
          position.kind === 'start'
            ? 0
            : records.findIndex(({ sequenceNumber }) => sequenceNumber === position.sequenceNumber) + 1;
        return `${shardId} ${from}`;
      },
      read: async ({ iterator }, limit) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error('ServiceUnavailable');
        }
        const [shardId, from] = iterator.split(' ');
        const { records, closed } = found(shards.find(({ id }) => id === shardId));
        const page = records.slice(Number(from), Number(from) + limit);
        const next = Number(from) + page.length;
        const isEnd = closed && next === records.length;
        return { records: page, nextIterator: isEnd ? undefined : `${shardId} ${next}`, atTip: page.length < limit };
      },
    },
  };

  function addShards(ids: readonly string[], parentIds: readonly string[], hashes: readonly number[]): void {
    for (const [index, id] of ids.entries()) {
      const own = hashes.filter((_, at) => at % ids.length === index);
      shards.push({ id, parentIds, hashes: own, records: [], closed: false });
    }
  }
}

const hashCount = 64;

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('no such shard');
  return value;
}
