import type { BatchLimits, Queued, Tip } from './batch.ts';
import { nextStep } from './batch.ts';
import { makeBell } from './bell.ts';
import { deliver } from './deliver.ts';
import type { ShardContext } from './shard-context.ts';
import { eventBytesOf, type StreamRecord } from './stream-record.ts';
import { isStateTooLarge, type OpenWindow, openWindow } from './tumbling-window.ts';

/** Records of one shard that are delivered one batch after the other: their order is kept. */
export type Lane = {
  readonly push: (record: StreamRecord) => void;
  /** Works off what was pushed; called after pushing and whenever the tip of the shard moved. */
  readonly wake: () => void;
  readonly isIdle: () => boolean;
  /** Resolves when nothing runs; after a stop, soon. */
  readonly settled: () => Promise<void>;
};

type QueuedRecord = Queued & { readonly record: StreamRecord };

export function makeLane(
  context: ShardContext,
  options: {
    readonly window: OpenWindow | undefined;
    readonly tip: () => Tip;
    /** Called when the lane has room again or nothing left to do. */
    readonly onChange: () => void;
  },
): Lane {
  const { mapping, stopping, timers } = context;
  const limits: BatchLimits = mapping;
  const bell = makeBell(timers);
  const queue: QueuedRecord[] = [];
  let window = options.window;
  let active = false;
  let running: Promise<void> = Promise.resolve();

  return {
    push: (record) => {
      queue.push({ record, bytes: eventBytesOf(record), arrivedAtMs: record.arrivedAtMs, queuedAtMs: timers.nowMs() });
    },
    wake: () => {
      bell.ring();
      if (active || stopping.stopped() || (queue.length === 0 && window === undefined)) return;
      active = true;
      running = run();
    },
    isIdle: () => !active && queue.length === 0 && window === undefined,
    settled: async () => {
      bell.ring();
      await running;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.stopped()) {
      const seen = bell.rings();
      const nowMs = timers.nowMs();
      const step = nextStep(queue, limits, { window, tip: options.tip(), nowMs, hurry: context.hurry() });
      switch (step.kind) {
        case 'idle':
          active = false; // in the same turn: what is pushed from here on starts the lane again
          options.onChange();
          return;
        case 'wait':
          await bell.ringAfter(seen, step.untilMs - nowMs);
          break;
        case 'close-window':
          await closeWindow(false);
          break;
        case 'deliver':
          await deliverNext(step.count);
          options.onChange();
      }
    }
  }

  async function deliverNext(count: number): Promise<void> {
    const records = queue.splice(0, count).map(({ record }) => record);
    const [first] = records;
    if (first !== undefined && mapping.tumblingWindowMs > 0)
      window ??= openWindow(first.arrivedAtMs, mapping.tumblingWindowMs);
    const delivered = await deliver(records, window, { final: false, early: false }, context);
    if (delivered === undefined) return;
    window = delivered.window;
    if (window !== undefined && isStateTooLarge(window.state)) await closeWindow(true);
  }

  async function closeWindow(early: boolean): Promise<void> {
    const delivered = await deliver([], window, { final: true, early }, context);
    if (delivered === undefined) return;
    window = undefined;
    context.finish([], undefined);
  }
}
