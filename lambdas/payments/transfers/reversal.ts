import type { TransferRequest } from '../../contracts/api/payments.ts';
import { Problem } from '../../shared/problem.ts';
import type { KnownTransfer, ReadTransfer } from '../adapters/transfers-reader.ts';
import { operationId, type Reverse } from '../domain/operation.ts';
import { problemOf } from '../domain/refusals.ts';

type Sum = TransferRequest['amount'];

/** Why a transfer cannot be paid back as it stands. */
export function whyIrreversible(known: KnownTransfer, amount: Sum | undefined): Problem | undefined {
  if (known.outcome !== 'posted' && known.outcome !== 'captured')
    return new Problem('not-reversible', 'It moved no money.');
  if (amount !== undefined && amount.currency !== known.currency)
    return new Problem('invalid-request', 'See errors for each field that is wrong.', [
      { in: 'body', pointer: '/amount/currency', detail: 'must be the currency of the transfer' },
    ]);
  const left = known.amount - known.reversed;
  return left <= 0n || BigInt(amount?.minor ?? 0) > left
    ? new Problem('not-reversible', 'All of it, or more than what is left, was paid back already.')
    : undefined;
}

/**
 * Whether the ledger has answered this key: what was paid back leaves nothing to pay back, and is answered as at first.
 * @throws Problem `idempotency-key-reused` when it was for something else
 */
export async function wasSettled(read: ReadTransfer, reversal: Reverse): Promise<boolean> {
  const before = await read(operationId(reversal));
  if (before === undefined) return false;
  const isSame = reversal.minor === undefined || before.amount === reversal.minor;
  if (before.reverses === reversal.reverses && isSame) return true;
  throw problemOf('idempotency-key-reused');
}
