import { backOffMs } from './after-attempt.ts';
import { isTransient } from './aws-error.ts';
import type { Destination } from './destination.ts';
import type { DiscardedBatch } from './failure-record.ts';
import type { MappingCounters } from './mapping-counters.ts';
import type { Stopping } from './shard-context.ts';
import type { PollerLog } from './types.ts';

/**
 * Puts a batch into the destination. A service that is away is waited for; a refusal loses the batch, as on AWS, and is
 * logged with where the records are. Stopping while waiting leaves the batch unparked: the caller keeps the checkpoint.
 * @returns false when stopped before the batch was parked.
 */
export async function discardTo(
  destination: Destination | undefined,
  batch: DiscardedBatch,
  deps: { readonly stopping: Stopping; readonly counters: MappingCounters; readonly log: PollerLog },
): Promise<boolean> {
  const details = {
    function: batch.functionArn,
    condition: batch.condition,
    shardId: batch.shardId,
    from: batch.records.at(0)?.sequenceNumber,
    to: batch.records.at(-1)?.sequenceNumber,
    records: batch.records.length,
    invocations: batch.invocations,
  };
  // What failed because everything ends is delivered again after the next start, not given up.
  if (deps.stopping.stopped()) return false;
  if (destination === undefined) {
    deps.counters.lostRecords += batch.records.length;
    deps.log('mapping.batch-dropped', details);
    return true;
  }
  for (let failuresInRow = 1; !deps.stopping.stopped(); failuresInRow += 1) {
    try {
      await destination.put(batch);
      deps.log('mapping.batch-parked', details);
      return true;
    } catch (error) {
      deps.log('mapping.destination-failed', { ...details, cause: String(error) });
      if (!isTransient(error)) {
        deps.counters.lostRecords += batch.records.length;
        return true;
      }
      await deps.stopping.bell.ringAfter(deps.stopping.bell.rings(), backOffMs(failuresInRow));
    }
  }
  return false;
}
