import { z } from 'zod';

/** Where a customer's block lies in ScreeningLimits: beside their limits, under what is no currency. */
export const blockKey = (customer: string) => ({ customer, currency: '*' });

/** Where the list of blocked customers lies, which is no customer: an item for each, beside the block itself. */
export const listed = '#blocked';
export const listKey = (customer: string) => ({ customer: listed, currency: customer });

export const blockRow = z.object({
  currency: z.literal('*'),
  reason: z.string(),
  until: z.string().nullable(),
  since: z.string(),
  by: z.string(),
});
