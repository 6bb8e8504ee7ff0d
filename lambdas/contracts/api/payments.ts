import { z } from 'zod';
import { customerId, instant, instantAnywhere } from '../event.ts';
import { accountId, paymentContext } from '../payments.ts';
import { balanceSum, sum } from './money.ts';
import { usedCurrency } from './used-currency.ts';
import { wholeNumber } from './whole-number.ts';

export { idempotencyKey } from './idempotency-key.ts';

const transferId = z
  .string()
  .regex(/^[a-z-]{1,20}\.[A-Za-z0-9:._-]{1,200}$/, 'must be an id that a transfer was answered with')
  .meta({ examples: ['api.5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11'] });
export const transferPath = z.strictObject({ transferId });

/** Half of a surrogate pair and NUL have no place in the database, and other controls take six characters there. */
const writable = /^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u;
/** In somebody's own words; kept with the transfer and in no event or log. */
const words = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => writable.test(text), 'must be whole characters without controls')
    .optional();
const reference = z
  .string()
  .regex(/^[\x20-\x7e]{1,120}$/, 'must be up to 120 printable ASCII characters')
  .optional();

export const transferRequest = z
  .strictObject({
    payee: customerId.describe('The customer or merchant who gets it'),
    amount: sum,
    kind: z.enum(['payment', 'gift', 'repayment', 'bill']).default('payment'),
    lane: z
      .enum(['instant', 'standard'])
      .default('instant')
      .describe('instant: posted before it is answered, whenever that is possible. standard: posted soon after'),
    note: words(200).describe('What it is for'),
    reference,
    context: paymentContext.optional().describe('Where and on what it was made'),
  })
  .meta({ id: 'TransferRequest' });
export type TransferRequest = z.output<typeof transferRequest>;

export const transferReceipt = z
  .strictObject({
    id: transferId,
    status: z
      .enum(['posted', 'accepted', 'review'])
      .describe(
        'accepted: on its lane; review: the money is held until an operator decides. GET the transfer to see what became of it',
      ),
    payer: customerId,
    payee: customerId,
    amount: sum,
    balance: balanceSum.nullable().describe("Of the payer's account afterwards; null while it is not posted"),
  })
  .meta({ id: 'TransferReceipt' });
export type TransferReceipt = z.infer<typeof transferReceipt>;

export const transfer = z
  .strictObject({
    id: transferId,
    operation: z.enum(['post', 'hold', 'capture', 'void', 'expire', 'reverse']),
    outcome: z.string().describe('posted, held, captured, voided, expired, reversed, or why it was refused'),
    payer: z.string(),
    payee: z.string(),
    amount: balanceSum.describe('Zero of a refusal that found nothing left'),
    reversed: balanceSum.describe('What was paid back of it so far'),
    kind: z.string().nullable(),
    reference: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'Transfer' });
export type Transfer = z.infer<typeof transfer>;

export const reversalRequest = z
  .strictObject({
    amount: sum.optional().describe('A part of it; all that is left when left out'),
    reason: words(120).describe('Why; kept with it, and told to nobody'),
  })
  .meta({ id: 'ReversalRequest' });

export const reversalReceipt = z
  .strictObject({ id: transferId, status: z.literal('accepted'), reverses: transferId })
  .meta({ id: 'ReversalReceipt' });

export const accountPath = z.strictObject({ accountId });

export const accountRequest = z
  .strictObject({
    owner: customerId.refine((owner) => owner !== 'system', 'must not be the system'),
    kind: z.enum(['customer', 'merchant']),
    currency: usedCurrency,
    floor: z
      .string()
      .regex(/^(0|-[1-9]\d{0,14})$/, 'must be zero or negative whole minor units')
      .default('0')
      .describe('The balance never falls below it; a negative one is an overdraft'),
  })
  .meta({ id: 'AccountRequest' });

export const account = z
  .strictObject({
    id: accountId,
    owner: customerId,
    kind: z.enum(['customer', 'merchant']),
    status: z.enum(['open', 'frozen', 'closed']),
    balance: balanceSum,
    held: balanceSum.describe('Kept for payments that are not settled yet'),
    available: balanceSum.describe('What may be paid now'),
    asOf: instant.nullable().describe('The instant that was asked for; only the balance is of then'),
  })
  .meta({ id: 'Account' });
export type AccountState = z.infer<typeof account>;

export const accountQuery = z.strictObject({
  at: instantAnywhere
    .refine((time) => !(new Date(time).getUTCFullYear() < 1), 'must be in the year 1 or later')
    .optional()
    .describe('The balance as it was then'),
});

export const statusRequest = z
  .strictObject({ status: z.enum(['open', 'frozen', 'closed']) })
  .meta({ id: 'StatusRequest' });

export const entriesQuery = z.strictObject({
  limit: wholeNumber(1, 200).default(50),
  before: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/, 'must be a cursor of the page before')
    .optional()
    .describe('The `next` of the page before'),
  kind: z
    .string()
    .regex(/^[a-z-]{1,60}$/)
    .optional()
    .describe(
      'Only entries of this kind, such as `payment` or `fee`. Pages are full; where 2,000 entries hold too few a page is short, and its `next` goes on behind them',
    ),
  direction: z.enum(['in', 'out']).optional().describe('Only what came in, or went out; pages as with `kind`'),
});

const entry = z.strictObject({
  transferId,
  outcome: z.string(),
  amount: balanceSum.describe('Negative where money went out'),
  held: balanceSum.describe('What a hold took, or gave back when negative'),
  balance: balanceSum,
  counterparty: z.string(),
  kind: z.string().nullable(),
  reference: z.string().nullable(),
  at: z.string(),
});

export const entries = z
  .strictObject({ entries: z.array(entry), next: z.string().nullable().describe('Ask for what came before these') })
  .meta({ id: 'Entries' });
export type Entries = z.infer<typeof entries>;

export const cashInRequest = z
  .strictObject({
    vendor: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be the id of a vendor'),
    reference: z
      .string()
      .regex(/^[\x21-\x7e]{1,120}$/, 'must be up to 120 printable ASCII characters')
      .describe("The vendor's number of it: the same again counts once"),
    customer: customerId,
    amount: sum,
  })
  .meta({ id: 'CashInRequest' });
export type CashInRequest = z.output<typeof cashInRequest>;

export const cashInReceipt = z
  .strictObject({
    id: transferId,
    status: z.enum(['posted', 'accepted']).describe('accepted: on its lane. The same again tells what became of it'),
    customer: customerId,
    amount: sum,
    fee: balanceSum,
    balance: balanceSum.nullable().describe('Of the wallet afterwards; null while it is not posted'),
  })
  .meta({ id: 'CashInReceipt' });
export type CashInReceipt = z.infer<typeof cashInReceipt>;
