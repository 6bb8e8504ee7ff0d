import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Publish } from '../../shared/publish.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import type { Orders } from '../adapters/orders-table.ts';
import type { ReadTransfer } from '../adapters/transfers-reader.ts';
import type { UntoldEnds } from '../adapters/untold-ends.ts';
import type { VendorCalls } from '../adapters/vendor-calls.ts';
import type { VendorDirectory } from '../adapters/vendor-directory.ts';
import type { Order } from '../domain/order/order.ts';

export type OrderSagaDeps = {
  readonly orders: Omit<Orders, 'open' | 'list'>;
  readonly ledger: Pick<Ledger, 'post' | 'systemAccount'>;
  readonly readTransfer: ReadTransfer;
  readonly vendors: VendorCalls;
  readonly vendorNamed: VendorDirectory['named'];
  readonly reversalLane: Publish;
  /** States events on `domain-events`. */
  readonly publish: Publish;
  readonly told: UntoldEnds['told'];
  readonly nudge: Nudge;
  readonly now: Clock;
  readonly log: Log;
  readonly meter: Meter;
};

/** An order and where its vendor is reached. */
export type Job = {
  readonly order: Order;
  readonly endpoint: string;
  readonly answers: 'callback' | 'poll';
};
