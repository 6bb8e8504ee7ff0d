import { z } from 'zod';
import { eventOf } from './event.ts';
import { currencyCode } from './payments.ts';

const source = '/sangam/screening';
const told = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A rule that fired, with what it looked at and the thresholds that held; sums are minor units as text. */
const firedRule = z.object({
  id: z.string(),
  version: z.int(),
  mode: z.enum(['live', 'shadow']),
  action: z.enum(['step-up', 'review', 'block']),
  values: z.record(z.string(), told),
  thresholds: z.record(z.string(), told),
});

/** What screening says of a payment, by at least one rule or block; `subject` is the payer. */
export const paymentFlagged = eventOf(
  'sangam.screening.payment-flagged.v1',
  source,
  z.object({
    transferId: z.string().min(1).max(280),
    /** asked: before it was posted, which `decision` then stopped. posted: afterwards, with all states. */
    stage: z.enum(['asked', 'posted']),
    /** `allow` when only rules in the shadow fired. */
    decision: z.enum(['allow', 'step-up', 'review', 'block']),
    source: z.enum(['state', 'static']),
    ruleSetVersion: z.int(),
    rules: z.array(firedRule),
    blockedFor: z.string().nullable(),
    payee: z.string().max(80),
    amount: z.string().regex(/^\d{1,18}$/),
    currency: currencyCode,
  }),
);
export type PaymentFlagged = z.infer<typeof paymentFlagged>;

/** A threshold that moved by more than its step; `subject` is the customer, or the region whose traffic moved it. */
export const thresholdChanged = eventOf(
  'sangam.screening.threshold-changed.v1',
  source,
  z.object({
    ruleId: z.string(),
    ruleVersion: z.int(),
    threshold: z.string(),
    by: z.enum(['own-habit', 'load']),
    from: z.union([z.string(), z.number()]),
    to: z.union([z.string(), z.number()]),
    currency: currencyCode,
  }),
);
export type ThresholdChanged = z.infer<typeof thresholdChanged>;
