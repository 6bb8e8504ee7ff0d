import type { Orders } from '../adapters/orders-table.ts';
import type { TellEnd } from '../adapters/tell-end.ts';
import type { UntoldEnds } from '../adapters/untold-ends.ts';

export type TellUntoldDeps = {
  readonly waiting: UntoldEnds['waiting'];
  readonly read: Orders['read'];
  readonly tellEnd: TellEnd;
};

const endsPerRun = 500;

/** Tells ends of orders whose execution died before it told them. @returns how many */
export const makeTellUntold =
  ({ waiting, read, tellEnd }: TellUntoldDeps) =>
  async (): Promise<number> => {
    const ends = await waiting(endsPerRun);
    for (const { orderId, state, ...end } of ends) {
      const known = await read(orderId);
      if (known === undefined) throw new Error('the order of an end is there');
      await tellEnd(known.order, state, end);
    }
    return ends.length;
  };
