import { invariant } from '../../../shared/invariant.ts';
import { type Operation, operationId } from '../../domain/operation.ts';
import { isOutcome, type Verdict } from '../../domain/verdict.ts';

const balance = (text: string | undefined): bigint | null => (text === undefined || text === '-' ? null : BigInt(text));

/** Reads the lines of `payments.post`: `=` when replayed, the outcome, both balances or `-`. */
export function toVerdicts(batch: readonly Operation[], lines: string): Verdict[] {
  const all = lines.split('\n');
  invariant(all.length === batch.length, 'the ledger answers every operation');
  return batch.map((operation, index) => {
    const [word = '', debit, credit] = (all[index] ?? '').split(' ');
    const replayed = word.startsWith('=');
    const outcome = replayed ? word.slice(1) : word;
    invariant(isOutcome(outcome), 'the ledger answers in outcomes that are known');
    return {
      id: operationId(operation),
      outcome,
      replayed,
      debitBalance: balance(debit),
      creditBalance: balance(credit),
    };
  });
}
