import type { StreamRecord } from './stream-record.ts';

export type StreamSource = {
  readonly shardId: string;
  readonly sourceArn: string;
  readonly region: string;
  /** Role of the function, as which Lambda reads. */
  readonly roleArn: string;
};

/** The record as a function sees it (`KinesisStreamRecord`). */
export function kinesisEventRecord(record: StreamRecord, source: StreamSource): object {
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: record.partitionKey,
      sequenceNumber: record.sequenceNumber,
      data: record.data,
      approximateArrivalTimestamp: record.arrivedAtMs / 1000,
    },
    ...recordMetadata(record, source),
  };
}

/** What a filter pattern sees of a record besides its data. */
export function filterMetadata(record: StreamRecord, source: StreamSource): object {
  return {
    kinesisSchemaVersion: '1.0',
    partitionKey: record.partitionKey,
    sequenceNumber: record.sequenceNumber,
    approximateArrivalTimestamp: record.arrivedAtMs / 1000,
    ...recordMetadata(record, source),
  };
}

function recordMetadata(record: StreamRecord, source: StreamSource): object {
  return {
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${source.shardId}:${record.sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: source.roleArn,
    awsRegion: source.region,
    eventSourceARN: source.sourceArn,
  };
}
