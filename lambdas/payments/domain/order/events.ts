import type { EventEnvelope } from '../../../contracts/event.ts';
import type { OrderFact } from '../../../contracts/orders.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import type { EndState, Order } from './order.ts';

/** When an order came to its end, what was paid of it in minor units, and why it did not go well. */
export type End = { readonly at: string; readonly captured: bigint; readonly reason?: string | undefined };

/** An order was placed, or ended. Said again it has the same id. */
export const orderEvent = (
  { id, payer, kind, vendor, merchant, amount, reference }: Order,
  what: 'placed' | EndState,
  { at, captured, reason }: End,
): EventEnvelope => ({
  specversion: '1.0',
  id: deterministicId('payments', 'order', id, what),
  source: '/sangam/payments',
  type: `sangam.payments.order-${what}.v1`,
  subject: payer,
  time: at,
  datacontenttype: 'application/json',
  data: {
    orderId: id,
    kind,
    vendor,
    merchant,
    amount: amount.minor.toString(),
    captured: captured.toString(),
    currency: amount.currency,
    reference,
    reason: reason ?? null,
  } satisfies OrderFact,
});
