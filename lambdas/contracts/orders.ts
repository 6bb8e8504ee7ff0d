import { z } from 'zod';
import { eventOf } from './event.ts';

/** What is told of an order or a cash-out, to who pays it. Sums in minor units. */
const orderFact = z.object({
  orderId: z.string().max(36),
  kind: z.enum(['order', 'cash-out']),
  vendor: z.string().max(40),
  merchant: z.string().max(64).nullable(),
  amount: z.string().regex(/^\d{1,18}$/),
  /** What was paid of it: less when the vendor delivered a part, zero when it was undone. */
  captured: z.string().regex(/^\d{1,18}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  reference: z.string().max(120),
  /** Why it was undone or is stuck. */
  reason: z.string().max(60).nullable(),
});
export type OrderFact = z.infer<typeof orderFact>;

const fact = <Type extends string>(type: Type) => eventOf(type, '/sangam/payments', orderFact);

export const orderPlaced = fact('sangam.payments.order-placed.v1');
export const orderDelivered = fact('sangam.payments.order-delivered.v1');
export const orderUndone = fact('sangam.payments.order-undone.v1');
export const orderStuck = fact('sangam.payments.order-stuck.v1');
