import { randomUUID } from 'node:crypto';
import { afterAttempt, backOffMs, type Piece, splitExpired, wholePiece } from './after-attempt.ts';
import type { DiscardCondition } from './failure-record.ts';
import { kinesisEventRecord } from './kinesis-event.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { ShardContext } from './shard-context.ts';
import { eventBytesOf, type StreamRecord } from './stream-record.ts';
import { type OpenWindow, windowFields } from './tumbling-window.ts';

/** A call of the function that closes a window has no records. */
export type WindowEnd = { readonly final: boolean; readonly early: boolean };

/**
 * Delivers a batch until each of its records is processed or discarded, with the mapping's retries.
 * @returns the window with the state that the function returned last; undefined when stopped before the end.
 */
export async function deliver(
  records: readonly StreamRecord[],
  window: OpenWindow | undefined,
  end: WindowEnd,
  context: ShardContext,
): Promise<{ readonly window: OpenWindow | undefined } | undefined> {
  const { mapping, stopping, timers, counters } = context;
  let pieces: readonly Piece<StreamRecord>[] = [wholePiece(records)];
  let current = window;
  let failuresInRow = 0;

  for (let [piece, ...rest] = pieces; piece !== undefined; [piece, ...rest] = pieces) {
    if (stopping.stopped()) return undefined;
    const { expired, live } = splitExpired(piece, mapping.recordAgeMaxMs, timers.nowMs());
    if (expired.items.length > 0) {
      if (!(await discard(expired, 'RecordAgeExceeded', null))) return undefined;
      pieces = live.items.length > 0 ? [live, ...rest] : rest;
      continue;
    }

    const outcome = await attempt(piece);
    const next = afterAttempt(piece, outcome, mapping);
    if (
      outcome.kind !== 'throttled' &&
      next.finished.length > 0 &&
      current !== undefined &&
      outcome.state !== undefined
    ) {
      current = { ...current, state: outcome.state };
    }
    if (next.finished.length > 0) finish(next.finished);
    if (next.discarded !== undefined) {
      const functionError = outcome.kind === 'failure' ? outcome.functionError : null;
      if (!(await discard(next.discarded, 'RetryAttemptsExhausted', functionError))) return undefined;
    }
    pieces = [...next.retry, ...rest];
    failuresInRow = next.backOff ? failuresInRow + 1 : 0;
    if (next.backOff) await stopping.bell.ringAfter(stopping.bell.rings(), backOffMs(failuresInRow, context.hurry()));
  }
  return { window: current };

  async function attempt(piece: Piece<StreamRecord>): Promise<Outcome> {
    counters.iteratorAgeMs = timers.nowMs() - (piece.items[0]?.arrivedAtMs ?? timers.nowMs());
    const first = await invokeOnce(piece);
    // Lambda may deliver again after success, when it loses the checkpoint: then the second outcome is the one that counts.
    return first.kind === 'success' && context.faults.deliverTwice(mapping.functionName) ? invokeOnce(piece) : first;
  }

  async function invokeOnce(piece: Piece<StreamRecord>): Promise<Outcome> {
    const result = await context.invoke(eventOf(piece.items));
    const outcome = outcomeOf(
      result,
      piece.items.map(({ sequenceNumber }) => sequenceNumber),
      {
        // A call without records has none to report.
        reportItemFailures: mapping.reportItemFailures && piece.items.length > 0,
        stateRequired: current !== undefined && !end.final,
      },
    );
    counters.invocations += 1;
    if (outcome.kind === 'failure') {
      counters.failedInvocations += 1;
      context.log('mapping.batch-failed', {
        function: mapping.functionName,
        shardId: context.source.shardId,
        records: piece.items.length,
        from: outcome.from,
        failures: piece.failures,
        cause: outcome.cause,
      });
    }
    return outcome;
  }

  function finish(items: readonly StreamRecord[]): void {
    counters.records += items.length;
    for (const item of items) counters.bytes += eventBytesOf(item);
    context.finish(items, current);
  }

  async function discard(
    piece: Piece<StreamRecord>,
    condition: DiscardCondition,
    functionError: 'Unhandled' | null,
  ): Promise<boolean> {
    const gone = await context.discard({
      requestId: randomUUID(),
      functionArn: mapping.functionReference,
      condition,
      invocations: piece.invocations,
      functionError,
      shardId: context.source.shardId,
      streamArn: mapping.sourceArn,
      records: piece.items,
      event: eventOf(piece.items),
      atMs: timers.nowMs(),
    });
    if (!gone) return false;
    counters.discardedRecords += piece.items.length;
    context.finish(piece.items, current);
    return true;
  }

  function eventOf(items: readonly StreamRecord[]): object {
    const Records = items.map((record) => kinesisEventRecord(record, context.source));
    return current === undefined ? { Records } : { Records, ...windowFields(current, context.source, end) };
  }
}
