import type { Operation } from './operation.ts';

/** Events carry times as ISO 8601, answers of the API as seconds since the epoch. */
export type WriteTime = (ms: number) => string | number;
export const asIso: WriteTime = (ms) => new Date(ms).toISOString();
export const asSeconds: WriteTime = (ms) => ms / 1000;

/** https://docs.aws.amazon.com/lambda/latest/api/API_Operation.html */
export function onWire(operation: Operation, time: WriteTime): unknown {
  const { startedAtMs, endedAtMs } = operation;
  return {
    Id: operation.id,
    ParentId: operation.parentId,
    Name: operation.name,
    Type: operation.type,
    SubType: operation.subType,
    Status: operation.status,
    StartTimestamp: time(startedAtMs),
    ...(endedAtMs !== undefined && { EndTimestamp: time(endedAtMs) }),
    ...detailsOf(operation, time),
  };
}

function detailsOf(operation: Operation, time: WriteTime): object {
  const { dueAtMs } = operation;
  const ended = { Result: operation.result, Error: operation.error };
  switch (operation.type) {
    case 'EXECUTION':
      return { ExecutionDetails: { InputPayload: operation.input } };
    case 'STEP':
      return {
        StepDetails: {
          Attempt: operation.attempt ?? 0,
          ...(dueAtMs !== undefined && { NextAttemptTimestamp: time(dueAtMs) }),
          ...ended,
        },
      };
    case 'WAIT':
      return { WaitDetails: dueAtMs === undefined ? {} : { ScheduledEndTimestamp: time(dueAtMs) } };
    case 'CALLBACK':
      return { CallbackDetails: { CallbackId: operation.callbackId, ...ended } };
    case 'CHAINED_INVOKE':
      return { ChainedInvokeDetails: ended };
    case 'CONTEXT':
      return { ContextDetails: { ReplayChildren: operation.replayChildren, ...ended } };
  }
}
