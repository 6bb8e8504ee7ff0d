import { gather } from '../../../../local/streams/queue/gather.ts';
import type { QueueMessage, QueueReader } from '../../../../local/streams/queue/queue-reader.ts';
import { unexpected } from '../../../support/fakes.ts';
import { virtualTime } from '../virtual-time.ts';

const message = (body: string): QueueMessage => ({
  messageId: body,
  receiptHandle: body,
  body,
  md5OfBody: '',
  attributes: {},
  messageAttributes: {},
});

/** Answers of a queue one after the other, each 300 ms later, then none until the wait is over. */
function gathering(
  answers: readonly number[],
  limits: { batchSize: number; batchingWindowMs: number },
  bodyOf: (index: number) => string = String,
) {
  const time = virtualTime();
  const left = [...answers];
  const reader: QueueReader = {
    receive: async (countMax, waitMs) => {
      const count = Math.min(left.shift() ?? 0, countMax);
      await time.sleep(count > 0 ? Math.min(300, waitMs) : waitMs);
      return Array.from({ length: count }, (_, index) => message(bodyOf(index)));
    },
    remove: unexpected('remove'),
    pending: unexpected('pending'),
    close: unexpected('close'),
  };
  return time.until(gather(reader, limits, { timers: time, callOff: new AbortController().signal }));
}

describe('gathering a batch from a queue', () => {
  it('takes one answer when there is no window', async () => {
    expect(await gathering([7, 7], { batchSize: 10, batchingWindowMs: 0 })).toHaveLength(7);
  });

  it('asks on within the window, up to the batch size', async () => {
    expect(await gathering([10, 10, 10], { batchSize: 25, batchingWindowMs: 2000 })).toHaveLength(25);
  });

  it('ends with the window', async () => {
    expect(await gathering([1, 1, 1, 1, 1, 1], { batchSize: 100, batchingWindowMs: 1000 })).toHaveLength(5);
  });

  it('ends before the event could grow over 6 MB', async () => {
    const batch = await gathering([10, 10, 10], { batchSize: 100, batchingWindowMs: 2000 }, () =>
      'x'.repeat(256 * 1024),
    );
    expect(batch).toHaveLength(20);
  });
});
