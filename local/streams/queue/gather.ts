import { batchBytesMax } from '../batch.ts';
import type { Timers } from '../timers.ts';
import type { QueueMessage, QueueReader } from './queue-reader.ts';

/** A poller waits this long for a first message before it asks again. */
const longPollMs = 20_000;

/** Collects a batch: until it is full, its window is over, or (without a window) one answer came. */
export async function gather(
  reader: QueueReader,
  limits: { readonly batchSize: number; readonly batchingWindowMs: number },
  deps: { readonly timers: Timers; readonly callOff: AbortSignal },
): Promise<readonly QueueMessage[]> {
  const messages = [...(await reader.receive(limits.batchSize, longPollMs, deps.callOff))];
  if (messages.length === 0) return messages;
  const dueMs = deps.timers.nowMs() + limits.batchingWindowMs;
  for (;;) {
    const leftMs = dueMs - deps.timers.nowMs();
    const bytes = messages.reduce((sum, { body }) => sum + body.length, 0);
    const room = limits.batchSize - messages.length;
    // An answer brings up to ten messages of 256 KiB, which must fit too.
    const isFull = room === 0 || bytes > batchBytesMax - 10 * 256 * 1024;
    if (isFull || leftMs <= 0 || deps.callOff.aborted) return messages;
    messages.push(...(await reader.receive(room, leftMs, deps.callOff)));
  }
}
