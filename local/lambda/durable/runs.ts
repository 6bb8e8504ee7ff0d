import { randomUUID } from 'node:crypto';
import { nextDueMs } from './due.ts';
import type { Ended, Execution } from './execution.ts';
import type { Operation } from './operation.ts';

/** What a checkpoint is answered; no token when it ended the execution. */
export type CheckpointAnswer = { readonly token: string | undefined; readonly operations: readonly Operation[] };

/** An execution that is running, and what need not outlive the process. */
export type Run = {
  readonly execution: Execution;
  /** Of the invocation that runs: who holds another one is dead or late. */
  token: string | undefined;
  answered: { readonly clientToken: string; readonly answer: CheckpointAnswer } | undefined;
  /** Operations that moved on and that the function has not been told of. */
  readonly untold: Set<string>;
  isInvoking: boolean;
  /** Invocations in a row that did not come to an answer. */
  failures: number;
  retryAtMs: number | undefined;
  timer: NodeJS.Timeout | undefined;
  readonly waiting: ((ended: Ended) => void)[];
};

export type Runs = ReturnType<typeof makeRuns>;

/** All executions that are running, by ARN and by name. */
export function makeRuns() {
  const byArn = new Map<string, Run>();
  const byName = new Map<string, Run>();
  return {
    take: (execution: Execution): Run => {
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
      byArn.set(arn, run);
      byName.set(`${functionName} ${name}`, run);
      return run;
    },
    drop: ({ execution: { head } }: Run): void => {
      byArn.delete(head.arn);
      byName.delete(`${head.functionName} ${head.name}`);
    },
    find: (arn: string): Run | undefined => byArn.get(arn),
    named: (functionName: string, name: string): Run | undefined => byName.get(`${functionName} ${name}`),
    all: (): Run[] => [...byArn.values()],
  };
}

export const newToken = (): string => Buffer.from(randomUUID()).toString('base64');

/** When something is to be done for it by the clock. */
export const dueMsOf = ({ execution, retryAtMs = Number.POSITIVE_INFINITY }: Run): number =>
  Math.min(nextDueMs(execution.operations.values()), execution.head.timeoutAtMs, retryAtMs);
