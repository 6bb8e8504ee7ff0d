import { z } from 'zod';
import { customerId, instant, instantAnywhere } from '../event.ts';
import { wholeNumber } from './whole-number.ts';

export const blockPath = z.strictObject({ customerId });

const reason = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be small letters, digits and -, 60 at most')
  .describe('A word such as account-takeover: events tell of it, so no story and no name');

export const blockRequest = z
  .strictObject({
    reason,
    until: instantAnywhere.optional().describe('When it ends by itself, at any offset; left out: when it is lifted'),
  })
  .meta({ id: 'BlockRequest' });

export const block = z
  .strictObject({
    customerId,
    reason,
    until: instant.nullable(),
    since: instant,
    by: z.string().describe('Who set it'),
  })
  .meta({ id: 'Block' });
export const blocksQuery = z.strictObject({
  limit: wholeNumber(1, 100).default(50),
  after: customerId.optional().describe('The `next` of the page before'),
});

export const blocks = z
  .strictObject({
    blocks: z.array(block),
    next: z.string().nullable().describe('Ask with it for those after these; a page is short where blocks are over'),
  })
  .meta({ id: 'Blocks' });
export type BlockList = z.infer<typeof blocks>;

export type BlockState = z.infer<typeof block>;
