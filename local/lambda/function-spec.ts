/** Everything about one function that its template says, resolved. */
export type FunctionSpec = {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Absolute path of the unpacked code. */
  readonly codeDir: string;
  /** `<file>.<export>` */
  readonly handler: string;
  /** Variables of the template and the AWS ones that are the same for all instances, access key included. */
  readonly environment: Readonly<Record<string, string>>;
  /** Also the heap limit. */
  readonly memoryMb: number;
  readonly timeoutSec: number;
  /** Instances it may have at most, undefined for no limit of its own; further events are throttled. */
  readonly reservedConcurrency: number | undefined;
  readonly asynchronous: AsynchronousSpec;
  /** Set for a durable function. */
  readonly durable?: DurableSpec;
};

/** `DurableConfig` of a function. */
export type DurableSpec = {
  /** An execution that takes longer is given up. */
  readonly executionTimeoutSec: number;
  /** An execution that ended is kept so long, and so is its name. */
  readonly retentionDays: number;
};

/** What happens to events that nobody waits for (`AWS::Lambda::EventInvokeConfig`, `DeadLetterConfig`). */
export type AsynchronousSpec = {
  readonly retriesMax: number;
  readonly ageMaxSec: number;
  /** ARNs of destinations. */
  readonly onFailure?: string;
  readonly onSuccess?: string;
  readonly deadLetter?: string;
};

export const asynchronousDefaults: AsynchronousSpec = { retriesMax: 2, ageMaxSec: 6 * 60 * 60 };
