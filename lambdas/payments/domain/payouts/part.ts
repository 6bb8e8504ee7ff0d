import type { PayoutPart } from '../../../contracts/payouts.ts';
import type { Post } from '../operation.ts';
import type { ReadRow } from './row.ts';

export type FilePart = { readonly operations: readonly Post[]; readonly part: PayoutPart };

/** A run of rows as a part: what is to be paid, and what is wrong. */
export function partOf(rows: readonly ReadRow[], place: Pick<PayoutPart, 'fileId' | 'number' | 'of'>): FilePart {
  const payouts = rows.filter((row) => row.kind === 'payout');
  return {
    operations: payouts.flatMap(({ operations }) => operations),
    part: {
      ...place,
      lines: payouts.flatMap(({ line, operations }) => operations.map(() => line)),
      refused: rows.filter((row) => row.kind === 'refused').map(({ kind: _, ...rest }) => rest),
    },
  };
}
