import { randomUUID } from 'node:crypto';
import type { AsynchronousSpec, FunctionSpec } from './function-spec.ts';
import type { InvokeResult } from './host.ts';

/** Puts a record where a destination's ARN points. */
export type Deliver = (arn: string, record: unknown, spec: FunctionSpec) => Promise<void>;

export type AsynchronousOptions = {
  readonly invoke: (payload: string) => Promise<InvokeResult>;
  readonly deliver: Deliver;
  /** Before the first, second... retry. AWS waits 1 and 2 minutes. */
  readonly retryDelaysMs: readonly number[];
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => number;
};

/** Runs one event that nobody waits for: retries, then the destinations of its function. */
export async function runAsynchronously(
  spec: FunctionSpec,
  payload: string,
  { invoke, deliver, retryDelaysMs, sleep, now }: AsynchronousOptions,
): Promise<void> {
  const requestId = randomUUID();
  const { retriesMax, ageMaxSec, onFailure, onSuccess, deadLetter }: AsynchronousSpec = spec.asynchronous;
  const expiresAtMs = now() + ageMaxSec * 1000;
  for (let attempt = 1, failures = 0; ; attempt++) {
    const result = await invoke(payload);
    if (result.kind === 'ok') {
      if (onSuccess !== undefined)
        await deliver(onSuccess, recordOf(spec, payload, result, requestId, 'Success', attempt), spec);
      return;
    }
    // A throttled event never ran: it stays in the queue until its age is over.
    if (result.errorType !== 'TooManyRequestsException') failures += 1;
    const delayMs = retryDelaysMs[Math.min(attempt, retryDelaysMs.length) - 1] ?? 0;
    const expired = now() + delayMs > expiresAtMs;
    if (failures <= retriesMax && !expired) {
      await sleep(delayMs);
      continue;
    }
    const condition = failures > retriesMax ? 'RetriesExhausted' : 'EventAgeExceeded';
    if (deadLetter !== undefined) await deliver(deadLetter, JSON.parse(payload), spec);
    if (onFailure !== undefined)
      await deliver(onFailure, recordOf(spec, payload, result, requestId, condition, attempt), spec);
    return;
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function recordOf(
  spec: FunctionSpec,
  payload: string,
  result: InvokeResult,
  requestId: string,
  condition: string,
  approximateInvokeCount: number,
): unknown {
  const failure = result.kind === 'error' ? result : undefined;
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: { requestId, functionArn: `${spec.arn}:$LATEST`, condition, approximateInvokeCount },
    requestPayload: JSON.parse(payload) as unknown,
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(failure !== undefined && { functionError: failure.unhandled ? 'Unhandled' : 'Handled' }),
    },
    responsePayload:
      result.kind === 'ok' ? result.payload : { errorType: result.errorType, errorMessage: result.errorMessage },
  };
}
