import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InvokeResult } from '../host.ts';
import { callbackIdOf } from './callback-id.ts';
import { nextDueMs, settleDue } from './due.ts';
import {
  applyChange,
  beginning,
  type Change,
  type Ended,
  type Execution,
  type Head,
  type Outcome,
} from './execution.ts';
import type { ExecutionFiles } from './execution-files.ts';
import { isAwaited, type Operation } from './operation.ts';
import { type StatePage, statePage } from './state-pages.ts';
import { applyUpdates } from './transitions.ts';
import { type CheckpointRequest, invalidParameter } from './update.ts';
import { asIso, onWire } from './wire.ts';

export type EngineOptions = {
  readonly files: ExecutionFiles;
  /** Runs the function once with the event of a durable invocation. */
  readonly run: (head: Head, event: unknown) => Promise<InvokeResult>;
  /** Calls the function of a chained invocation; an answer comes through `settle`. */
  readonly call: (execution: Execution, operation: Operation) => Promise<Partial<Operation>>;
  readonly onEnd: (execution: Execution) => void;
  /** Share of their length that waits, delays of retries and pauses after a crash take. */
  readonly timeScale: number;
  readonly now: () => number;
};

/** What a checkpoint is answered. */
export type CheckpointAnswer = { readonly token: string | undefined; readonly operations: readonly Operation[] };

type Run = {
  readonly execution: Execution;
  /** Of the invocation that runs: who holds another one is dead or late. */
  token: string | undefined;
  answered: { readonly clientToken: string; readonly answer: CheckpointAnswer } | undefined;
  /** Operations that moved on and that the function has not been told of. */
  readonly untold: Set<string>;
  isInvoking: boolean;
  failures: number;
  retryAtMs: number | undefined;
  timer: NodeJS.Timeout | undefined;
  readonly waiting: ((ended: Ended) => void)[];
};

const timerMaxMs = 2 ** 31 - 1;
const pauseMaxMs = 30_000;
/** A timer so far away is not waited for when the cloud is drained. */
const nearMs = 2000;

export type Engine = ReturnType<typeof makeEngine>;

/** Drives executions: invokes their function whenever it has something to do, until it says that it is done. */
export function makeEngine({ files, run: invokeOnce, call, onEnd, timeScale, now }: EngineOptions) {
  const runs = new Map<string, Run>();
  /** By function and name, of those that run. */
  const arns = new Map<string, string>();
  const calls = new Set<Promise<void>>();
  let isStopping = false;
  let invocations = 0;

  const take = (execution: Execution): Run => {
    const run: Run = {
      execution,
      token: undefined,
      answered: undefined,
      untold: new Set(),
      isInvoking: false,
      failures: 0,
      retryAtMs: undefined,
      timer: undefined,
      waiting: [],
    };
    const { arn, functionName, name } = execution.head;
    runs.set(arn, run);
    arns.set(`${functionName} ${name}`, arn);
    return run;
  };

  const change = (run: Run, what: Change): void => {
    files.append(run.execution, what);
    applyChange(run.execution, what);
  };

  const dueMs = ({ execution, retryAtMs = Number.POSITIVE_INFINITY }: Run): number =>
    Math.min(nextDueMs(execution.operations.values()), execution.head.timeoutAtMs, retryAtMs);

  const arm = (run: Run): void => {
    clearTimeout(run.timer);
    if (isStopping || run.execution.ended !== undefined) return;
    run.timer = setTimeout(() => tick(run), Math.min(Math.max(0, dueMs(run) - now()), timerMaxMs)).unref();
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
    const { arn, functionName, name } = run.execution.head;
    runs.delete(arn);
    arns.delete(`${functionName} ${name}`);
    for (const tell of run.waiting.splice(0)) tell(ended);
    onEnd(run.execution);
  };

  /** Once more after a restart: a call has no memory of its own. */
  const callOut = (run: Run, operation: Operation): void => {
    const calling = call(run.execution, operation).then((answer) => {
      const still = run.execution.operations.get(operation.id);
      if (isStopping || run.execution.ended !== undefined || still?.status !== 'STARTED') return;
      moveOn(run, [{ ...still, ...answer, endedAtMs: now() }]);
    });
    calls.add(calling);
    void calling.finally(() => calls.delete(calling));
  };

  const runOf = (arn: string, token: string): Run => {
    const run = runs.get(arn);
    // The SDK knows the words: it gives up this invocation and leaves the execution to the next.
    if (run?.token === undefined || run.token !== token) throw invalidParameter('Invalid Checkpoint Token');
    return run;
  };

  const isBusy = (): boolean =>
    calls.size > 0 || [...runs.values()].some((run) => run.isInvoking || dueMs(run) - now() < nearMs);

  return {
    /** Begins an execution and invokes its function. */
    start: (head: Head): Execution => {
      const { id, name, payload: input, startedAtMs } = head;
      const execution = beginning(head);
      applyChange(execution, {
        operations: [{ id, name, type: 'EXECUTION', status: 'STARTED', startedAtMs, input }],
      });
      files.create(execution);
      const run = take(execution);
      void invoke(run);
      arm(run);
      return execution;
    },
    /** Goes on with what was running when the cloud stopped. */
    resume: (): void => {
      for (const execution of files.running()) {
        const run = take(execution);
        for (const operation of execution.operations.values())
          if (operation.type === 'CHAINED_INVOKE' && operation.status === 'STARTED') callOut(run, operation);
        if (!execution.isSuspended) void invoke(run);
        arm(run);
      }
    },
    running: (): Execution[] => [...runs.values()].map(({ execution }) => execution),
    find: (arn: string): Execution | undefined => runs.get(arn)?.execution,
    named: (functionName: string, name: string): Execution | undefined =>
      runs.get(arns.get(`${functionName} ${name}`) ?? '')?.execution,
    /** Resolves when the execution ends; it must be running. */
    ended: (arn: string): Promise<Ended> => new Promise((resolve) => runs.get(arn)?.waiting.push(resolve)),
    checkpoint: (arn: string, { CheckpointToken, ClientToken, Updates }: CheckpointRequest): CheckpointAnswer => {
      const known = runs.get(arn);
      // A client that lost the answer sends the same again.
      if (ClientToken !== undefined && known?.answered?.clientToken === ClientToken) return known.answered.answer;
      const run = runOf(arn, CheckpointToken);
      const { execution } = run;
      moveOn(run, settleDue(execution.operations.values(), now()));
      const operations = applyUpdates(execution.operations, Updates, execution.head.id, {
        nowMs: now(),
        delayMs: (seconds) => seconds * 1000 * timeScale,
        callbackIdOf: (operationId) => callbackIdOf(arn, operationId),
      });
      const own = operations.find(({ type }) => type === 'EXECUTION');
      if (own !== undefined) {
        end(run, outcomeIn(own), operations);
        return { token: undefined, operations };
      }
      if (operations.length > 0) change(run, { operations });
      for (const operation of operations)
        if (operation.type === 'CHAINED_INVOKE' && operation.status === 'STARTED') callOut(run, operation);
      const told = new Set([...run.untold, ...operations.map(({ id }) => id)]);
      run.untold.clear();
      run.token = newToken();
      const answer = {
        token: run.token,
        operations: [...told].flatMap((id) => execution.operations.get(id) ?? []),
      };
      run.answered = ClientToken === undefined ? undefined : { clientToken: ClientToken, answer };
      arm(run);
      return answer;
    },
    state: (arn: string, token: string, marker?: string, itemsMax?: number): StatePage =>
      statePage(runOf(arn, token).execution.operations, marker, itemsMax),
    /** Something else than the function brought an operation to an end, or put its limits off. */
    settle: (arn: string, operation: Operation): void => {
      const run = runs.get(arn);
      if (run === undefined) return;
      if (operation.status !== 'STARTED') moveOn(run, [operation]);
      else {
        change(run, { operations: [operation] });
        arm(run);
      }
    },
    stopExecution: (arn: string, outcome: Outcome): void => {
      const run = runs.get(arn);
      if (run !== undefined) end(run, outcome);
    },
    /** Treats the timers of operations that match as over. */
    pass: (isPassed: (operation: Operation) => boolean): number => {
      let passed = 0;
      for (const run of [...runs.values()]) {
        const due = [...run.execution.operations.values()]
          .filter(isPassed)
          .map((each) => ({ ...each, dueAtMs: now() }));
        const settled = settleDue(due, now());
        passed += settled.length;
        moveOn(run, settled);
      }
      return passed;
    },
    isBusy,
    invocations: (): number => invocations,
    idle: async (): Promise<void> => {
      while (isBusy() && !isStopping) await sleep(10);
    },
    stop: (): void => {
      isStopping = true;
      for (const { timer } of runs.values()) clearTimeout(timer);
    },
  };
}

const newToken = (): string => Buffer.from(randomUUID()).toString('base64');

function outcomeOf(payload: unknown): Outcome | 'PENDING' {
  const { Status, Result, Error: error } = (payload ?? {}) as Record<string, unknown>;
  if (Status === 'PENDING') return 'PENDING';
  if (Status === 'SUCCEEDED') return { status: 'SUCCEEDED', result: typeof Result === 'string' ? Result : undefined };
  if (Status === 'FAILED') return { status: 'FAILED', error: (error ?? {}) as Record<string, string> };
  return invalidOutput(`status ${String(Status)}: is the handler wrapped by withDurableExecution?`);
}

const outcomeIn = ({ status, result, error }: Operation): Outcome =>
  status === 'SUCCEEDED' ? { status, result } : { status: 'FAILED', error: error ?? {} };

const invalidOutput = (what: string): Outcome => ({
  status: 'FAILED',
  error: { ErrorType: 'Runtime.InvalidOutput', ErrorMessage: `Invalid invocation output: ${what}` },
});

const timedOut = ({ startedAtMs, timeoutAtMs }: Head): Outcome => ({
  status: 'TIMED_OUT',
  error: {
    ErrorType: 'Execution.Timeout',
    ErrorMessage: `Execution timed out after ${(timeoutAtMs - startedAtMs) / 1000} seconds`,
  },
});
