import { z } from 'zod';
import { customerId, instant } from '../event.ts';
import { wholeNumber } from './whole-number.ts';

export const customersQuery = z.strictObject({
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be what an id may begin with')
    .optional()
    .describe('What the ids begin with; capital letters are others than small ones'),
  after: customerId.optional().describe('The `next` of the page before'),
  limit: wholeNumber(1, 100).default(50),
});
export type CustomersQuery = z.output<typeof customersQuery>;

/** Names and addresses are the contact's: who looks for an id need not see them. */
export const customers = z
  .strictObject({
    customers: z.array(z.strictObject({ customerId, createdAt: instant })),
    next: customerId.nullable().describe('Null on the last page'),
  })
  .meta({ id: 'Customers' });
export type Customers = z.infer<typeof customers>;
