import { isAway } from '../../shared/is-away.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { StartSaga } from '../adapters/executions.ts';
import type { UnfinishedOrder, UnfinishedOrders } from '../adapters/unfinished-orders.ts';
import type { ToldLate } from './untold.ts';

export type ResumeOrdersDeps = {
  readonly unfinished: UnfinishedOrders;
  readonly start: StartSaga;
  /** Tells ends that nobody told. */
  readonly tellUntold: () => Promise<ToldLate>;
  readonly log: Log;
  readonly meter: Meter;
};

/** Whoever placed it died before it was begun: a request takes seconds. */
const placedSec = 10 * 60;
/** An execution takes seven days at most and holds last three: twelve hours later nobody goes on with the order any more. */
export const lostSec = 7.5 * 86_400;
const ordersPerRun = 500;

/**
 * By the clock: begins orders that were kept and never begun, has orders brought to their end whose execution is gone, and
 * tells ends that an execution died before telling. One order that cannot be begun holds back no other. Metrics, each with an
 * alarm: `OrdersResumed`, those whose execution was gone; `OrdersToldLate`; `OrderEndsParked`, those that cannot be told.
 * @throws Error when an order could not be begun; the next run tries again
 */
export const makeResumeOrders =
  ({ unfinished, start, tellUntold, log, meter }: ResumeOrdersDeps) =>
  async (): Promise<void> => {
    async function resume({ id, ageSec }: UnfinishedOrder): Promise<void> {
      // The same number for as long as such an execution may take: one at a time.
      const again = Math.floor(ageSec / lostSec);
      await start({ run: 'order', orderId: id, ...(again > 0 && { again }) });
      log.warn('order.resumed', { orderId: id, again });
      if (again > 0) meter.count('OrdersResumed');
    }

    let failed = 0;
    for (const order of await unfinished({ placedSec, lostSec }, ordersPerRun))
      try {
        await resume(order);
      } catch (error) {
        failed++;
        log.error('order.not-resumed', error, { orderId: order.id });
        // Nor can the others be begun then, and each would be tried for seconds.
        if (isAway(error)) break;
      }
    try {
      const { told, parked } = await tellUntold();
      if (told > 0) log.warn('orders.told-late', { told });
      meter.count('OrdersToldLate', told);
      meter.count('OrderEndsParked', parked);
    } finally {
      meter.flush();
    }
    if (failed > 0) throw new Error(`${failed} orders could not be begun`);
  };
