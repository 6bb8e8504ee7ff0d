import { z } from 'zod';
import { eventOf, instant } from './event.ts';
import { maxOperations } from './max-operations.ts';
import { currencyCode, paymentContext } from './payment-context.ts';
import { payoutPart } from './payouts.ts';

export { currencyCode, type PaymentContext, paymentContext } from './payment-context.ts';

const source = '/sangam/payments';

const minorUnits = z.string().regex(/^\d{1,18}$/);
const signedMinorUnits = z.string().regex(/^-?\d{1,18}$/);

/** Owner and currency: `asha:INR`. Everybody has one wallet in a currency. */
export const accountId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}:[A-Z]{3}$/, 'must be an owner and a currency, such as asha:INR');

/** What judged a payment when the payer's limits did not: `static` without them, `none` without rules for its currency. */
export const screeningMark = z.enum(['static', 'none']);
export type ScreeningMark = z.infer<typeof screeningMark>;

/**
 * What the ledger did or refused, told to one side of it: `subject` is that side's owner. An operation between two
 * customers is two events, each with the balance of its own side alone.
 */
const ledgerFact = z.object({
  transferId: z.string().min(1).max(280),
  role: z.enum(['payer', 'payee', 'system']),
  account: z.string().max(80),
  /** The other side's owner, or its account when that is the system's. */
  counterparty: z.string().max(80),
  /** Left out where the ledger was not asked. */
  counterpartyKind: z.enum(['customer', 'merchant', 'system']).optional(),
  amount: minorUnits,
  currency: currencyCode,
  /** What it was for: `payment`, `fee`, `cash-in`. */
  kind: z.string().max(60).nullable(),
  reference: z.string().max(200).nullable(),
  /** Of the own account afterwards, and how many entries it has; null of one that is split over several. */
  balance: signedMinorUnits.nullable(),
  version: z.string().nullable(),
  /** The hold that was captured, voided or expired. */
  hold: z.string().nullable(),
  /** The transfer that was paid back, or a part of it. */
  reverses: z.string().nullable(),
  context: paymentContext.nullable(),
  screening: screeningMark.optional(),
});

const fact = <Type extends string>(type: Type) => eventOf(type, source, ledgerFact);

export const transferPosted = fact('sangam.payments.transfer-posted.v1');
export const fundsHeld = fact('sangam.payments.funds-held.v1');
export const holdCaptured = fact('sangam.payments.hold-captured.v1');
export const holdVoided = fact('sangam.payments.hold-voided.v1');
export const holdExpired = fact('sangam.payments.hold-expired.v1');
export const transferReversed = fact('sangam.payments.transfer-reversed.v1');
export const transferRefused = eventOf(
  'sangam.payments.transfer-refused.v1',
  source,
  ledgerFact.extend({ reason: z.string().max(60) }),
);

export type LedgerFactEvent = z.infer<typeof transferPosted>;

/** A code was paid: said to its payer and to its merchant, beside the transfer itself. */
export const qrPaid = eventOf(
  'sangam.payments.qr-paid.v1',
  source,
  z.object({
    transferId: z.string().min(1).max(280),
    role: z.enum(['payer', 'payee']),
    counterparty: z.string().max(80),
    amount: minorUnits,
    currency: currencyCode,
    /** Of a dynamic code. */
    requestId: z.string().max(36).nullable(),
    /** The merchant's own number, as the code says it. */
    order: z.string().max(25).nullable(),
  }),
);
export type QrPaidEvent = z.infer<typeof qrPaid>;

const request = {
  caller: z.string().regex(/^[A-Za-z0-9:._-]{1,64}$/),
  key: z.string().min(1).max(200),
  group: z.string().max(200).optional(),
  kind: z.string().max(60).optional(),
  reference: z.string().max(200).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
};
const money = z.object({ minor: minorUnits, currency: currencyCode });
const ledgerId = z.string().min(1).max(280);

/** An operation on its way to the ledger, as a lane carries it. */
export const requestedOperation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('post'), ...request, debit: ledgerId, credit: ledgerId, amount: money }),
  z.object({
    op: z.literal('hold'),
    ...request,
    debit: ledgerId,
    credit: ledgerId,
    amount: money,
    holdSec: z.int().positive(),
  }),
  z.object({ op: z.literal('capture'), ...request, hold: ledgerId, minor: minorUnits.optional() }),
  z.object({ op: z.literal('void'), ...request, hold: ledgerId }),
  z.object({ op: z.literal('reverse'), ...request, reverses: ledgerId, minor: minorUnits.optional() }),
]);
export type RequestedOperation = z.infer<typeof requestedOperation>;

export { maxOperations };

/** A command on a lane. Its `subject` pays, so one payer's commands stay in order. */
export const operationsRequested = eventOf(
  'sangam.payments.operations-requested.v1',
  source,
  z.object({
    operations: z.array(requestedOperation).min(1).max(maxOperations),
    /** The part of a payout file that these are. */
    part: payoutPart.optional(),
  }),
);
export type OperationsRequested = z.infer<typeof operationsRequested>;

/** The ledger has facts that are to become events; the record itself says nothing. */
export const factsWaiting = eventOf('sangam.payments.facts-waiting.v1', source, z.object({ since: instant }));
export type FactsWaiting = z.infer<typeof factsWaiting>;
