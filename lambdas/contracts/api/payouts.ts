import { z } from 'zod';
import { customerId, instant } from '../event.ts';
import { payoutFileId } from '../payouts.ts';

export const payoutFilePath = z.strictObject({ fileId: payoutFileId });

/** The first line of a file, exactly. */
export const payoutColumns = ['reference', 'payee', 'amount', 'currency', 'note'] as const;
export const maxPayoutRows = 100_000;
export const maxPayoutFileBytes = 32 * 1024 * 1024;

export const payoutFileRequest = z
  .strictObject({
    payer: customerId.describe('Whose wallet pays, in the currency of each row'),
    name: z
      .string()
      .regex(/^[\x20-\x7e]{1,120}$/, 'must be up to 120 printable ASCII characters')
      .describe('What operators call it'),
    vendor: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be the id of a vendor')
      .optional()
      .describe(
        'Its currency and its limits hold for every row, and each payout pays its fee beside its sum, or is not made',
      ),
  })
  .meta({ id: 'PayoutFileRequest' });
export type PayoutFileRequest = z.output<typeof payoutFileRequest>;

export const payoutFile = z
  .strictObject({
    fileId: payoutFileId,
    payer: customerId,
    name: z.string(),
    state: z
      .enum(['awaiting-upload', 'submitted', 'paying', 'done', 'refused'])
      .describe('refused: the file as a whole, and nothing of it was paid'),
    reason: z.string().nullable().describe('Why the file was refused'),
    rows: z.int().nullable().describe('Null until they are counted'),
    paid: z.int(),
    refused: z.int().describe('Rows that were wrong, and payouts that the ledger refused'),
    createdAt: instant,
    uploadUrl: z.string().nullable().describe('PUT the CSV here within 15 minutes; null once it is submitted'),
    resultUrl: z.string().nullable().describe('GET the result here within 15 minutes; null until it is done'),
  })
  .meta({ id: 'PayoutFile' });
export type PayoutFileState = z.infer<typeof payoutFile>;
