import type { ErrorObject, Operation } from './operation.ts';

/** What is known of an execution from its start on. */
export type Head = {
  readonly arn: string;
  /** Given by the caller or made up; unique for the function. */
  readonly name: string;
  /** Also the id of the execution's own operation. */
  readonly id: string;
  readonly functionName: string;
  /** `1` or `$LATEST`. */
  readonly version: string;
  /** The event as JSON. */
  readonly payload: string;
  readonly startedAtMs: number;
  readonly timeoutAtMs: number;
  readonly retentionDays: number;
  /** Nobody waits: the event of one that fails goes to the function's dead-letter queue. */
  readonly isAsynchronous: boolean;
};

export type Outcome =
  | { readonly status: 'SUCCEEDED'; readonly result?: string | undefined }
  | { readonly status: 'FAILED' | 'TIMED_OUT' | 'STOPPED'; readonly error: ErrorObject };

export type Ended = Outcome & { readonly atMs: number };

/** One line of an execution's file. */
export type Change = {
  readonly operations?: readonly Operation[];
  /** The function has nothing to do until an operation moves on. */
  readonly isSuspended?: boolean;
  readonly ended?: Ended;
};

export type Execution = {
  readonly head: Head;
  /** In the order of their start; the execution's own comes first. */
  readonly operations: Map<string, Operation>;
  isSuspended: boolean;
  ended: Ended | undefined;
};

export const beginning = (head: Head): Execution => ({
  head,
  operations: new Map(),
  isSuspended: false,
  ended: undefined,
});

export function applyChange(execution: Execution, { operations = [], isSuspended, ended }: Change): void {
  for (const operation of operations) execution.operations.set(operation.id, operation);
  execution.isSuspended = isSuspended ?? execution.isSuspended;
  execution.ended = ended ?? execution.ended;
}

export const statusOf = ({ ended }: Pick<Execution, 'ended'>): Outcome['status'] | 'RUNNING' =>
  ended?.status ?? 'RUNNING';

const arnPattern = /^arn:aws:lambda:[^:]+:\d+:function:([^:/]+):([^:/]+)\/durable-execution\/([^/]+)\/([^/]+)$/;

/** Undefined for an ARN of something else. */
export function nameInArn(arn: string): Pick<Head, 'functionName' | 'name'> | undefined {
  const [, functionName, , name] = arnPattern.exec(arn) ?? [];
  return functionName === undefined || name === undefined ? undefined : { functionName, name };
}
