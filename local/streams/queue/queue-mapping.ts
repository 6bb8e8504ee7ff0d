import type { InvokeResult } from '../../lambda/host.ts';
import { backOffMs } from '../after-attempt.ts';
import { makeBell } from '../bell.ts';
import { queueFilter } from '../filter/record-filter.ts';
import { makeCounters } from '../mapping-counters.ts';
import type { QueueMapping } from '../mapping-properties.ts';
import { failedItemsOf } from '../outcome.ts';
import type { Timers } from '../timers.ts';
import type { DeliveryFaults, Mapping, PollerLog } from '../types.ts';
import { gather } from './gather.ts';
import type { QueueMessage, QueueReader } from './queue-reader.ts';

export type QueueMappingDeps = {
  readonly mapping: QueueMapping;
  readonly region: string;
  readonly reader: QueueReader;
  readonly invoke: (event: object) => Promise<InvokeResult>;
  readonly faults: DeliveryFaults;
  readonly timers: Timers;
  readonly log: PollerLog;
};

/** Runs one mapping of a queue: what a function does not finish stays in the queue until it is visible again. */
export function runQueueMapping(deps: QueueMappingDeps): Mapping {
  const { mapping, reader, timers, log } = deps;
  const counters = makeCounters();
  const callOff = new AbortController();
  const stopBell = makeBell(timers);
  const isWanted = queueFilter(mapping.filterPatterns, (message: QueueMessage) => eventRecordOf(message));
  const pollers = Array.from({ length: mapping.concurrencyMax }, poll);

  return {
    stats: () => ({ ...counters }),
    drained: async () => {
      while (!callOff.signal.aborted && (await reader.pending()) > 0) {
        await stopBell.ringAfter(stopBell.rings(), 50);
      }
    },
    stop: async () => {
      callOff.abort();
      stopBell.ring();
      await Promise.all(pollers);
      reader.close();
    },
  };

  async function poll(): Promise<void> {
    for (let failuresInRow = 0; !callOff.signal.aborted; ) {
      try {
        const messages = await gather(reader, mapping, { timers, callOff: callOff.signal });
        const wanted = messages.filter(isWanted);
        const unwanted = messages.filter((message) => !wanted.includes(message));
        counters.filteredRecords += unwanted.length;
        if (unwanted.length > 0) await reader.remove(unwanted);
        if (wanted.length > 0) await deliver(wanted);
        failuresInRow = 0;
      } catch (error) {
        if (callOff.signal.aborted) return;
        failuresInRow += 1;
        log('mapping.read-failed', { function: mapping.functionName, queue: mapping.sourceName, cause: String(error) });
        await stopBell.ringAfter(stopBell.rings(), backOffMs(failuresInRow));
      }
    }
  }

  async function deliver(messages: readonly QueueMessage[]): Promise<void> {
    let finished = await attempt(messages);
    if (finished.length === messages.length && deps.faults.deliverTwice(mapping.functionName)) {
      finished = await attempt(messages);
    }
    counters.records += finished.length;
    for (const { body } of finished) counters.bytes += body.length;
    if (finished.length > 0) await reader.remove(finished);
  }

  /** Resolves with the messages that the function finished. */
  async function attempt(messages: readonly QueueMessage[]): Promise<readonly QueueMessage[]> {
    const result = await deps.invoke({ Records: messages.map(eventRecordOf) });
    counters.invocations += 1;
    if (result.kind === 'error') return failed(result.errorType, []);
    if (!mapping.reportItemFailures) return messages;
    const positions = failedItemsOf(
      result.payload,
      messages.map(({ messageId }) => messageId),
    );
    if (positions === 'invalid') return failed('invalid batchItemFailures', []);
    const finished = messages.filter((_, index) => !positions.includes(index));
    return positions.length > 0 ? failed('batchItemFailures', finished) : messages;

    function failed(cause: string, rest: readonly QueueMessage[]): readonly QueueMessage[] {
      counters.failedInvocations += 1;
      log('mapping.batch-failed', {
        function: mapping.functionName,
        queue: mapping.sourceName,
        records: messages.length,
        finished: rest.length,
        cause,
      });
      return rest;
    }
  }

  function eventRecordOf(message: QueueMessage): object {
    return {
      messageId: message.messageId,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: message.attributes,
      messageAttributes: message.messageAttributes,
      md5OfBody: message.md5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: mapping.sourceArn,
      awsRegion: deps.region,
    };
  }
}
