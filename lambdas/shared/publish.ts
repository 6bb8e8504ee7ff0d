import { type KinesisClient, PutRecordsCommand, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import type { EventEnvelope } from '../contracts/event.ts';
import { backoffMs, type Sleep, sleep } from './backoff.ts';

/** States events on a stream, all of them; an event may arrive twice, consumers drop it by its id. */
export type Publish = (events: readonly EventEnvelope[]) => Promise<void>;

/** The stream took some events not, although asked again and again. Stating all of them once more is safe. */
export class PublishFailed extends Error {
  override readonly name = 'PublishFailed';
}

/** PutRecords takes 500 records and 5 MiB (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html). */
const maxRecords = 500;
const maxBytes = 5 * 1024 * 1024 - 64 * 1024;
const attempts = 5;

/** Puts events in their order, and again those that the stream refused (it answers per record). */
export function makePublisher(kinesis: KinesisClient, streamName: string, pause: Sleep = sleep): Publish {
  async function putAll(entries: PutRecordsRequestEntry[]): Promise<void> {
    let left = entries;
    for (let attempt = 1; ; attempt++) {
      const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: streamName, Records: left }));
      left = left.filter((_, index) => Records[index]?.ErrorCode !== undefined);
      if (left.length === 0) return;
      if (attempt === attempts) throw new PublishFailed(`${left.length} of ${entries.length} events refused`);
      await pause(backoffMs(attempt, 25, 1000));
    }
  }

  return async (events) => {
    for (const chunk of chunked(events.map(toEntry))) await putAll(chunk);
  };
}

const toEntry = (event: EventEnvelope): PutRecordsRequestEntry => ({
  PartitionKey: event.subject,
  Data: Buffer.from(JSON.stringify(event)),
});

function chunked(entries: readonly PutRecordsRequestEntry[]): PutRecordsRequestEntry[][] {
  const chunks: PutRecordsRequestEntry[][] = [];
  let chunk: PutRecordsRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = (entry.Data?.byteLength ?? 0) + (entry.PartitionKey?.length ?? 0);
    if (chunk.length === maxRecords || (chunk.length > 0 && bytes + size > maxBytes)) {
      chunks.push(chunk);
      chunk = [];
      bytes = 0;
    }
    chunk.push(entry);
    bytes += size;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
