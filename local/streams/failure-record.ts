import type { StreamRecord } from './stream-record.ts';

export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** A batch that is given up, with what an operator needs to replay it. */
export type DiscardedBatch = {
  readonly requestId: string;
  readonly functionArn: string;
  readonly condition: DiscardCondition;
  readonly invocations: number;
  readonly functionError: 'Unhandled' | null;
  readonly shardId: string;
  readonly streamArn: string;
  /** Empty when only the end of a tumbling window failed. */
  readonly records: readonly StreamRecord[];
  /** The event that the function got last, or would have got. */
  readonly event: object;
  readonly atMs: number;
};

/** The invocation record that Lambda sends to a queue: where the batch is, not what is in it. */
export function failureRecord(batch: DiscardedBatch): object {
  const first = batch.records.at(0);
  const last = batch.records.at(-1);
  return {
    requestContext: {
      requestId: batch.requestId,
      functionArn: batch.functionArn,
      condition: batch.condition,
      approximateInvokeCount: batch.invocations,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: batch.functionError },
    version: '1.0',
    timestamp: new Date(batch.atMs).toISOString(),
    KinesisBatchInfo: {
      shardId: batch.shardId,
      startSequenceNumber: first?.sequenceNumber ?? null,
      endSequenceNumber: last?.sequenceNumber ?? null,
      approximateArrivalOfFirstRecord: isoOf(first),
      approximateArrivalOfLastRecord: isoOf(last),
      batchSize: batch.records.length,
      streamArn: batch.streamArn,
    },
  };
}

/** What Lambda puts into a bucket: the same with the whole event as text. */
export function failureObject(batch: DiscardedBatch): object {
  return { ...failureRecord(batch), payload: JSON.stringify(batch.event) };
}

/** The key that Lambda gives the object; `objectId` is a random UUID. */
export function failureObjectKey(batch: DiscardedBatch, mappingUuid: string, objectId: string): string {
  const [day = '', time = ''] = new Date(batch.atMs).toISOString().slice(0, 19).split('T');
  const folder = `aws/lambda/${mappingUuid}/${batch.shardId}/${day.replaceAll('-', '/')}`;
  return `${folder}/${day}T${time.replaceAll(':', '.')}-${objectId}`;
}

function isoOf(record: StreamRecord | undefined): string | null {
  return record === undefined ? null : new Date(record.arrivedAtMs).toISOString();
}
