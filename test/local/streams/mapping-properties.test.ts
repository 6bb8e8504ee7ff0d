import { parseMapping } from '../../../local/streams/mapping-properties.ts';
import { UnsupportedMapping } from '../../../local/streams/unsupported-mapping.ts';
import { kinesisProperties } from './world.ts';

const queue = (overrides: Readonly<Record<string, unknown>> = {}) => ({
  EventSourceArn: 'arn:aws:sqs:ap-south-1:000000000000:orders',
  FunctionName: 'arn:aws:lambda:ap-south-1:000000000000:function:consumer:live',
  ...overrides,
});

describe('properties of a mapping', () => {
  it("takes AWS's defaults for a stream", () => {
    expect(parseMapping(kinesisProperties())).toEqual({
      kind: 'stream',
      enabled: true,
      sourceArn: 'arn:aws:kinesis:ap-south-1:000000000000:stream/events',
      sourceName: 'events',
      functionName: 'consumer',
      functionReference: 'consumer',
      batchSize: 100,
      batchingWindowMs: 0,
      reportItemFailures: false,
      filterPatterns: [],
      startingPosition: { kind: 'trim-horizon' },
      parallelizationFactor: 1,
      bisectOnError: false,
      retryAttemptsMax: Number.POSITIVE_INFINITY,
      recordAgeMaxMs: Number.POSITIVE_INFINITY,
      onFailureArn: undefined,
      tumblingWindowMs: 0,
    });
  });

  it("takes AWS's defaults for a queue", () => {
    expect(parseMapping(queue())).toMatchObject({
      kind: 'queue',
      sourceName: 'orders',
      functionName: 'consumer',
      batchSize: 10,
    });
  });

  it.each([
    [kinesisProperties({ Topics: ['x'] }), 'Topics: not known here'],
    [kinesisProperties({ BatchSize: 10_001 }), 'BatchSize'],
    [kinesisProperties({ StartingPosition: 'AT_TIMESTAMP' }), 'StartingPositionTimestamp'],
    [kinesisProperties({ MaximumRecordAgeInSeconds: 59 }), 'MaximumRecordAgeInSeconds'],
    [kinesisProperties({ TumblingWindowInSeconds: 60, ParallelizationFactor: 2 }), 'TumblingWindowInSeconds'],
    [kinesisProperties({ FunctionResponseTypes: ['Other'] }), 'FunctionResponseTypes.0'],
    [
      kinesisProperties({ DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:a:b:c' } } }),
      'DestinationConfig',
    ],
    [kinesisProperties({ DestinationConfig: { OnSuccess: {} } }), 'DestinationConfig.OnSuccess'],
    [kinesisProperties({ FilterCriteria: { Filters: [{ Pattern: '{"data":{"a":[{"cidr":"x"}]}}' }] } }), 'cidr'],
    [queue({ StartingPosition: 'LATEST' }), 'StartingPosition: not known here'],
    [queue({ BatchSize: 11 }), 'BatchSize'],
    [{ ...queue(), EventSourceArn: 'arn:aws:kafka:x:y:cluster/z' }, 'kafka'],
  ])('stops at %j naming it', (properties, name) => {
    expect(() => parseMapping(properties)).toThrow(UnsupportedMapping);
    expect(() => parseMapping(properties)).toThrow(name);
  });
});
