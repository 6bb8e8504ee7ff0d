import { setTimeout as sleep } from 'node:timers/promises';
import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { BusEvent } from '../services/messaging/types.ts';

export type StreamTargetOptions = {
  readonly client: KinesisClient;
  readonly streamArn: string;
  readonly partitionKeyPath: string | undefined;
  /** Told how many events were dropped, and why. */
  readonly onGivenUp: (events: number, reason: string) => void;
};

export type StreamTarget = {
  readonly put: (event: BusEvent) => void;
  readonly settled: () => Promise<void>;
  /** Gives up what cannot be put at once. */
  readonly stop: () => void;
};

const recordsMax = 500;
/** AWS tries for a day and then leaves the event in the dead-letter queue; nobody waits a day for a laptop. */
const attemptsMax = 30;
const pauseMs = 100;

/** Puts matched events on a stream, those that wait together in one call. */
export function streamTarget({ client, streamArn, partitionKeyPath, onGivenUp }: StreamTargetOptions): StreamTarget {
  const queue: BusEvent[] = [];
  let running: Promise<void> | undefined;
  let isStopping = false;

  async function deliver(events: readonly BusEvent[]): Promise<void> {
    let left = events;
    let reason = '';
    for (let attempt = 1; left.length > 0 && attempt <= (isStopping ? 1 : attemptsMax); attempt++) {
      if (attempt > 1) await sleep(pauseMs);
      try {
        const Records = left.map((event) => ({
          PartitionKey: partitionKeyOf(event, partitionKeyPath),
          Data: Buffer.from(JSON.stringify(event)),
        }));
        const answer = await client.send(new PutRecordsCommand({ StreamARN: streamArn, Records }));
        left = left.filter((_, index) => answer.Records?.[index]?.ErrorCode !== undefined);
        reason = 'throttled';
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    if (left.length > 0) onGivenUp(left.length, reason);
  }

  async function drain(): Promise<void> {
    // Events that come in the same moment share a call.
    await sleep(0);
    while (queue.length > 0) await deliver(queue.splice(0, recordsMax));
    running = undefined;
  }

  return {
    put: (event) => {
      queue.push(event);
      running ??= drain();
    },
    settled: async () => {
      while (running !== undefined) await running;
    },
    stop: () => {
      isStopping = true;
    },
  };
}

/** @param path of names alone, `$.detail.messageId`, as rules for streams have */
export function partitionKeyOf(event: BusEvent, path: string | undefined): string {
  const names = path?.split('.').slice(1) ?? [];
  const found = names.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    event,
  );
  return typeof found === 'string' && found !== '' ? found.slice(0, 256) : event.id;
}
