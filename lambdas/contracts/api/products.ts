import { z } from 'zod';
import { currencyCode } from '../payment-context.ts';

const minor = z.string().regex(/^\d{1,15}$/, 'must be whole minor units in at most 15 digits');
const percent = z.int().min(1).max(100_000);

const insightSum = z.enum(['insights.salary', 'insights.emi', 'insights.balance']);
export type InsightSum = z.infer<typeof insightSum>;
const insightNumber = z.enum(['insights.salaryDaysAgo', 'insights.bounces90d', 'insights.lenders90d']);
export type InsightNumber = z.infer<typeof insightNumber>;
const order = z.enum(['lt', 'le', 'eq', 'ge', 'gt']);

const condition = z.union([
  z.strictObject({ field: insightSum, op: order, minor }),
  z.strictObject({ field: insightNumber, op: order, value: z.int().min(0).max(1_000_000) }),
  z.strictObject({
    field: z.literal('insights.appCategories'),
    op: z.enum(['has', 'lacks']),
    value: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be the name of a category'),
  }),
]);
export type Condition = z.infer<typeof condition>;

/** A sum by formula: fixed, a share of something known, or made of others. */
export type Amount =
  | { readonly minor: string }
  | { readonly percent: number; readonly of: InsightSum }
  | { readonly least: readonly Amount[] }
  | { readonly most: readonly Amount[] }
  | { readonly plus: readonly Amount[] }
  | { readonly minus: readonly [Amount, Amount] };

const simple = z.union([z.strictObject({ minor }), z.strictObject({ percent, of: insightSum })]);
const around = (inside: z.ZodType) => {
  const parts = z.array(inside).min(1).max(10);
  return z.union([
    ...simple.options,
    z.strictObject({ least: parts }),
    z.strictObject({ most: parts }),
    z.strictObject({ plus: parts }),
    z.strictObject({ minus: z.tuple([inside, inside]) }),
  ]);
};
/** Three formulas deep at most. */
const amount = around(around(around(simple))) as unknown as z.ZodType<Amount>;

export const product = z.strictObject({
  name: z.string().min(1).max(60),
  currency: currencyCode,
  conditions: z.array(condition).max(20).describe('All of them; what is not known of a customer meets none'),
  amount: amount.describe('What a customer may have'),
  stepMinor: minor
    .refine((step) => step !== '0', 'must be above zero')
    .describe('The amount is a whole number of these, rounded down'),
  leastMinor: minor.describe('A smaller amount is none'),
});
export type Product = z.infer<typeof product>;
