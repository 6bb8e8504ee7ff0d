import { z } from 'zod';
import { customerId, instant } from '../event.ts';
import { paymentContext } from '../payment-context.ts';
import { balanceSum, sum } from './money.ts';
import { usedCurrency } from './used-currency.ts';
import { wholeNumber } from './whole-number.ts';

export const vendorId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be the id of a vendor');
export const vendorPath = z.strictObject({ vendorId });

export const orderId = z.guid().meta({ examples: ['5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11'] });
export const orderPath = z.strictObject({ orderId });

const reference = z
  .string()
  .regex(/^[\x21-\x7e]{1,120}$/, 'must be up to 120 printable ASCII characters')
  .describe("The caller's number of it; the vendor gets it");

const item = z.strictObject({
  sku: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be up to 64 printable ASCII characters'),
  quantity: z.int().min(1).max(10_000),
});

const context = paymentContext.optional().describe('Where and on what it was asked for');

export const orderRequest = z
  .strictObject({
    vendor: vendorId.describe('Who delivers it, and has to confirm'),
    merchant: customerId.optional().describe('Who is paid; the vendor itself when left out'),
    amount: sum,
    reference,
    items: z.array(item).max(50).optional(),
    context,
  })
  .meta({ id: 'OrderRequest' });
export type NewOrder = z.output<typeof orderRequest>;

export const cashOutRequest = z
  .strictObject({ vendor: vendorId.describe('The bank that pays it out'), amount: sum, reference, context })
  .meta({ id: 'CashOutRequest' });

const orderState = z
  .enum(['placed', 'held', 'captured', 'delivered', 'undoing', 'undone', 'stuck'])
  .describe('Ends as delivered, undone, or stuck: then an operator puts it right');

export const orderReceipt = z
  .strictObject({ orderId, state: z.literal('placed').describe('It is under way; GET the order to see how far') })
  .meta({ id: 'OrderReceipt' });

export const order = z
  .strictObject({
    orderId,
    kind: z.enum(['order', 'cash-out']),
    state: orderState,
    vendor: vendorId,
    merchant: customerId.nullable(),
    amount: sum,
    captured: balanceSum.describe('What was paid of it: less when the vendor delivered a part'),
    reference,
    reason: z.string().nullable().describe('Why it is undone or stuck'),
    steps: z.array(z.strictObject({ step: z.string(), at: instant })),
  })
  .meta({ id: 'Order' });
export type OrderView = z.infer<typeof order>;

export const ordersQuery = z.strictObject({
  status: orderState
    .exclude(['delivered', 'undone'])
    .default('stuck')
    .describe('What has not ended well can be listed; those that are stuck when left out'),
  limit: wholeNumber(1, 100).default(50),
  after: orderId.optional().describe('The `next` of the page before'),
});

export const orders = z
  .strictObject({ orders: z.array(order), next: orderId.nullable().describe('Ask with it for those after these') })
  .meta({ id: 'Orders' });
export type OrderList = z.infer<typeof orders>;

export const vendorAnswerRequest = z
  .strictObject({
    status: z.enum(['accepted', 'refused']),
    amount: sum.optional().describe('What is delivered of it; all when left out'),
  })
  .meta({ id: 'VendorAnswer' });

export const vendorAnswerReceipt = z
  .strictObject({
    orderId,
    outcome: z
      .enum(['taken', 'too-late'])
      .describe('too-late: nobody waits for it any more; do not deliver, a cancellation follows'),
  })
  .meta({ id: 'VendorAnswerReceipt' });

const digits = z.string().regex(/^(0|[1-9]\d{0,17})$/, 'must be whole minor units');
const someDigits = z.string().regex(/^[1-9]\d{0,17}$/, 'must be whole minor units above zero');

export const vendorRequest = z
  .strictObject({
    lane: z
      .enum(['instant', 'standard', 'bulk'])
      .describe('Its class of service: which lane credits what it brings in'),
    currency: usedCurrency,
    min: someDigits.describe('The least it takes, in minor units'),
    max: someDigits,
    fee: z.strictObject({ minor: digits, basisPoints: z.int().min(0).max(10_000) }),
    timeoutSec: z.int().min(1).max(86_400).describe('How long its answer is waited for'),
    enabled: z.boolean(),
    endpoint: z
      .url({ protocol: /^https?$/ })
      .max(200)
      .optional()
      .describe('Where orders are sent: https'),
    answers: z
      .enum(['callback', 'poll'])
      .default('callback')
      .describe('What it does not answer at once: it calls back, or is asked again'),
    client: z
      .string()
      .regex(/^[A-Za-z0-9_+-]{1,128}$/, 'must be the id of a client')
      .optional()
      .describe('The client whose tokens it calls back with'),
  })
  .meta({ id: 'VendorRequest' });
export type NewVendor = z.output<typeof vendorRequest>;

export const vendor = z
  .strictObject({
    vendorId,
    ...vendorRequest.shape,
    endpoint: z.string().nullable(),
    answers: z.enum(['callback', 'poll']),
    client: z.string().nullable(),
  })
  .meta({ id: 'Vendor' });
export type VendorView = z.infer<typeof vendor>;

export const vendors = z.strictObject({ vendors: z.array(vendor) }).meta({ id: 'Vendors' });
