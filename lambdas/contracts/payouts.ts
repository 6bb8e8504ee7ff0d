import { z } from 'zod';
import { customerId, eventOf } from './event.ts';

const source = '/sangam/payments';

/** A file's id: it is made from who opened it and the key that they chose. */
export const payoutFileId = customerId;

/** Words for a row that is never sent to the ledger. */
export const rowRefusal = z.enum([
  'columns-wrong',
  'reference-wrong',
  'payee-wrong',
  'amount-wrong',
  'currency-wrong',
  'note-wrong',
  'payee-is-payer',
  'duplicate-reference',
  'vendor-currency',
  'vendor-minimum',
  'vendor-maximum',
]);
export type RowRefusal = z.infer<typeof rowRefusal>;

/** The part of a payout file that a command on the bulk lane is. */
export const payoutPart = z.object({
  fileId: payoutFileId,
  number: z.int().min(0),
  of: z.int().positive(),
  /** Of each operation, in their order: its line in the file. A payout and its fee are of one line. */
  lines: z.array(z.int().positive()),
  /** Rows between them that are wrong; a reference that is none is left out. */
  refused: z.array(z.object({ line: z.int().positive(), reference: z.string().max(64), reason: rowRefusal })),
});
export type PayoutPart = z.infer<typeof payoutPart>;

/** A command on the bulk lane: cut this file into parts and put them on the lane. */
export const payoutFileSubmitted = eventOf(
  'sangam.payments.payout-file-submitted.v1',
  source,
  z.object({ fileId: payoutFileId }),
);
export type PayoutFileSubmitted = z.infer<typeof payoutFileSubmitted>;

/** Every row of a file has its answer, and the result file is there. `subject` is the payer. */
export const payoutFileSettled = eventOf(
  'sangam.payments.payout-file-settled.v1',
  source,
  z.object({
    fileId: payoutFileId,
    rows: z.int().min(0),
    paid: z.int().min(0),
    refused: z.int().min(0),
  }),
);
export type PayoutFileSettled = z.infer<typeof payoutFileSettled>;
