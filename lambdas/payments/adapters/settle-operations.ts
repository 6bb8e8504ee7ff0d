import type { EventEnvelope } from '../../contracts/event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Publish } from '../../shared/publish.ts';
import { type Operation, operationId } from '../domain/operation.ts';
import { refusedOnLane } from '../domain/refused-on-lane.ts';
import { publicId } from '../domain/transfer-id.ts';
import { isRemembered, isSuccess, type Verdict } from '../domain/verdict.ts';
import type { Ledger } from './aurora-ledger.ts';
import type { Nudge } from './nudge.ts';

export type SettlingDeps = {
  readonly post: Ledger['post'];
  /** States what the ledger keeps nothing of: who asked was answered before it was tried. */
  readonly publish: Publish;
  readonly nudge: Nudge;
  readonly log: Log;
  readonly meter: Meter;
};

/** Posts operations of a lane in one call. @param at when they were asked for @returns a verdict for each */
export type SettleOperations = (operations: readonly Operation[], at: string) => Promise<Verdict[]>;

/** Every key has one effect in the ledger, so what is settled again changes nothing and finds the same verdicts. */
export function makeSettleOperations({ post, publish, nudge, log, meter }: SettlingDeps): SettleOperations {
  function count(verdicts: readonly Verdict[]): void {
    const fresh = verdicts.filter(({ replayed }) => !replayed);
    const done = fresh.filter(({ outcome }) => isSuccess(outcome)).length;
    meter.count('OperationsSettled', done);
    meter.count('OperationsRefused', fresh.length - done);
  }

  return async (operations, at) => {
    const verdicts = await post(operations);
    await nudge();
    const unkept = operations.flatMap((operation, index): EventEnvelope[] => {
      const verdict = verdicts[index];
      // Of a group the member that it failed for tells why.
      return verdict === undefined ||
        isSuccess(verdict.outcome) ||
        isRemembered(verdict.outcome) ||
        verdict.outcome === 'group-invalid'
        ? []
        : refusedOnLane(operation, verdict.outcome, at);
    });
    if (unkept.length > 0) await publish(unkept);
    count(verdicts);
    for (const [index, { outcome }] of verdicts.entries())
      if (!isSuccess(outcome))
        log.info('operation.refused', { transferId: publicId(operationId(operations[index] as Operation)), outcome });
    return verdicts;
  };
}
