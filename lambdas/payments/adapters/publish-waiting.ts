import { type Sleep, sleep } from '../../shared/backoff.ts';
import type { Publish } from '../../shared/publish.ts';
import { eventsOf } from '../domain/fact-events.ts';
import type { Ledger } from './aurora-ledger.ts';

/** One answer of the Data API: a fact has some 600 bytes, and 1 MiB is the limit. */
const factsPerCall = 800;
/** Several times what publishing so many takes. Who needs longer publishes what another does too, under the same ids. */
const leaseSec = 30;
/** How often, and how many times, to look again at what another publisher took: longer than a lease. */
const lookMs = 500;
const looksMax = 70;

export type WaitingFacts = Pick<Ledger, 'takeFacts' | 'factsTaken' | 'factsSent'>;

/**
 * Publishes what the ledger has stated, in its order, until nothing is waiting. Facts leave at least once: those of a
 * publisher that died are taken again when its lease is over, and have the same ids. So a nudge that is delivered again
 * because its publisher died is not done before those facts are out.
 * @returns how many facts it published
 */
export async function publishWaiting(
  { takeFacts, factsTaken, factsSent }: WaitingFacts,
  publish: Publish,
  pause: Sleep = sleep,
): Promise<number> {
  let published = 0;
  for (let looks = 0; ; ) {
    const facts = await takeFacts(factsPerCall, leaseSec);
    if (facts.length > 0) {
      await publish(facts.flatMap(eventsOf));
      await factsSent(facts);
      published += facts.length;
    } else {
      if (looks === looksMax || !(await factsTaken())) return published;
      looks++;
      await pause(lookMs);
    }
  }
}
