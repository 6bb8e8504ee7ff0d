import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Publish } from '../../shared/publish.ts';
import { type End, orderEvent } from '../domain/order/events.ts';
import type { EndState, Order } from '../domain/order/order.ts';
import type { UntoldEnds } from './untold-ends.ts';

export type TellEnd = (order: Order, state: EndState, end: End) => Promise<void>;

export type TellEndDeps = {
  readonly publish: Publish;
  readonly told: UntoldEnds['told'];
  readonly log: Log;
  /** The saga's, whoever tells: its alarm has to hear of each order that is stuck. */
  readonly meter: Meter;
};

const counted = { delivered: 'OrdersDelivered', undone: 'OrdersUndone', stuck: 'OrdersStuck' } as const;

/** Tells how an order ended. Who dies before it is noted as told leaves it to be told again, under the same id. */
export const tellEndBy =
  ({ publish, told, log, meter }: TellEndDeps): TellEnd =>
  async (order, state, end) => {
    await publish([orderEvent(order, state, end)]);
    log.info('order.ended', { orderId: order.id, state, reason: end.reason });
    meter.count(counted[state]);
    meter.flush();
    await told(order.id, state);
  };
