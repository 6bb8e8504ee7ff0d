import { maxOperations } from '../../contracts/max-operations.ts';
import type { OperationsRequested } from '../../contracts/payments.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import { invariant } from '../../shared/invariant.ts';
import { type Operation, operationId } from './operation.ts';
import { toRequested } from './requested.ts';

/**
 * Operations as one command for a lane. Made again of the same operations it has the same id.
 * @param payer whose commands stay in order
 */
export function commandOf(
  payer: string,
  operations: readonly Operation[],
  now: Date,
  part?: OperationsRequested['data']['part'],
): OperationsRequested {
  invariant(operations.length > 0 && operations.length <= maxOperations, 'a command has 1 to 1,000 operations');
  return {
    specversion: '1.0',
    id: deterministicId('payments', 'command', ...operations.map(operationId)),
    source: '/sangam/payments',
    type: 'sangam.payments.operations-requested.v1',
    subject: payer,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    data: { operations: operations.map(toRequested), ...(part !== undefined && { part }) },
  };
}
