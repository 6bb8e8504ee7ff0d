import type { Operation } from './operation.ts';

/** When the next operation moves on by itself; infinity when none does. */
export function nextDueMs(operations: Iterable<Operation>): number {
  let next = Number.POSITIVE_INFINITY;
  for (const operation of operations)
    if (isTimed(operation))
      next = Math.min(
        next,
        operation.dueAtMs ?? Number.POSITIVE_INFINITY,
        operation.heartbeatAtMs ?? Number.POSITIVE_INFINITY,
      );
  return next;
}

/** The operations whose time has come, as they are from then on. */
export function settleDue(operations: Iterable<Operation>, nowMs: number): Operation[] {
  const settled: Operation[] = [];
  for (const operation of operations) {
    if (!isTimed(operation)) continue;
    const isOver = (operation.dueAtMs ?? Number.POSITIVE_INFINITY) <= nowMs;
    const isSilent = (operation.heartbeatAtMs ?? Number.POSITIVE_INFINITY) <= nowMs;
    if (isOver || isSilent) settled.push(settle(operation, nowMs, isOver));
  }
  return settled;
}

function settle(operation: Operation, nowMs: number, isOver: boolean): Operation {
  if (operation.type === 'STEP') return { ...operation, status: 'READY', dueAtMs: undefined };
  if (operation.type === 'WAIT') return { ...operation, status: 'SUCCEEDED', endedAtMs: nowMs };
  return {
    ...operation,
    status: 'TIMED_OUT',
    endedAtMs: nowMs,
    error: isOver
      ? { ErrorType: 'Callback.Timeout', ErrorMessage: 'Callback timed out' }
      : { ErrorType: 'Callback.Heartbeat', ErrorMessage: 'Callback timed out on heartbeat' },
  };
}

const isTimed = ({ type, status }: Operation): boolean =>
  type === 'STEP' ? status === 'PENDING' : status === 'STARTED' && (type === 'WAIT' || type === 'CALLBACK');
