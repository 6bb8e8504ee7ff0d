import { maxOperations, type OperationsRequested, operationsRequested } from '../../contracts/payments.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import { makeSettleOperations, type SettlingDeps } from '../adapters/settle-operations.ts';
import type { Operation } from '../domain/operation.ts';
import { fromRequested } from '../domain/requested.ts';

export type SettleDeps = SettlingDeps & { readonly park: ParkingLot };

const decode = decodeEventOf({ 'sangam.payments.operations-requested.v1': operationsRequested });

/** Works off a lane: a batch of commands is as few calls to the ledger as it takes. A batch may be delivered again. */
export function makeSettle({ park, ...deps }: SettleDeps): StreamConsumer {
  const settle = makeSettleOperations(deps);
  return makeStreamConsumer({
    decode,
    handle: async (commands) => {
      for (const { operations, at } of callsOf(commands)) await settle(operations, at);
    },
    park,
    log: deps.log,
    meter: deps.meter,
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
