import { type OperationsRequested, operationsRequested } from '../../contracts/payments.ts';
import type { PayoutPart } from '../../contracts/payouts.ts';
import type { Sleep } from '../../shared/backoff.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import { invariant } from '../../shared/invariant.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { PoisonRecord } from '../../shared/poison-record.ts';
import { makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { PayoutFiles } from '../adapters/payout-files-table.ts';
import { makeSettleOperations, type SettlingDeps } from '../adapters/settle-operations.ts';
import { answerPart, finishFile, type PartSettling } from '../adapters/settle-payout-part.ts';
import type { Operation } from '../domain/operation.ts';
import { isPartDone } from '../domain/payouts/file.ts';
import type { PaidRow } from '../domain/payouts/result.ts';
import { fromRequested } from '../domain/requested.ts';

export type SettleBulkDeps = Omit<PartSettling, 'files'> &
  SettlingDeps & {
    readonly files: PartSettling['files'] & Pick<PayoutFiles, 'get'>;
    readonly park: ParkingLot;
    /** In one call of the ledger: a long one keeps payments that are answered at once waiting. */
    readonly operationsPerCall: number;
    /** What comes after the ledger has to carry as well: this much leaves room for those who wait for an answer. */
    readonly operationsPerSec: number;
    readonly pause: Sleep;
  };

const decode = decodeEventOf({ 'sangam.payments.operations-requested.v1': operationsRequested });

/** Works off the bulk lane. A part of a file is answered row by row, and the last one finishes the file. */
export function makeSettleBulk({
  park,
  operationsPerCall,
  operationsPerSec,
  pause,
  ...deps
}: SettleBulkDeps): StreamConsumer {
  const { files, now, log, meter } = deps;
  const settle = makeSettleOperations(deps);

  async function pay(operations: readonly Operation[], at: string): Promise<PaidRow[]> {
    const paid: PaidRow[] = [];
    for (const call of callsOf(operations, operationsPerCall)) {
      const startedAtMs = now().getTime();
      const verdicts = await settle(call, at);
      for (const [index, { reference = '' }] of call.entries()) {
        const verdict = verdicts[index];
        invariant(verdict !== undefined, 'the ledger answers every operation');
        paid.push({ reference, verdict });
      }
      const restMs = startedAtMs + (call.length * 1000) / operationsPerSec - now().getTime();
      if (restMs > 0) await pause(restMs);
    }
    return paid;
  }

  async function payPart(part: PayoutPart, { data, time }: OperationsRequested): Promise<void> {
    const file = await files.get(part.fileId);
    if (file === undefined) throw new PoisonRecord('names a payout file that is not there');
    // What was answered stays answered: an account that is there only now must not be paid behind its result.
    const answered = isPartDone(file, part.number)
      ? file
      : await answerPart(deps, part, await pay(data.operations.map(fromRequested), time));
    await finishFile(deps, answered);
  }

  return makeStreamConsumer({
    decode,
    handle: async (commands) => {
      for (const { event } of commands) {
        const { part, operations } = event.data;
        if (part === undefined) await pay(operations.map(fromRequested), event.time);
        else await payPart(part, event);
      }
    },
    park,
    log,
    meter,
  });
}

/** Calls of about so many operations; members of a group are decided in one. */
function* callsOf(operations: readonly Operation[], size: number): Generator<readonly Operation[]> {
  for (let from = 0; from < operations.length; ) {
    let to = Math.min(from + size, operations.length);
    while (operations[to]?.group !== undefined && operations[to]?.group === operations[to - 1]?.group) to++;
    yield operations.slice(from, to);
    from = to;
  }
}
