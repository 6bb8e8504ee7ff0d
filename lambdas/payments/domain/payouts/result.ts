import type { PayoutPart } from '../../../contracts/payouts.ts';
import { publicId } from '../transfer-id.ts';
import { isSuccess, type Verdict } from '../verdict.ts';
import type { DonePart } from './file.ts';

export const resultHeader = 'line,reference,status,transferId,reason\n';

export type PaidRow = { readonly reference: string; readonly verdict: Verdict };

/**
 * The answers to a part's rows, in the order of their lines. Nothing in them needs quotes.
 * @param paid for each of the part's `lines`
 */
export function resultOf(
  { lines, refused }: Pick<PayoutPart, 'lines' | 'refused'>,
  paid: readonly PaidRow[],
): DonePart & { readonly text: string } {
  const answers = [
    ...paid.map(({ reference, verdict: { id, outcome } }, index) => ({
      line: lines[index] ?? 0,
      text: isSuccess(outcome) ? `${reference},paid,${publicId(id)},` : `${reference},refused,,${outcome}`,
    })),
    ...refused.map(({ line, reference, reason }) => ({ line, text: `${reference},refused,,${reason}` })),
  ].toSorted((a, b) => a.line - b.line);
  const text = answers.map(({ line, text: rest }) => `${line},${rest}\n`).join('');
  const done = paid.filter(({ verdict }) => isSuccess(verdict.outcome)).length;
  return { text, bytes: Buffer.byteLength(text), paid: done, refused: answers.length - done };
}
