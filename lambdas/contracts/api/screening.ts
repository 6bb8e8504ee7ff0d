import { z } from 'zod';
import { customerId, instant, instantAnywhere } from '../event.ts';
import { currencyCode, paymentContext } from '../payments.ts';
import { paymentFlagged } from '../screening.ts';
import { sum } from './money.ts';
import { usedCurrency } from './used-currency.ts';
import { wholeNumber } from './whole-number.ts';

/** The frame of a rule; what its condition may say is in docs/screening.md, and is checked by the function. */
const rule = z.strictObject({
  id: z.string().min(1).max(60),
  version: z.int().min(1).describe('One more with each change of the rule'),
  mode: z.enum(['live', 'shadow']).describe('shadow: told of, and decides nothing'),
  action: z.enum(['step-up', 'review', 'block']),
  condition: z.record(z.string().max(20), z.unknown()),
  thresholds: z.record(z.string().max(40), z.record(z.string().max(20), z.unknown())).optional(),
});

const rules = z.array(rule).max(200);
const mode = z.enum(['live', 'shadow']).describe('shadow: nothing of it decides, all of its rules are only told of');

export const ruleSetRequest = z
  .strictObject({ currency: usedCurrency, mode: mode.default('live'), rules })
  .meta({ id: 'RuleSetRequest' });
export type RuleSetRequest = z.infer<typeof ruleSetRequest>;

export const ruleSet = z
  .strictObject({
    currency: currencyCode,
    version: z.int(),
    mode,
    rules,
    createdAt: instant,
    createdBy: z.string(),
  })
  .meta({ id: 'RuleSet' });
export type RuleSetState = z.infer<typeof ruleSet>;

export const ruleSets = z.strictObject({ ruleSets: z.array(ruleSet) }).meta({ id: 'RuleSets' });

const pastPayment = z.strictObject({
  id: z.string().min(1).max(280),
  at: instantAnywhere,
  payer: customerId,
  payee: customerId,
  payeeKind: z.enum(['customer', 'merchant']),
  amount: sum,
  context: paymentContext.optional(),
});

export const dryRunRequest = z
  .strictObject({
    currency: currencyCode,
    rules,
    payments: z.array(pastPayment).min(1).max(1000).optional().describe('In the order of their time'),
    customer: customerId.optional().describe('Instead of payments: the last ones of this customer'),
    last: z.int().min(1).max(1000).default(200).describe('How many of the customer'),
  })
  .refine(({ payments, customer }) => (payments === undefined) !== (customer === undefined), {
    path: ['payments'],
    message: 'either these or a customer must be there',
  })
  .meta({ id: 'DryRunRequest' });
export type DryRunRequest = z.output<typeof dryRunRequest>;

const decision = z.enum(['allow', 'step-up', 'review', 'block']);
const told = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const dryRunReport = z
  .strictObject({
    payments: z.int().min(0).describe('How many were judged'),
    changes: z.record(z.string(), z.int()).describe('How many decisions would change, by `before>after`'),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        version: z.int(),
        mode: z.enum(['live', 'shadow']),
        hits: z.int(),
        changed: z.int().describe('Hits where the decision would be another one'),
        samples: z.array(
          z.strictObject({ paymentId: z.string(), before: decision, after: decision, values: told, thresholds: told }),
        ),
      }),
    ),
  })
  .meta({ id: 'DryRunReport' });
export type DryRunReport = z.infer<typeof dryRunReport>;

export const reviewRequest = z
  .strictObject({
    decision: z.enum(['release', 'refuse']).describe('release: it is paid. refuse: the money goes back'),
  })
  .meta({ id: 'ReviewRequest' });

export const reviewReceipt = z
  .strictObject({
    id: z.string().describe('Of what the ledger did'),
    reviewed: z.string(),
    status: z.enum(['released', 'refused']),
  })
  .meta({ id: 'ReviewReceipt' });
export type ReviewReceipt = z.infer<typeof reviewReceipt>;

export const reviewsQuery = z.strictObject({
  limit: wholeNumber(1, 200).default(50),
  after: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,400}$/, 'must be a cursor of the page before')
    .optional()
    .describe('The `next` of the page before'),
});

const waitingReview = z.strictObject({
  transferId: z.string().describe('What POST /v1/reviews/{transferId} decides'),
  payer: z.string(),
  payee: z.string(),
  amount: sum,
  heldAt: instant,
  until: instant.describe('Then the money goes back, unless somebody decides'),
  rules: paymentFlagged.shape.data.shape.rules
    .nullable()
    .describe('Those that fired, with what they saw and their thresholds; null where it is not known'),
});

export const reviews = z
  .strictObject({
    reviews: z.array(waitingReview).describe('The oldest first'),
    next: z.string().nullable().describe('Ask with it for those after these'),
  })
  .meta({ id: 'Reviews' });
export type ReviewList = z.infer<typeof reviews>;
