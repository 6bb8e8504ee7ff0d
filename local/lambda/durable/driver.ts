import type { InvokeResult } from '../host.ts';
import { settleDue } from './due.ts';
import { applyChange, type Change, type Ended, type Execution, type Head, type Outcome } from './execution.ts';
import type { ExecutionFiles } from './execution-files.ts';
import { isAwaited, type Operation } from './operation.ts';
import { invalidOutput, outcomeOf, timedOut } from './outcomes.ts';
import { dueMsOf, newToken, type Run, type Runs } from './runs.ts';
import { statePage } from './state-pages.ts';
import { asIso, onWire } from './wire.ts';

export type DriverOptions = {
  readonly files: ExecutionFiles;
  /** Runs the function once with the event of a durable invocation. */
  readonly run: (head: Head, event: unknown) => Promise<InvokeResult>;
  /** Calls the function of a chained invocation; resolves with what becomes of the operation. */
  readonly call: (execution: Execution, operation: Operation) => Promise<Partial<Operation>>;
  readonly onEnd: (execution: Execution) => void;
  /** Share of their length that waits, delays of retries and pauses after a crash take. */
  readonly timeScale: number;
  readonly now: () => number;
};

const timerMaxMs = 2 ** 31 - 1;
const pauseMaxMs = 30_000;
/** A timer so far away is not waited for when the cloud is drained. */
const nearMs = 2000;
const stopped: Outcome = {
  status: 'STOPPED',
  error: { ErrorType: 'ServiceException', ErrorMessage: 'the cloud stops' },
};

export type Driver = ReturnType<typeof makeDriver>;

/** Invokes the function of each execution whenever it has something to do, until it says that it is done. */
export function makeDriver(runs: Runs, { files, run: invokeOnce, call, onEnd, timeScale, now }: DriverOptions) {
  const calls = new Set<Promise<void>>();
  let isStopping = false;
  let invocations = 0;

  const change = (run: Run, what: Change): void => {
    files.append(run.execution, what);
    applyChange(run.execution, what);
  };

  const arm = (run: Run): void => {
    clearTimeout(run.timer);
    if (isStopping || run.execution.ended !== undefined) return;
    run.timer = setTimeout(() => tick(run), Math.min(Math.max(0, dueMsOf(run) - now()), timerMaxMs)).unref();
  };

  const tick = (run: Run): void => {
    if (isStopping || run.execution.ended !== undefined) return;
    if (run.execution.head.timeoutAtMs <= now()) {
      end(run, timedOut(run.execution.head));
      return;
    }
    moveOn(run, settleDue(run.execution.operations.values(), now()));
    if (run.retryAtMs !== undefined && run.retryAtMs <= now()) void invoke(run);
    arm(run);
  };

  /** Operations came to an end outside of the function: it is told, or woken. */
  const moveOn = (run: Run, operations: readonly Operation[]): void => {
    if (operations.length === 0) return;
    change(run, { operations, isSuspended: false });
    for (const { id } of operations) run.untold.add(id);
    if (run.retryAtMs === undefined) void invoke(run);
    arm(run);
  };

  const invoke = async (run: Run): Promise<void> => {
    const { execution } = run;
    if (isStopping || run.isInvoking || execution.ended !== undefined) return;
    run.isInvoking = true;
    run.retryAtMs = undefined;
    run.token = newToken();
    invocations += 1;
    const UpdatedOperationIds = [...run.untold];
    run.untold.clear();
    const { operations, nextMarker } = statePage(execution.operations);
    const result = await invokeOnce(execution.head, {
      DurableExecutionArn: execution.head.arn,
      CheckpointToken: run.token,
      UpdatedOperationIds,
      InitialExecutionState: {
        Operations: operations.map((operation) => onWire(operation, asIso)),
        ...(nextMarker !== undefined && { NextMarker: nextMarker }),
      },
    });
    run.isInvoking = false;
    run.token = undefined;
    if (isStopping || execution.ended !== undefined) return;
    conclude(run, result);
    arm(run);
  };

  const conclude = (run: Run, result: InvokeResult): void => {
    if (result.kind === 'error') {
      run.failures += 1;
      run.retryAtMs = now() + Math.min(pauseMaxMs, 100 * 2 ** run.failures) * timeScale;
      return;
    }
    run.failures = 0;
    const outcome = outcomeOf(result.payload);
    const operations = [...run.execution.operations.values()];
    if (outcome !== 'PENDING') end(run, outcome);
    else if (run.untold.size > 0 || operations.some(({ status }) => status === 'READY')) void invoke(run);
    else if (operations.some(isAwaited)) change(run, { isSuspended: true });
    else end(run, invalidOutput('PENDING without an operation that is awaited'));
  };

  const end = (run: Run, outcome: Outcome, operations: readonly Operation[] = []): void => {
    const ended: Ended = { ...outcome, atMs: now() };
    clearTimeout(run.timer);
    run.token = undefined;
    change(run, { operations, ended });
    runs.drop(run);
    for (const tell of run.waiting.splice(0)) tell(ended);
    onEnd(run.execution);
  };

  /** Once more after a restart: a call has no memory of its own. */
  const callOut = (run: Run, operations: Iterable<Operation>): void => {
    for (const operation of operations) {
      if (operation.type !== 'CHAINED_INVOKE' || operation.status !== 'STARTED') continue;
      const calling = call(run.execution, operation).then((answer) => {
        const still = run.execution.operations.get(operation.id);
        if (isStopping || run.execution.ended !== undefined || still?.status !== 'STARTED') return;
        moveOn(run, [{ ...still, ...answer, endedAtMs: now() }]);
      });
      calls.add(calling);
      void calling.finally(() => calls.delete(calling));
    }
  };

  return {
    change,
    arm,
    moveOn,
    invoke,
    end,
    callOut,
    invocations: (): number => invocations,
    isBusy: (): boolean =>
      !isStopping && (calls.size > 0 || runs.all().some((run) => run.isInvoking || dueMsOf(run) - now() < nearMs)),
    stop: (): void => {
      isStopping = true;
      for (const run of runs.all()) {
        clearTimeout(run.timer);
        for (const tell of run.waiting.splice(0)) tell({ ...stopped, atMs: now() });
      }
    },
  };
}
