import type { Head, Outcome } from './execution.ts';
import type { Operation } from './operation.ts';

/** What an invocation's answer means for its execution. */
export function outcomeOf(payload: unknown): Outcome | 'PENDING' {
  const { Status, Result, Error: error } = (payload ?? {}) as Record<string, unknown>;
  if (Status === 'PENDING') return 'PENDING';
  if (Status === 'SUCCEEDED') return { status: 'SUCCEEDED', result: typeof Result === 'string' ? Result : undefined };
  if (Status === 'FAILED') return { status: 'FAILED', error: (error ?? {}) as Record<string, string> };
  return invalidOutput(`status ${String(Status)}: is the handler wrapped by withDurableExecution?`);
}

/** What the execution's own operation says: a result that is too large for an answer comes as a checkpoint. */
export const outcomeIn = ({ status, result, error }: Operation): Outcome =>
  status === 'SUCCEEDED' ? { status, result } : { status: 'FAILED', error: error ?? {} };

export const invalidOutput = (what: string): Outcome => ({
  status: 'FAILED',
  error: { ErrorType: 'Runtime.InvalidOutput', ErrorMessage: `Invalid invocation output: ${what}` },
});

export const timedOut = ({ startedAtMs, timeoutAtMs }: Head): Outcome => ({
  status: 'TIMED_OUT',
  error: {
    ErrorType: 'Execution.Timeout',
    ErrorMessage: `Execution timed out after ${(timeoutAtMs - startedAtMs) / 1000} seconds`,
  },
});
