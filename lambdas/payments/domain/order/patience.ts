/** How often something is tried, and how long is waited in between: `firstSec`, then twice as long each time. */
export type Patience = { readonly attempts: number; readonly firstSec: number; readonly mostSec: number };

/** Ours: the database, the streams. They come back, and nobody else would go on with the order. */
export const forOurselves: Patience = { attempts: 500, firstSec: 1, mostSec: 300 };
/** A customer waits. */
export const forAsking: Patience = { attempts: 4, firstSec: 2, mostSec: 15 };
/** It is paid and waits for its delivery: ten minutes. */
export const forConfirming: Patience = { attempts: 8, firstSec: 5, mostSec: 300 };
/** The customer has the money; only the vendor has to hear of it: two hours. */
export const forCancelling: Patience = { attempts: 20, firstSec: 5, mostSec: 600 };
/** Until the reversal lane has paid back: a day. */
export const forReversing: Patience = { attempts: 160, firstSec: 1, mostSec: 600 };
/** Until the order that a late answer is of has ended: more than its execution may take. */
export const forEnding: Patience = { attempts: 1000, firstSec: 1, mostSec: 900 };

/** @param attempt the one that failed, from 1 @returns seconds until the next, `undefined` when it was the last */
export const delaySec = ({ attempts, firstSec, mostSec }: Patience, attempt: number): number | undefined =>
  attempt >= attempts ? undefined : Math.min(mostSec, firstSec * 2 ** Math.min(attempt - 1, 20));

/** Seconds between the times a vendor is asked again, over all of its time. */
export function pollDelaysSec(timeoutSec: number): readonly number[] {
  const delays: number[] = [];
  for (let left = timeoutSec, next = 1; left > 0; next = Math.min(next * 2, 900)) {
    const delay = Math.min(next, left);
    delays.push(delay);
    left -= delay;
  }
  return delays;
}
