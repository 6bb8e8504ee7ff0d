import {
  type DiscardedBatch,
  failureObject,
  failureObjectKey,
  failureRecord,
} from '../../../local/streams/failure-record.ts';

const record = (sequenceNumber: string, arrivedAtMs: number) => ({
  sequenceNumber,
  partitionKey: 'asha',
  data: 'eA==',
  arrivedAtMs,
});
const batch: DiscardedBatch = {
  requestId: 'c9b8fa9f',
  functionArn: 'arn:aws:lambda:ap-south-1:000000000000:function:consumer',
  condition: 'RetryAttemptsExhausted',
  invocations: 3,
  functionError: 'Unhandled',
  shardId: 'shardId-000000000001',
  streamArn: 'arn:aws:kinesis:ap-south-1:000000000000:stream/events',
  records: [record('41', Date.UTC(2026, 10, 14, 0, 38, 4, 835)), record('42', Date.UTC(2026, 10, 14, 0, 38, 5, 580))],
  event: { Records: ['whole'] },
  atMs: Date.UTC(2026, 10, 14, 0, 38, 6, 21),
};

describe('a batch that is given up', () => {
  it('is described to a queue without its content', () => {
    expect(failureRecord(batch)).toEqual({
      requestContext: {
        requestId: 'c9b8fa9f',
        functionArn: 'arn:aws:lambda:ap-south-1:000000000000:function:consumer',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: '2026-11-14T00:38:06.021Z',
      KinesisBatchInfo: {
        shardId: 'shardId-000000000001',
        startSequenceNumber: '41',
        endSequenceNumber: '42',
        approximateArrivalOfFirstRecord: '2026-11-14T00:38:04.835Z',
        approximateArrivalOfLastRecord: '2026-11-14T00:38:05.580Z',
        batchSize: 2,
        streamArn: 'arn:aws:kinesis:ap-south-1:000000000000:stream/events',
      },
    });
  });

  it('lies in a bucket with the whole event as text', () => {
    expect(failureObject(batch)).toEqual({ ...failureRecord(batch), payload: '{"Records":["whole"]}' });
  });

  it('lies under the key that Lambda gives it', () => {
    expect(failureObjectKey(batch, 'a1b2', 'random')).toBe(
      'aws/lambda/a1b2/shardId-000000000001/2026/11/14/2026-11-14T00.38.06-random',
    );
  });
});
