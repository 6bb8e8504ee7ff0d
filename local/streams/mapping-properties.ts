import { z } from 'zod';
import { readProperties } from '../template/resolved-resource.ts';
import { compilePattern } from './filter/pattern.ts';
import { UnsupportedMapping } from './unsupported-mapping.ts';

/** Settings that stream and queue mappings share. */
type CommonMapping = {
  readonly enabled: boolean;
  readonly sourceArn: string;
  /** Name of the stream or queue, from its ARN. */
  readonly sourceName: string;
  readonly functionName: string;
  /** Full ARN when the template gives one; a name otherwise. */
  readonly functionReference: string;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly reportItemFailures: boolean;
  readonly filterPatterns: readonly string[];
};

export type StartingPosition =
  | { readonly kind: 'trim-horizon' }
  | { readonly kind: 'latest' }
  | { readonly kind: 'at-time'; readonly atMs: number };

export type StreamMapping = CommonMapping & {
  readonly kind: 'stream';
  readonly startingPosition: StartingPosition;
  readonly parallelizationFactor: number;
  readonly bisectOnError: boolean;
  /** Infinity: retried until the record is too old. */
  readonly retryAttemptsMax: number;
  /** Infinity: never too old. */
  readonly recordAgeMaxMs: number;
  readonly onFailureArn: string | undefined;
  /** 0: no windows. */
  readonly tumblingWindowMs: number;
};

export type QueueMapping = CommonMapping & { readonly kind: 'queue'; readonly concurrencyMax: number };

const common = {
  EventSourceArn: z.string().startsWith('arn:'),
  FunctionName: z.string().min(1),
  Enabled: z.boolean().default(true),
  BatchSize: z.int().min(1).max(10_000).optional(),
  MaximumBatchingWindowInSeconds: z.int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).max(1).default([]),
  FilterCriteria: z
    .strictObject({
      Filters: z
        .array(z.strictObject({ Pattern: z.string() }))
        .max(10)
        .default([]),
    })
    .default({ Filters: [] }),
  // Encryption of the filter, metrics and tags change nothing that a function or a test could see.
  KmsKeyArn: z.string().optional(),
  MetricsConfig: z.strictObject({ Metrics: z.array(z.literal('EventCount')) }).optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
};

const streamProperties = z.strictObject({
  ...common,
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']),
  StartingPositionTimestamp: z.number().optional(),
  ParallelizationFactor: z.int().min(1).max(10).default(1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.int().min(-1).max(10_000).default(-1),
  MaximumRecordAgeInSeconds: z.union([z.literal(-1), z.int().min(60).max(604_800)]).default(-1),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string().startsWith('arn:') }).optional() })
    .optional(),
  TumblingWindowInSeconds: z.int().min(0).max(900).default(0),
});

const queueProperties = z.strictObject({
  ...common,
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.int().min(2).max(1000).optional() }).optional(),
});

/**
 * Reads the resolved properties of an `AWS::Lambda::EventSourceMapping`.
 * @throws {UnsupportedMapping} naming the first property or value that the laptop does not know.
 */
export function parseMapping(properties: Readonly<Record<string, unknown>>): StreamMapping | QueueMapping {
  const service = String(properties.EventSourceArn).split(':')[2];
  if (service === 'kinesis') return streamMapping(parse(streamProperties, properties));
  if (service === 'sqs') return queueMapping(parse(queueProperties, properties));
  throw new UnsupportedMapping(`EventSourceArn: the laptop reads Kinesis streams and SQS queues, not ${service}`);
}

const parse = <Shape extends z.ZodType>(shape: Shape, properties: unknown): z.output<Shape> =>
  readProperties(shape, properties, [], UnsupportedMapping);

function streamMapping(parsed: z.output<typeof streamProperties>): StreamMapping {
  if (parsed.TumblingWindowInSeconds > 0 && parsed.ParallelizationFactor > 1) {
    throw new UnsupportedMapping('TumblingWindowInSeconds: one state a shard needs ParallelizationFactor 1');
  }
  if (parsed.EventSourceArn.includes('/consumer/')) {
    throw new UnsupportedMapping('EventSourceArn: the laptop has no enhanced fan-out consumers');
  }
  const onFailureArn = parsed.DestinationConfig?.OnFailure?.Destination;
  if (onFailureArn !== undefined && !/^arn:[^:]+:(s3|sqs):/.test(onFailureArn)) {
    throw new UnsupportedMapping('DestinationConfig.OnFailure.Destination: a bucket or a queue is known here');
  }
  return {
    kind: 'stream',
    ...commonMapping(parsed, 100),
    sourceName: parsed.EventSourceArn.split('stream/')[1] ?? '',
    startingPosition: startingPosition(parsed),
    parallelizationFactor: parsed.ParallelizationFactor,
    bisectOnError: parsed.BisectBatchOnFunctionError,
    retryAttemptsMax: limitOf(parsed.MaximumRetryAttempts),
    recordAgeMaxMs: limitOf(parsed.MaximumRecordAgeInSeconds) * 1000,
    onFailureArn,
    tumblingWindowMs: parsed.TumblingWindowInSeconds * 1000,
  };
}

function startingPosition(parsed: z.output<typeof streamProperties>): StartingPosition {
  if (parsed.StartingPosition === 'TRIM_HORIZON') return { kind: 'trim-horizon' };
  if (parsed.StartingPosition === 'LATEST') return { kind: 'latest' };
  if (parsed.StartingPositionTimestamp === undefined) {
    throw new UnsupportedMapping('StartingPositionTimestamp: AT_TIMESTAMP needs it');
  }
  return { kind: 'at-time', atMs: parsed.StartingPositionTimestamp * 1000 };
}

function queueMapping(parsed: z.output<typeof queueProperties>): QueueMapping {
  const mapping = commonMapping(parsed, 10);
  if (mapping.batchSize > 10 && mapping.batchingWindowMs === 0) {
    throw new UnsupportedMapping('BatchSize: more than 10 messages need MaximumBatchingWindowInSeconds');
  }
  return {
    kind: 'queue',
    ...mapping,
    sourceName: parsed.EventSourceArn.split(':').at(-1) ?? '',
    // AWS starts with five concurrent batches; a laptop has no use for the thousand it may grow to.
    concurrencyMax: Math.min(parsed.ScalingConfig?.MaximumConcurrency ?? 5, 5),
  };
}

type CommonProperties = Pick<z.output<typeof streamProperties>, keyof typeof common>;

function commonMapping(parsed: CommonProperties, batchSizeDefault: number): Omit<CommonMapping, 'sourceName'> {
  const filterPatterns = parsed.FilterCriteria.Filters.map(({ Pattern }) => Pattern);
  filterPatterns.forEach(compilePattern); // so that an unknown operator stops the start, not a shard
  return {
    enabled: parsed.Enabled,
    sourceArn: parsed.EventSourceArn,
    functionName: functionNameOf(parsed.FunctionName),
    functionReference: parsed.FunctionName,
    batchSize: parsed.BatchSize ?? batchSizeDefault,
    batchingWindowMs: parsed.MaximumBatchingWindowInSeconds * 1000,
    reportItemFailures: parsed.FunctionResponseTypes.length > 0,
    filterPatterns,
  };
}

/** A name, an ARN, or an ARN with a version or alias. */
function functionNameOf(reference: string): string {
  return reference.startsWith('arn:') ? (reference.split(':')[6] ?? reference) : reference;
}

/** AWS writes "without limit" as -1. */
function limitOf(value: number): number {
  return value === -1 ? Number.POSITIVE_INFINITY : value;
}
