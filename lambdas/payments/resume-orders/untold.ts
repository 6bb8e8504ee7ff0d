import { isAway } from '../../shared/is-away.ts';
import type { Log } from '../../shared/log.ts';
import type { Orders } from '../adapters/orders-table.ts';
import type { TellEnd } from '../adapters/tell-end.ts';
import type { UntoldEnd, UntoldEnds } from '../adapters/untold-ends.ts';

export type TellUntoldDeps = Pick<UntoldEnds, 'waiting' | 'park'> & {
  readonly read: Orders['read'];
  readonly tellEnd: TellEnd;
  readonly log: Log;
};

/** How many ends were told, and how many cannot be. */
export type ToldLate = { readonly told: number; readonly parked: number };

const endsPerRun = 500;
const causeMax = 200;

/**
 * Tells ends of orders whose execution died before it told them. One that cannot be told is parked, and the others go on.
 * @throws what says that the database or the stream is away: all of them wait for the next run
 */
export const makeTellUntold =
  ({ waiting, park, read, tellEnd, log }: TellUntoldDeps) =>
  async (): Promise<ToldLate> => {
    async function tell({ orderId, state, ...end }: UntoldEnd): Promise<boolean> {
      try {
        const known = await read(orderId);
        if (known === undefined) throw new Error('the order of an end is there');
        await tellEnd(known.order, state, end);
        return true;
      } catch (error) {
        if (isAway(error)) throw error;
        log.error('end.parked', error, { orderId, state });
        await park(orderId, state, String(error).slice(0, causeMax));
        return false;
      }
    }

    const ends = await waiting(endsPerRun);
    let told = 0;
    for (const end of ends) if (await tell(end)) told++;
    return { told, parked: ends.length - told };
  };
