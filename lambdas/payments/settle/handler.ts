import type { EventEnvelope } from '../../contracts/event.ts';
import { maxOperations, type OperationsRequested, operationsRequested } from '../../contracts/payments.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import type { Publish } from '../../shared/publish.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import { type Operation, operationId } from '../domain/operation.ts';
import { refusedOnLane } from '../domain/refused-on-lane.ts';
import { fromRequested } from '../domain/requested.ts';
import { publicId } from '../domain/transfer-id.ts';
import { isRemembered, isSuccess, type Verdict } from '../domain/verdict.ts';

export type SettleDeps = {
  readonly post: Ledger['post'];
  /** States what the ledger keeps nothing of: who asked was answered before it was tried. */
  readonly publish: Publish;
  readonly nudge: Nudge;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

const decode = decodeEventOf({ 'sangam.payments.operations-requested.v1': operationsRequested });

/**
 * Works off a lane: a batch of commands is as few calls to the ledger as it takes. Every key has one effect there, so a
 * batch that is delivered again changes nothing and finds the same verdicts.
 */
export function makeSettle({ post, publish, nudge, park, log, meter }: SettleDeps): StreamConsumer {
  async function settle(operations: readonly Operation[], at: string): Promise<void> {
    const verdicts = await post(operations);
    await nudge();
    const unkept = operations.flatMap((operation, index): EventEnvelope[] => {
      const verdict = verdicts[index];
      return verdict === undefined || isSuccess(verdict.outcome) || isRemembered(verdict.outcome)
        ? []
        : refusedOnLane(operation, verdict.outcome, at);
    });
    if (unkept.length > 0) await publish(unkept);
    count(verdicts);
    for (const [index, { outcome }] of verdicts.entries())
      if (!isSuccess(outcome))
        log.info('operation.refused', { transferId: publicId(operationId(operations[index] as Operation)), outcome });
  }

  function count(verdicts: readonly Verdict[]): void {
    const fresh = verdicts.filter(({ replayed }) => !replayed);
    const done = fresh.filter(({ outcome }) => isSuccess(outcome)).length;
    meter.count('OperationsSettled', done);
    meter.count('OperationsRefused', fresh.length - done);
  }

  return makeStreamConsumer({
    decode,
    handle: async (commands) => {
      for (const { operations, at } of callsOf(commands)) await settle(operations, at);
    },
    park,
    log,
    meter,
  });
}

type Call = { readonly operations: readonly Operation[]; readonly at: string };

/** Whole commands in their order, as many in a call as the ledger takes. */
function callsOf(commands: readonly Delivered<OperationsRequested>[]): Call[] {
  const calls: { operations: Operation[]; at: string }[] = [];
  for (const { event } of commands) {
    const operations = event.data.operations.map(fromRequested);
    const last = calls.at(-1);
    if (last !== undefined && last.operations.length + operations.length <= maxOperations)
      last.operations.push(...operations);
    else calls.push({ operations, at: event.time });
  }
  return calls;
}
