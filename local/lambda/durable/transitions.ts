import type { Operation, OperationStatus, OperationType } from './operation.ts';
import { invalidParameter, type Update } from './update.ts';

/** What the outside world adds to an update. */
export type Moment = {
  readonly nowMs: number;
  /** Length of a wait or of a retry's delay, which tests may shorten. */
  readonly delayMs: (seconds: number) => number;
  readonly callbackIdOf: (operationId: string) => string;
};

/** AWS's quota for one execution. */
const operationsMax = 3000;
const errorMaxBytes = 32 * 1024;

type From = OperationStatus | 'absent';
/** A step need not say that it starts: one that ran through states only how it ended. */
const running: readonly From[] = ['absent', 'STARTED', 'READY'];
const allowed: Readonly<Record<OperationType, Partial<Record<Update['Action'], readonly From[]>>>> = {
  STEP: { START: ['absent', 'READY'], SUCCEED: running, FAIL: running, RETRY: running },
  WAIT: { START: ['absent'], CANCEL: ['STARTED'] },
  CALLBACK: { START: ['absent'] },
  CHAINED_INVOKE: { START: ['absent'], CANCEL: ['STARTED'] },
  CONTEXT: { START: ['absent'], SUCCEED: running, FAIL: running },
  EXECUTION: { SUCCEED: ['STARTED'], FAIL: ['STARTED'] },
};
const verbs = { START: 'start', SUCCEED: 'close', FAIL: 'close', RETRY: 're-attempt', CANCEL: 'cancel' } as const;

/**
 * Applies a checkpoint's updates in order, all or none.
 * @param executionId Id of the execution's own operation: the function doesn't know it and invents one
 * @returns the operations that changed
 * @throws AwsError InvalidParameterValueException when an operation can't go that way
 */
export function applyUpdates(
  operations: ReadonlyMap<string, Operation>,
  updates: readonly Update[],
  executionId: string,
  moment: Moment,
): Operation[] {
  const changed = new Map<string, Operation>();
  const find = (id: string) => changed.get(id) ?? operations.get(id);
  for (const [index, update] of updates.entries()) {
    const id = update.Type === 'EXECUTION' ? executionId : update.Id;
    if (update.Type === 'EXECUTION' && index !== updates.length - 1)
      throw invalidParameter('EXECUTION checkpoint must be the last update.');
    if (update.ParentId !== undefined && find(update.ParentId)?.type !== 'CONTEXT')
      throw invalidParameter('Invalid parent operation id.');
    if (update.Error !== undefined && Buffer.byteLength(JSON.stringify(update)) > errorMaxBytes)
      throw invalidParameter(`Error object size must be less than ${errorMaxBytes} bytes.`);
    changed.set(id, applyUpdate(find(id), { ...update, Id: id }, moment));
  }
  const added = [...changed.keys()].filter((id) => !operations.has(id)).length;
  if (operations.size + added > operationsMax)
    throw invalidParameter(`A durable execution has at most ${operationsMax} operations.`);
  return [...changed.values()];
}

function applyUpdate(before: Operation | undefined, update: Update, moment: Moment): Operation {
  const { Type, Action } = update;
  if (before !== undefined && before.type !== Type) throw invalidParameter('Invalid operation type.');
  const from = allowed[Type][Action];
  if (from === undefined) throw invalidParameter(`Invalid ${Type} action.`);
  if (!from.includes(before?.status ?? 'absent'))
    throw invalidParameter(`Invalid current ${Type} state to ${verbs[Action]}.`);

  const { nowMs } = moment;
  const operation: Operation = before ?? {
    id: update.Id,
    type: Type,
    status: 'STARTED',
    startedAtMs: nowMs,
    parentId: update.ParentId,
    name: update.Name,
    subType: update.SubType,
  };
  const { dueAtMs: _, ...undated } = operation;
  const attempt = Type === 'STEP' ? { attempt: (operation.attempt ?? 0) + 1 } : {};
  switch (Action) {
    case 'START':
      return { ...undated, status: 'STARTED', ...begun(update, moment) };
    case 'SUCCEED':
    case 'FAIL':
      return {
        ...undated,
        ...attempt,
        status: Action === 'FAIL' ? 'FAILED' : 'SUCCEEDED',
        endedAtMs: nowMs,
        result: update.Payload,
        error: update.Error,
        replayChildren: update.ContextOptions?.ReplayChildren,
      };
    case 'RETRY': {
      if (update.StepOptions === undefined) throw invalidParameter('Invalid StepOptions for the given action.');
      const dueAtMs = nowMs + moment.delayMs(update.StepOptions.NextAttemptDelaySeconds ?? 1);
      return { ...undated, ...attempt, status: 'PENDING', dueAtMs, result: update.Payload, error: update.Error };
    }
    case 'CANCEL':
      return { ...undated, status: 'CANCELLED', endedAtMs: nowMs };
  }
}

/** What an operation has from its start on, by its type. */
function begun(update: Update, { nowMs, delayMs, callbackIdOf }: Moment): Partial<Operation> {
  switch (update.Type) {
    case 'WAIT':
      if (update.WaitOptions === undefined) throw invalidParameter('Invalid WaitOptions for the given action.');
      return { dueAtMs: nowMs + delayMs(update.WaitOptions.WaitSeconds) };
    case 'CALLBACK': {
      // A wait is passed over in tests, a callback's limit is not: the answer would come too late.
      const { TimeoutSeconds, HeartbeatTimeoutSeconds } = update.CallbackOptions ?? {};
      const heartbeatMs = HeartbeatTimeoutSeconds ? HeartbeatTimeoutSeconds * 1000 : undefined;
      return {
        callbackId: callbackIdOf(update.Id),
        dueAtMs: TimeoutSeconds ? nowMs + TimeoutSeconds * 1000 : undefined,
        heartbeatMs,
        heartbeatAtMs: heartbeatMs === undefined ? undefined : nowMs + heartbeatMs,
      };
    }
    case 'CHAINED_INVOKE':
      if (update.ChainedInvokeOptions === undefined)
        throw invalidParameter('Invalid ChainedInvokeOptions for the given action.');
      return { functionName: update.ChainedInvokeOptions.FunctionName, input: update.Payload };
    default:
      return {};
  }
}
