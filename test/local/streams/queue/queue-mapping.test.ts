import type { InvokeResult } from '../../../../local/lambda/host.ts';
import { parseMapping } from '../../../../local/streams/mapping-properties.ts';
import { runQueueMapping } from '../../../../local/streams/queue/queue-mapping.ts';
import type { QueueMessage, QueueReader } from '../../../../local/streams/queue/queue-reader.ts';
import { type VirtualTime, virtualTime } from '../virtual-time.ts';
import { failWith, report, succeed } from '../world.ts';

const visibilityMs = 30_000;

/** A queue in memory: what was received is hidden for a while, then it comes again. */
function memoryQueue(time: VirtualTime) {
  const messages = new Map<string, { readonly message: QueueMessage; visibleAtMs: number; receives: number }>();
  const reader: QueueReader = {
    receive: async (countMax, waitMs, callOff) => {
      const untilMs = time.nowMs() + waitMs;
      for (;;) {
        const due = [...messages.values()]
          .filter(({ visibleAtMs }) => visibleAtMs <= time.nowMs())
          .slice(0, Math.min(countMax, 10));
        if (due.length > 0 || time.nowMs() >= untilMs || callOff.aborted) {
          return due.map((entry) => {
            entry.visibleAtMs = time.nowMs() + visibilityMs;
            entry.receives += 1;
            return { ...entry.message, attributes: { ApproximateReceiveCount: String(entry.receives) } };
          });
        }
        await time.sleep(20);
      }
    },
    remove: async (removed) => {
      for (const { messageId } of removed) messages.delete(messageId);
    },
    pending: async () => messages.size,
    close: () => undefined,
  };
  const send = (body: string): void => {
    const messageId = `m${messages.size + 1}`;
    const message = { messageId, receiptHandle: messageId, body, md5OfBody: '', attributes: {}, messageAttributes: {} };
    messages.set(messageId, { message, visibleAtMs: 0, receives: 0 });
  };
  return { reader, send };
}

function startQueue(properties: object, handle: (bodies: readonly string[], attempt: number) => InvokeResult) {
  const time = virtualTime();
  const { reader, send } = memoryQueue(time);
  const mapping = parseMapping({
    EventSourceArn: 'arn:aws:sqs:ap-south-1:000000000000:orders',
    FunctionName: 'consumer',
    ...properties,
  });
  if (mapping.kind !== 'queue') throw new Error('not a mapping of a queue');
  const events: { readonly Records: readonly QueueMessage[] }[] = [];
  const start = () =>
    runQueueMapping({
      mapping,
      region: 'ap-south-1',
      reader,
      timers: time,
      log: () => undefined,
      faults: { deliverTwice: () => false, shuffle: (items) => items },
      invoke: async (event) => {
        events.push(event as { readonly Records: readonly QueueMessage[] });
        return handle(events.at(-1)?.Records.map(({ body }) => body) ?? [], events.length);
      },
    });
  return { time, send, start, bodies: () => events.map(({ Records }) => Records.map(({ body }) => body)), events };
}

describe('a queue mapping', () => {
  it('delivers messages in the shape that Lambda gives them and removes them', async () => {
    const { time, send, start, events } = startQueue({}, () => succeed);
    send('hello');
    const mapping = start();
    await time.until(mapping.drained());

    expect(events).toEqual([
      {
        Records: [
          {
            messageId: 'm1',
            receiptHandle: 'm1',
            body: 'hello',
            md5OfBody: '',
            attributes: { ApproximateReceiveCount: '1' },
            messageAttributes: {},
            eventSource: 'aws:sqs',
            eventSourceARN: 'arn:aws:sqs:ap-south-1:000000000000:orders',
            awsRegion: 'ap-south-1',
          },
        ],
      },
    ]);
    await time.until(mapping.stop());
  });

  it('leaves the messages of a failed batch to come again', async () => {
    const { time, send, start, bodies } = startQueue({}, (_, attempt) => (attempt === 1 ? failWith('Error') : succeed));
    send('a');
    const mapping = start();
    const startMs = time.nowMs();
    await time.until(mapping.drained());

    expect(bodies()).toEqual([['a'], ['a']]);
    expect(time.nowMs() - startMs).toBeGreaterThanOrEqual(visibilityMs);
    await time.until(mapping.stop());
  });

  it('removes what was not reported as failed', async () => {
    const { time, send, start, bodies } = startQueue(
      { FunctionResponseTypes: ['ReportBatchItemFailures'], BatchSize: 3 },
      (_, attempt) => (attempt === 1 ? report('m2') : succeed),
    );
    for (const body of ['a', 'b', 'c']) send(body);
    const mapping = start();
    await time.until(mapping.drained());

    expect(bodies()).toEqual([['a', 'b', 'c'], ['b']]);
    await time.until(mapping.stop());
  });

  it('takes a report with an unknown id as a complete failure', async () => {
    const { time, send, start, bodies } = startQueue(
      { FunctionResponseTypes: ['ReportBatchItemFailures'] },
      (_, attempt) => (attempt === 1 ? report('m1', 'm99') : succeed),
    );
    for (const body of ['a', 'b']) send(body);
    const mapping = start();
    await time.until(mapping.drained());

    expect(bodies()).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    await time.until(mapping.stop());
  });

  it('removes messages that the filter does not want, without a call', async () => {
    const { time, send, start, bodies } = startQueue(
      { FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["wanted"]}}' }] } },
      () => succeed,
    );
    for (const type of ['wanted', 'other']) send(JSON.stringify({ type }));
    const mapping = start();
    await time.until(mapping.drained());

    expect(bodies().flat()).toEqual(['{"type":"wanted"}']);
    expect(mapping.stats().filteredRecords).toBe(1);
    await time.until(mapping.stop());
  });
});
