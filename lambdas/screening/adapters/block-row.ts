import { z } from 'zod';

/** Where a customer's block lies in ScreeningLimits: beside their limits, under what is no currency. */
export const blockKey = (customer: string) => ({ customer, currency: '*' });

export const blockRow = z.object({
  currency: z.literal('*'),
  reason: z.string(),
  until: z.string().nullable(),
  since: z.string(),
  by: z.string(),
});
