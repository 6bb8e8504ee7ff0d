import type { Publish } from '../../shared/publish.ts';
import { eventsOf } from '../domain/fact-events.ts';
import type { Ledger } from './aurora-ledger.ts';

/** One answer of the Data API: a fact has some 600 bytes, and 1 MiB is the limit. */
const factsPerCall = 800;
/** Longer than a publisher may run: until then nobody else may take what it took. */
const leaseSec = 150;

/**
 * Publishes what the ledger has stated, in its order, until nothing is waiting. Facts leave at least once: those of a
 * publisher that died are taken again when its lease is over, and have the same ids.
 * @returns how many facts it published
 */
export async function publishWaiting(
  { takeFacts, factsSent }: Pick<Ledger, 'takeFacts' | 'factsSent'>,
  publish: Publish,
): Promise<number> {
  let published = 0;
  for (;;) {
    const facts = await takeFacts(factsPerCall, leaseSec);
    if (facts.length === 0) return published;
    await publish(facts.flatMap(eventsOf));
    await factsSent(facts);
    published += facts.length;
  }
}
