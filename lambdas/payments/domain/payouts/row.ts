import { payoutColumns } from '../../../contracts/api/payouts.ts';
import type { RowRefusal } from '../../../contracts/payouts.ts';
import type { Post } from '../operation.ts';
import { requestKey } from '../transfer-id.ts';
import { feeOf } from '../vendor.ts';
import { walletOf } from '../wallet.ts';
import type { PayoutFile, Terms } from './file.ts';

/** A row as the file has it, with the line it ends on. */
export type Row = { readonly line: number; readonly columns: readonly string[] };

export type ReadRow =
  | { readonly kind: 'payout'; readonly line: number; readonly operations: readonly [Post, ...Post[]] }
  | { readonly kind: 'refused'; readonly line: number; readonly reference: string; readonly reason: RowRefusal };

export const isHeader = (columns: readonly string[]): boolean => columns.join() === payoutColumns.join();

/** Fit to be printed in the result: no sheet takes it for a formula, and it needs no quotes. */
const reference = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;
const payee = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const amount = /^[1-9]\d{0,17}$/;
const currency = /^[A-Z]{3}$/;
/** U+FFFD is what is left of bytes that are no UTF-8. */
const wrongNote = /[\p{Cc}\ufffd]/u;
const noteMax = 140;

/**
 * Reads the rows of one file in their order: a reference counts where it comes first, even in a row that is wrong.
 * It remembers every reference, a few MB for 100,000.
 */
export function rowReader({ fileId, payer, terms }: Pick<PayoutFile, 'fileId' | 'payer' | 'terms'>) {
  const seen = new Set<string>();
  return ({ line, columns }: Row): ReadRow => {
    const [known = '', to = '', minor = '', unit = '', note = ''] = columns;
    const isReference = reference.test(known);
    const refused = (reason: RowRefusal): ReadRow => ({
      kind: 'refused',
      line,
      reference: isReference ? known : '',
      reason,
    });
    if (columns.length !== payoutColumns.length) return refused('columns-wrong');
    if (!isReference) return refused('reference-wrong');
    if (seen.has(known)) return refused('duplicate-reference');
    seen.add(known);
    if (!payee.test(to)) return refused('payee-wrong');
    if (to === payer) return refused('payee-is-payer');
    if (!amount.test(minor)) return refused('amount-wrong');
    if (!currency.test(unit)) return refused('currency-wrong');
    if (note.length > noteMax || wrongNote.test(note)) return refused('note-wrong');
    const broken = terms === null ? undefined : limitBroken(terms, BigInt(minor), unit);
    if (broken !== undefined) return refused(broken);
    const operation: Post = {
      op: 'post',
      ...requestKey('bulk', fileId, known),
      debit: walletOf(payer, unit),
      credit: walletOf(to, unit),
      amount: { minor: BigInt(minor), currency: unit },
      kind: 'payout',
      reference: known,
      ...(note !== '' && { metadata: { note } }),
    };
    return { kind: 'payout', line, operations: withFee(operation, fileId, terms) };
  };
}

/** Both or neither: a payout whose fee cannot be paid is not made. */
function withFee(payout: Post, fileId: string, terms: Terms | null): [Post, ...Post[]] {
  const { debit, amount, reference = '' } = payout;
  if (terms?.fee === undefined) return [payout];
  const { minor, basisPoints, account } = terms.fee;
  const fee = {
    minor: feeOf({ feeMinor: BigInt(minor), feeBasisPoints: basisPoints }, amount),
    currency: amount.currency,
  };
  const group = payout.key;
  return [
    { ...payout, group },
    {
      op: 'post',
      ...requestKey('bulk', fileId, reference, 'fee'),
      group,
      debit,
      credit: account,
      amount: fee,
      kind: 'fee',
      reference,
    },
  ];
}

function limitBroken(terms: Terms, minor: bigint, unit: string): RowRefusal | undefined {
  if (unit !== terms.currency) return 'vendor-currency';
  if (minor < BigInt(terms.minMinor)) return 'vendor-minimum';
  return minor > BigInt(terms.maxMinor) ? 'vendor-maximum' : undefined;
}
