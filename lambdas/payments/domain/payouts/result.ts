import type { PayoutPart } from '../../../contracts/payouts.ts';
import { publicId } from '../transfer-id.ts';
import { isSuccess, outcomeOfAll, type Verdict } from '../verdict.ts';
import type { DonePart } from './file.ts';

export const resultHeader = 'line,reference,status,transferId,reason\n';

export type PaidRow = { readonly reference: string; readonly verdict: Verdict };

/**
 * The answers to a part's rows, in the order of their lines. Nothing in them needs quotes.
 * @param paid for each of the part's `lines`: a payout's own and its fee's stand side by side, and have one answer
 */
export function resultOf(
  { lines, refused }: Pick<PayoutPart, 'lines' | 'refused'>,
  paid: readonly PaidRow[],
): DonePart & { readonly text: string } {
  const payouts = [...Map.groupBy(paid, (_, index) => lines[index] ?? 0)].map(([line, operations]) => {
    const { reference = '', verdict } = operations[0] ?? {};
    return {
      line,
      reference,
      id: verdict?.id ?? '',
      outcome: outcomeOfAll(operations.map((each) => each.verdict.outcome)),
    };
  });
  const answers = [
    ...payouts.map(({ line, reference, id, outcome }) => ({
      line,
      text: isSuccess(outcome) ? `${reference},paid,${publicId(id)},` : `${reference},refused,,${outcome}`,
    })),
    ...refused.map(({ line, reference, reason }) => ({ line, text: `${reference},refused,,${reason}` })),
  ].toSorted((a, b) => a.line - b.line);
  const text = answers.map(({ line, text: rest }) => `${line},${rest}\n`).join('');
  const done = payouts.filter(({ outcome }) => isSuccess(outcome)).length;
  return { text, bytes: Buffer.byteLength(text), paid: done, refused: answers.length - done };
}
