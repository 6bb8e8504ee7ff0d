import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { StartSaga } from '../adapters/executions.ts';
import type { UnfinishedOrders } from '../adapters/unfinished-orders.ts';

export type ResumeOrdersDeps = {
  readonly unfinished: UnfinishedOrders;
  readonly start: StartSaga;
  /** Tells ends that nobody told. @returns how many */
  readonly tellUntold: () => Promise<number>;
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
 * tells ends that an execution died before telling. Metrics: `OrdersResumed`, those whose execution was gone, with an alarm;
 * `OrdersToldLate`.
 */
export const makeResumeOrders =
  ({ unfinished, start, tellUntold, log, meter }: ResumeOrdersDeps) =>
  async (): Promise<void> => {
    let resumed = 0;
    for (const { id, ageSec } of await unfinished({ placedSec, lostSec }, ordersPerRun)) {
      // The same number for as long as such an execution may take: one at a time.
      const again = Math.floor(ageSec / lostSec);
      await start({ run: 'order', orderId: id, ...(again > 0 && { again }) });
      log.warn('order.resumed', { orderId: id, again });
      if (again > 0) resumed++;
    }
    meter.count('OrdersResumed', resumed);
    const told = await tellUntold();
    if (told > 0) log.warn('orders.told-late', { told });
    meter.count('OrdersToldLate', told);
    meter.flush();
  };
