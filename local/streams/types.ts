import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { InvokeResult } from '../lambda/host.ts';

/** Runs a function to its end. Never rejects for a failure of the function itself. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvokeResult>;

/** Disorder on purpose. Both questions are answered from the seed of the run, so that a failure can be run again. */
export type DeliveryFaults = {
  /** Asked once for each batch that succeeded: is it delivered a second time before the next one? */
  readonly deliverTwice: (functionName: string) => boolean;
  /** The order in which shards, and lanes of one shard, are served. */
  readonly shuffle: <T>(items: readonly T[]) => readonly T[];
};

/**
 * Calls `onPut` after records were put on a stream or messages into a queue, with the shard when it is known.
 * @returns how to stop listening.
 */
export type Wake = (sourceName: string, onPut: (shardId?: string) => void) => () => void;

/** A stable event name and ids: never a record's body. */
export type PollerLog = (event: string, details: Readonly<Record<string, unknown>>) => void;

/** Everything that all mappings of one laptop cloud share. */
export type StreamsOptions = {
  /** The AWS endpoint of the laptop, for example `http://127.0.0.1:4001`. */
  readonly endpoint: string;
  readonly region: string;
  /** Folder that keeps the checkpoints; created when missing. */
  readonly checkpointDir: string;
  readonly invoke: Invoke;
  readonly log: PollerLog;
  /** Without it an idle shard is looked at once a second, as the real poller does. */
  readonly wake?: Wake;
  readonly faults?: DeliveryFaults;
};

export type MappingOptions = {
  /** Resolved properties of an `AWS::Lambda::EventSourceMapping`. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The mapping's id (its `Ref`), the same at every start: names its checkpoints and its folder of parked batches. */
  readonly uuid: string;
  /** Access key of the function's role: the poller reads the source and writes to the destination with it. */
  readonly credentials: AwsCredentialIdentity;
  /** ARN of the function's role, shown to the function as `invokeIdentityArn`. */
  readonly roleArn: string;
};

export type MappingStats = {
  readonly records: number;
  readonly bytes: number;
  readonly invocations: number;
  readonly failedInvocations: number;
  readonly filteredRecords: number;
  /** Records given up: they lie in the on-failure destination, or are dropped when there is none. */
  readonly discardedRecords: number;
  /** Of those, the ones that could not be put into the destination, as on AWS when the role may not. */
  readonly lostRecords: number;
  /** Age of the oldest record of the last batch at its delivery, milliseconds. */
  readonly iteratorAgeMs: number;
};

export type Mapping = {
  /**
   * Resolves when everything put before the call is done: delivered, parked or filtered. Tumbling windows are waited for,
   * batching windows are cut short meanwhile.
   */
  readonly drained: () => Promise<void>;
  /** Stops polling; what runs is waited for, its outcome kept. */
  readonly stop: () => Promise<void>;
  readonly stats: () => MappingStats;
};

export type Streams = {
  /**
   * Starts one mapping.
   * @throws {UnsupportedMapping} naming a property, value or filter operator that the laptop does not know.
   */
  readonly startMapping: (options: MappingOptions) => Promise<Mapping>;
  readonly drained: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
