/** An error as the Lambda API writes it. */
export type ErrorObject = {
  readonly ErrorMessage?: string | undefined;
  readonly ErrorType?: string | undefined;
  readonly ErrorData?: string | undefined;
  readonly StackTrace?: readonly string[] | undefined;
};

export type OperationType = 'EXECUTION' | 'STEP' | 'WAIT' | 'CALLBACK' | 'CHAINED_INVOKE' | 'CONTEXT';

export type OperationStatus =
  | 'STARTED'
  | 'PENDING'
  | 'READY'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'CANCELLED'
  | 'TIMED_OUT'
  | 'STOPPED';

/** One step, wait, callback, invocation or child context of an execution: what its file keeps. */
export type Operation = {
  readonly id: string;
  readonly type: OperationType;
  readonly status: OperationStatus;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly parentId?: string | undefined;
  readonly name?: string | undefined;
  readonly subType?: string | undefined;
  /** Input of the execution or of the invoked function, as JSON. */
  readonly input?: string | undefined;
  readonly result?: string | undefined;
  readonly error?: ErrorObject | undefined;
  /** Attempts of a step that came to an end. */
  readonly attempt?: number;
  /** When a wait is over, a retry is due or a callback is given up. */
  readonly dueAtMs?: number | undefined;
  /** When a callback is given up unless it is heard of before. */
  readonly heartbeatAtMs?: number | undefined;
  readonly heartbeatMs?: number | undefined;
  readonly callbackId?: string;
  /** Function that a chained invocation calls. */
  readonly functionName?: string;
  /** The children of a finished context stay part of the state. */
  readonly replayChildren?: boolean | undefined;
};

const finished: ReadonlySet<OperationStatus> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'STOPPED']);

export const isFinished = ({ status }: Operation): boolean => finished.has(status);

/** Whether something outside the function will move the operation on: a suspended execution needs one. */
export const isAwaited = ({ type, status }: Operation): boolean =>
  type === 'STEP'
    ? status === 'PENDING' || status === 'READY'
    : status === 'STARTED' && (type === 'WAIT' || type === 'CALLBACK' || type === 'CHAINED_INVOKE');
