import type { EventEnvelope } from '../../lambdas/contracts/event.ts';
import type { Outbox } from '../../lambdas/devices/adapters/outbox.ts';
import type { RaisedEvent } from '../../lambdas/devices/domain/rules/rule.ts';

/** The two calls that move an event out of the database; a worker may die around each. */
export type OutboxSteps = {
  readonly publish: (events: readonly EventEnvelope[]) => Promise<void>;
  readonly mark: (ids: readonly string[]) => Promise<void>;
};

/** Events that were stated, in memory: one that is known stays as it is, as in `devices.outbox`. */
export function outboxInMemory() {
  const stated = new Map<string, { readonly event: EventEnvelope; isPublished: boolean }>();
  const published: EventEnvelope[] = [];
  const steps: OutboxSteps = {
    publish: async (events) => void published.push(...events),
    mark: async (ids) => {
      for (const [id, entry] of stated) if (ids.includes(id)) entry.isPublished = true;
    },
  };
  return {
    /** All that went out, repetitions included. */
    published,
    steps,
    /** Passes over an event with `when`: only the database knows what it waits for. */
    state: (events: readonly RaisedEvent[]) => {
      for (const event of events)
        if (event.when === undefined && !stated.has(event.id)) stated.set(event.id, { event, isPublished: false });
    },
    waiting: () => [...stated.values()].filter(({ isPublished }) => !isPublished).map(({ event }) => event),
    /** Flushing by `by`, which may be a worker that dies. */
    flush:
      (by: OutboxSteps): Outbox['flush'] =>
      async (customerIds) => {
        const waiting = [...stated.values()]
          .filter(({ event, isPublished }) => !isPublished && customerIds.includes(event.subject))
          .map(({ event }) => event);
        if (waiting.length === 0) return 0;
        await by.publish(waiting);
        await by.mark(waiting.map(({ id }) => id));
        return waiting.length;
      },
  };
}
