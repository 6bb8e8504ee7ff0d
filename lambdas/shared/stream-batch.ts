import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import type { Log } from './log.ts';
import type { Meter } from './metrics.ts';
import type { ParkingLot } from './park.ts';
import { PoisonRecord } from './poison-record.ts';

/** One decoded event with where it came from; `sequenceNumber` grows within a `shard`. */
export type Delivered<Event> = {
  readonly event: Event;
  readonly sequenceNumber: string;
  readonly shard: string;
  /** The stream's name. */
  readonly stream: string;
};

export type StreamConsumerDeps<Event> = {
  /** The event of a payload, `undefined` when it is not for this consumer. @throws PoisonRecord when it never can be. */
  readonly decode: (payload: string) => Event | undefined;
  /**
   * Takes all events of a batch in order, and may be given any of them again. A PoisonRecord thrown here is traced to
   * its record by halving the batch; any other error is a fault, and Lambda delivers the batch again.
   */
  readonly handle: (events: readonly Delivered<Event>[]) => Promise<void>;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

export type StreamConsumer = (event: KinesisStreamEvent) => Promise<KinesisStreamBatchResponse>;

type Decoded<Event> = Delivered<Event> & { readonly record: KinesisStreamRecord };

/**
 * What all stream consumers share: decode, hand over, park what can never work, and let faults through so that Lambda
 * bisects and retries. Metrics: `RecordsHandled`, `RecordsPoisoned`, `BatchesFailed`.
 */
export function makeStreamConsumer<Event>(deps: StreamConsumerDeps<Event>): StreamConsumer {
  const { decode, handle, park, log, meter } = deps;

  async function parkRecord(record: KinesisStreamRecord, cause: string): Promise<void> {
    const { partitionKey, data, approximateArrivalTimestamp } = record.kinesis;
    const { shard, sequenceNumber } = originOf(record);
    const arrivedAt = new Date(approximateArrivalTimestamp * 1000).toISOString();
    await park({ cause, partitionKey, sequenceNumber, shard, arrivedAt, data });
    log.warn('record.parked', { sequenceNumber, cause });
    meter.count('RecordsPoisoned');
  }

  async function handleIsolatingPoison(batch: readonly Decoded<Event>[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    try {
      await handle(batch);
    } catch (error) {
      if (!(error instanceof PoisonRecord)) throw error;
      if (batch.length === 1) return parkRecord(first.record, error.message);
      const middle = Math.ceil(batch.length / 2);
      await handleIsolatingPoison(batch.slice(0, middle));
      await handleIsolatingPoison(batch.slice(middle));
    }
  }

  return async ({ Records }) => {
    try {
      const batch: Decoded<Event>[] = [];
      for (const record of Records) {
        try {
          const event = decode(Buffer.from(record.kinesis.data, 'base64').toString('utf8'));
          if (event !== undefined) batch.push({ event, record, ...originOf(record) });
        } catch (error) {
          if (!(error instanceof PoisonRecord)) throw error;
          await parkRecord(record, error.message);
        }
      }
      await handleIsolatingPoison(batch);
      meter.count('RecordsHandled', batch.length);
      return { batchItemFailures: [] };
    } catch (error) {
      log.error('batch.failed', error, { records: Records.length });
      meter.count('BatchesFailed');
      // Thrown rather than reported: only a function error makes Lambda bisect the batch around what fails.
      throw error;
    } finally {
      meter.flush();
    }
  };
}

/** `eventID` is `<shard>:<sequence number>`, the ARN ends in `stream/<name>`. */
const originOf = ({ eventID, eventSourceARN, kinesis }: KinesisStreamRecord) => ({
  sequenceNumber: kinesis.sequenceNumber,
  shard: eventID.slice(0, eventID.lastIndexOf(':')),
  stream: eventSourceARN.slice(eventSourceARN.lastIndexOf('/') + 1),
});
