import type { TransferRequest } from '../../contracts/api/payments.ts';
import { Problem } from '../../shared/problem.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { KnownTransfer, ReadTransfer } from '../adapters/transfers-reader.ts';
import { operationId, type Reverse } from '../domain/operation.ts';
import { problemOf } from '../domain/refusals.ts';

type Sum = TransferRequest['amount'];

/** Why a transfer cannot be paid back as it stands. */
export function whyIrreversible(known: KnownTransfer, amount: Sum | undefined): Problem | undefined {
  if (known.holdStatus === 'captured')
    return new Problem(
      'not-reversible',
      'It was held first: pay its capture back, which is in the entries of the account.',
    );
  if (known.outcome !== 'posted' && known.outcome !== 'captured')
    return new Problem('not-reversible', 'It is no payment, or was not made: only what was paid is paid back.');
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
 * Whether the ledger has answered this key. It is asked only about a key that it knows, so that it moves nothing here.
 * @throws Problem `idempotency-key-reused` when it was for something else
 */
export async function wasSettled(read: ReadTransfer, post: Ledger['post'], reversal: Reverse): Promise<boolean> {
  if ((await read(operationId(reversal))) === undefined) return false;
  const [verdict] = await post([reversal]);
  if (verdict?.outcome === 'idempotency-key-reused') throw problemOf(verdict.outcome);
  return true;
}
