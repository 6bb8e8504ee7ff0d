/** A record as a shard gives it. */
export type StreamRecord = {
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** Base64, as on the wire: nobody between the shard and the function needs the bytes. */
  readonly data: string;
  readonly arrivedAtMs: number;
};

/** Bytes that everything but key and data of one record takes in an event's JSON. */
const envelopeBytes = 520;

/** Size of a record inside the event that the function gets. */
export function eventBytesOf(record: StreamRecord): number {
  return envelopeBytes + record.partitionKey.length + record.data.length;
}
