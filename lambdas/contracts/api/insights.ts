import { z } from 'zod';
import { customerId, instant } from '../event.ts';

/** A sum of money: whole minor units as digits, and the ISO 4217 code. */
const money = z
  .strictObject({ minor: z.string().regex(/^-?\d+$/), currency: z.string().length(3) })
  .meta({ id: 'Money' });

const date = z.iso.date();

/** What a figure was made from: the days it looks at, and how many messages stand behind it. */
const basis = {
  window: z.strictObject({ from: date, to: date }),
  messages: z.int().min(0),
};

const month = z.strictObject({
  month: z.string().regex(/^\d{4}-\d\d$/),
  inflow: money,
  outflow: money,
  net: money,
  cardSpend: money.describe('By credit card; it flows out when an account pays the card'),
  inflowCount: z.int(),
  outflowCount: z.int(),
  cardSpendCount: z.int(),
  ...basis,
});

const salary = z.strictObject({
  amount: money.describe('The last one'),
  dayOfMonth: z.int().min(1).max(31),
  employer: z.string().nullable(),
  months: z.int().describe('In how many months it was seen'),
  lastAt: instant,
  detectedBy: z.enum(['message', 'recurrence']).describe('The bank called it salary, or it comes every month alike'),
  ...basis,
});

const balance = z.strictObject({
  account: z.string().describe('Last digits, as messages show them'),
  average: money.describe('Of the end of each day that is known'),
  minimum: money,
  latest: money,
  days: z.int().describe('On how many days a balance is known'),
  ...basis,
});

const emi = z.strictObject({
  lender: z.string(),
  amount: money,
  dayOfMonth: z.int().min(1).max(31),
  lastAt: instant,
  payments: z.int(),
  ...basis,
});

const card = z.strictObject({
  account: z.string().nullable(),
  issuer: z.string().nullable(),
  totalDue: money.nullable(),
  minimumDue: money.nullable(),
  dueDate: date.nullable(),
  limitAvailable: money.nullable(),
  utilisation: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Due over due plus available limit; null when one is unknown'),
  ...basis,
});

const lender = z.strictObject({
  lender: z.string(),
  disbursals: z.int(),
  emis: z.int(),
  reminders: z.int(),
  bounces: z.int(),
  lastAt: instant,
  ...basis,
});

const apps = z.strictObject({
  takenAt: instant.nullable(),
  total: z.int(),
  byCategory: z.array(z.strictObject({ category: z.string(), apps: z.int() })),
  recentChanges: z.array(
    z.strictObject({
      at: instant,
      package: z.string(),
      change: z.enum(['installed', 'removed']),
      category: z.string(),
    }),
  ),
  window: basis.window,
});

/** What the platform knows about a customer. Who is unknown gets the same answer with nothing in it. */
export const insights = z
  .strictObject({
    customerId,
    asOf: instant,
    apps,
    salary: salary.nullable(),
    months: z.array(month).describe('The newest first, up to twelve, in the customer’s zone'),
    balances: z.array(balance),
    emis: z.array(emi),
    bounces: z.strictObject({ last30Days: z.int(), last90Days: z.int(), last180Days: z.int(), ...basis }),
    cards: z.array(card),
    lenders: z.array(lender),
  })
  .meta({ id: 'Insights' });
export type Insights = z.infer<typeof insights>;

export const insightsPath = z.strictObject({ customerId });
