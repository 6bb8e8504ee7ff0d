import type { InvokeResult } from '../lambda/host.ts';
import type { Bell } from './bell.ts';
import type { DiscardedBatch } from './failure-record.ts';
import type { StreamSource } from './kinesis-event.ts';
import type { MappingCounters } from './mapping-counters.ts';
import type { StreamMapping } from './mapping-properties.ts';
import type { StreamRecord } from './stream-record.ts';
import type { Timers } from './timers.ts';
import type { OpenWindow } from './tumbling-window.ts';
import type { DeliveryFaults, PollerLog } from './types.ts';

/** Stop means: finish what runs, begin nothing. */
export type Stopping = { readonly stopped: () => boolean; readonly bell: Bell };

/** What everything that works on one shard for one mapping needs. */
export type ShardContext = {
  readonly mapping: StreamMapping;
  readonly source: StreamSource;
  readonly invoke: (event: object) => Promise<InvokeResult>;
  /** Hands a batch to the on-failure destination; false when stopped before it lay there. */
  readonly discard: (batch: DiscardedBatch) => Promise<boolean>;
  /** Marks records as done and moves the checkpoint, together with the open window. */
  readonly finish: (records: readonly StreamRecord[], window: OpenWindow | undefined) => void;
  readonly stopping: Stopping;
  /** Somebody waits for the shard to be drained: nothing is gathered, and retries follow sooner. */
  readonly hurry: () => boolean;
  readonly timers: Timers;
  readonly faults: DeliveryFaults;
  readonly counters: MappingCounters;
  readonly log: PollerLog;
};
