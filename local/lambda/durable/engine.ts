import { setTimeout as sleep } from 'node:timers/promises';
import { callbackIdOf } from './callback-id.ts';
import { type DriverOptions, makeDriver } from './driver.ts';
import { settleDue } from './due.ts';
import { applyChange, beginning, type Ended, type Execution, type Head, type Outcome } from './execution.ts';
import type { Operation } from './operation.ts';
import { outcomeIn } from './outcomes.ts';
import { type CheckpointAnswer, makeRuns, newToken, type Run } from './runs.ts';
import { type StatePage, statePage } from './state-pages.ts';
import { applyUpdates } from './transitions.ts';
import { type CheckpointRequest, invalidParameter } from './update.ts';

export type Engine = ReturnType<typeof makeEngine>;

/** Durable executions: what their functions, their callers and the outside world do to them. */
export function makeEngine(options: DriverOptions) {
  const { files, timeScale, now } = options;
  const runs = makeRuns();
  const driver = makeDriver(runs, options);

  const runOf = (arn: string, token: string): Run => {
    const run = runs.find(arn);
    // The SDK knows the words: it gives up this invocation and leaves the execution to the next.
    if (run?.token === undefined || run.token !== token) throw invalidParameter('Invalid Checkpoint Token');
    return run;
  };

  return {
    /** Begins an execution and invokes its function. */
    start: (head: Head): Execution => {
      const { id, name, payload: input, startedAtMs } = head;
      const execution = beginning(head);
      applyChange(execution, {
        operations: [{ id, name, type: 'EXECUTION', status: 'STARTED', startedAtMs, input }],
      });
      files.create(execution);
      const run = runs.take(execution);
      void driver.invoke(run);
      driver.arm(run);
      return execution;
    },
    /** Goes on with what was running when the cloud stopped. */
    resume: (): void => {
      for (const execution of files.running()) {
        const run = runs.take(execution);
        driver.callOut(run, execution.operations.values());
        if (!execution.isSuspended) void driver.invoke(run);
        driver.arm(run);
      }
    },
    running: (): Execution[] => runs.all().map(({ execution }) => execution),
    find: (arn: string): Execution | undefined => runs.find(arn)?.execution,
    named: (functionName: string, name: string): Execution | undefined => runs.named(functionName, name)?.execution,
    /** Resolves when the execution ends; it must be running. */
    ended: (arn: string): Promise<Ended> => new Promise((resolve) => runs.find(arn)?.waiting.push(resolve)),
    /** @throws AwsError when the token is not the last one, or an operation can't go that way; nothing has changed then */
    checkpoint: (arn: string, { CheckpointToken, ClientToken, Updates }: CheckpointRequest): CheckpointAnswer => {
      const known = runs.find(arn);
      // A client that lost the answer sends the same again.
      if (ClientToken !== undefined && known?.answered?.clientToken === ClientToken) return known.answered.answer;
      const run = runOf(arn, CheckpointToken);
      const { execution } = run;
      driver.moveOn(run, settleDue(execution.operations.values(), now()));
      const operations = applyUpdates(execution.operations, Updates, execution.head.id, {
        nowMs: now(),
        delayMs: (seconds) => seconds * 1000 * timeScale,
        callbackIdOf: (operationId) => callbackIdOf(arn, operationId),
      });
      const own = operations.find(({ type }) => type === 'EXECUTION');
      if (own !== undefined) {
        driver.end(run, outcomeIn(own), operations);
        return { token: undefined, operations };
      }
      if (operations.length > 0) driver.change(run, { operations });
      driver.callOut(run, operations);
      const told = new Set([...run.untold, ...operations.map(({ id }) => id)]);
      run.untold.clear();
      run.token = newToken();
      const answer = {
        token: run.token,
        operations: [...told].flatMap((id) => execution.operations.get(id) ?? []),
      };
      run.answered = ClientToken === undefined ? undefined : { clientToken: ClientToken, answer };
      driver.arm(run);
      return answer;
    },
    state: (arn: string, token: string, marker?: string, itemsMax?: number): StatePage =>
      statePage(runOf(arn, token).execution.operations, marker, itemsMax),
    /** Something else than the function brought an operation to an end, or put its limits off. */
    settle: (arn: string, operation: Operation): void => {
      const run = runs.find(arn);
      if (run === undefined) return;
      if (operation.status !== 'STARTED') driver.moveOn(run, [operation]);
      else {
        driver.change(run, { operations: [operation] });
        driver.arm(run);
      }
    },
    stopExecution: (arn: string, outcome: Outcome): void => {
      const run = runs.find(arn);
      if (run !== undefined) driver.end(run, outcome);
    },
    /** Treats the timers of operations that match as over; answers how many there were. */
    pass: (isPassed: (operation: Operation) => boolean): number => {
      let passed = 0;
      for (const run of runs.all()) {
        const due = [...run.execution.operations.values()]
          .filter(isPassed)
          .map((each) => ({ ...each, dueAtMs: now() }));
        const settled = settleDue(due, now());
        passed += settled.length;
        driver.moveOn(run, settled);
      }
      return passed;
    },
    invocations: driver.invocations,
    isBusy: driver.isBusy,
    idle: async (): Promise<void> => {
      while (driver.isBusy()) await sleep(10);
    },
    stop: driver.stop,
  };
}
