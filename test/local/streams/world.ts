import type { InvokeResult } from '../../../local/lambda/host.ts';
import type { Checkpoints, ShardCheckpoint } from '../../../local/streams/checkpoints.ts';
import type { DiscardedBatch } from '../../../local/streams/failure-record.ts';
import { parseMapping, type StreamMapping } from '../../../local/streams/mapping-properties.ts';
import { runStreamMapping } from '../../../local/streams/stream-mapping.ts';
import type { DeliveryFaults, Mapping } from '../../../local/streams/types.ts';
import { firstShard, type MemoryStream, memoryStream } from './memory-stream.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

/** What a test's function sees of one event. */
export type Delivery = {
  readonly sequenceNumbers: readonly string[];
  readonly keys: readonly string[];
  readonly texts: readonly string[];
  readonly atMs: number;
  readonly event: Readonly<Record<string, unknown>>;
};

export type World = {
  readonly time: VirtualTime;
  readonly stream: MemoryStream;
  readonly mapping: Mapping;
  readonly deliveries: Delivery[];
  readonly parked: DiscardedBatch[];
  readonly saved: Map<string, ShardCheckpoint>;
  /** The mapping as a new process would start it: same stream, same checkpoints. */
  readonly restart: () => Promise<World>;
};

export type WorldOptions = {
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Answers a delivery; by default it is a success. */
  readonly handle?: (delivery: Delivery, attempt: number) => InvokeResult | Promise<InvokeResult>;
  readonly faults?: Partial<DeliveryFaults>;
  readonly shardIds?: readonly string[];
  readonly destination?: 'none' | ((batch: DiscardedBatch) => Promise<void>);
  readonly time?: VirtualTime;
  readonly stream?: MemoryStream;
  readonly saved?: Map<string, ShardCheckpoint>;
  readonly withoutWake?: boolean;
  readonly firstStartMs?: number;
  readonly onSave?: (shardId: string, checkpoint: ShardCheckpoint) => void;
};

export const succeed: InvokeResult = { kind: 'ok', payload: null };
export const failWith = (errorType: string): InvokeResult => ({
  kind: 'error',
  errorType,
  errorMessage: 'as the test wants',
  unhandled: false,
});
export const report = (...sequenceNumbers: readonly (string | undefined)[]): InvokeResult => ({
  kind: 'ok',
  payload: { batchItemFailures: sequenceNumbers.map((itemIdentifier) => ({ itemIdentifier })) },
});

const streamArn = 'arn:aws:kinesis:ap-south-1:000000000000:stream/events';

export const kinesisProperties = (overrides: Readonly<Record<string, unknown>> = {}) => ({
  EventSourceArn: streamArn,
  FunctionName: 'consumer',
  StartingPosition: 'TRIM_HORIZON',
  ...overrides,
});

const kinesisMapping = (overrides: Readonly<Record<string, unknown>> = {}): StreamMapping => {
  const mapping = parseMapping(kinesisProperties(overrides));
  if (mapping.kind !== 'stream') throw new Error('not a mapping of a stream');
  return mapping;
};

/** A mapping over a stream in memory, with time that the test lets pass. */
export function startWorld(options: WorldOptions = {}): World {
  const time = options.time ?? virtualTime();
  const stream = options.stream ?? memoryStream(time.nowMs, options.shardIds ?? [firstShard]);
  const saved = options.saved ?? new Map<string, ShardCheckpoint>();
  const firstStartMs = options.firstStartMs ?? time.nowMs();
  const deliveries: Delivery[] = [];
  const parked: DiscardedBatch[] = [];
  const { destination } = options;
  const checkpoints: Checkpoints = {
    of: (shardId) => saved.get(shardId) ?? {},
    save: (shardId, checkpoint) => {
      saved.set(shardId, checkpoint);
      options.onSave?.(shardId, checkpoint);
    },
    firstStartMs,
    flush: async () => undefined,
  };
  const mapping = runStreamMapping({
    mapping: kinesisMapping(options.properties),
    source: { sourceArn: streamArn, region: 'ap-south-1', roleArn: 'arn:aws:iam::000000000000:role/consumer' },
    reader: stream.reader,
    destination:
      destination === 'none'
        ? undefined
        : {
            check: async () => undefined,
            put: async (batch) => {
              await destination?.(batch);
              parked.push(batch);
            },
            close: () => undefined,
          },
    checkpoints,
    invoke: async (event) => {
      const delivery = deliveryOf(event, time.nowMs());
      deliveries.push(delivery);
      return (await options.handle?.(delivery, deliveries.length)) ?? succeed;
    },
    faults: { deliverTwice: () => false, shuffle: (items) => items, ...options.faults },
    wake: options.withoutWake
      ? undefined
      : (_, onPut) => {
          stream.onPut(() => onPut());
          return () => undefined;
        },
    timers: time,
    log: () => undefined,
  });
  return {
    time,
    stream,
    mapping,
    deliveries,
    parked,
    saved,
    restart: async () => {
      await time.until(mapping.stop());
      return startWorld({ ...options, time, stream, saved, firstStartMs });
    },
  };
}

function deliveryOf(event: object, atMs: number): Delivery {
  const { Records } = event as { readonly Records: readonly { readonly kinesis: Readonly<Record<string, string>> }[] };
  return {
    sequenceNumbers: Records.map(({ kinesis }) => kinesis.sequenceNumber ?? ''),
    keys: Records.map(({ kinesis }) => kinesis.partitionKey ?? ''),
    texts: Records.map(({ kinesis }) => Buffer.from(kinesis.data ?? '', 'base64').toString('utf8')),
    atMs,
    event: event as Readonly<Record<string, unknown>>,
  };
}
