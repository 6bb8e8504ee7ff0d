import type { KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';

type Overrides = { readonly shard?: string; readonly stream?: string; readonly firstSequence?: number };

/** A batch as Lambda delivers it: sequence numbers count up from `firstSequence` (1). Strings go as they are. */
export function kinesisOf(payloads: readonly unknown[], overrides: Overrides = {}): KinesisStreamEvent {
  return { Records: payloads.map((payload, index) => kinesisRecord(payload, index, overrides)) };
}

function kinesisRecord(payload: unknown, index: number, overrides: Overrides): KinesisStreamRecord {
  const { shard = 'shardId-000000000000', stream = 'device-events', firstSequence = 1 } = overrides;
  const sequenceNumber = String(firstSequence + index);
  return {
    awsRegion: 'ap-south-1',
    eventID: `${shard}:${sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    eventSource: 'aws:kinesis',
    eventSourceARN: `arn:aws:kinesis:ap-south-1:000000000000:stream/${stream}`,
    eventVersion: '1.0',
    invokeIdentityArn: 'arn:aws:iam::000000000000:role/consumer',
    kinesis: {
      kinesisSchemaVersion: '1.0',
      approximateArrivalTimestamp: 1_764_547_200,
      partitionKey: 'asha',
      sequenceNumber,
      data: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64'),
    },
  };
}
