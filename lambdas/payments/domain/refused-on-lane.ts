import type { EventEnvelope } from '../../contracts/event.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import { type Operation, operationId } from './operation.ts';
import { publicId } from './transfer-id.ts';
import type { Refusal } from './verdict.ts';
import { ownerOf } from './wallet.ts';

/**
 * A payment that was accepted on a lane and that the ledger then keeps nothing of: an account that is not there, a key
 * that was used for something else. What names no payer is left to the log: a reversal of nothing, money that a vendor
 * brings in.
 */
export function refusedOnLane(operation: Operation, outcome: Refusal, at: string): EventEnvelope[] {
  if (operation.op !== 'post' && operation.op !== 'hold') return [];
  const { debit, credit, amount, kind = null, reference = null } = operation;
  if (ownerOf(debit) === 'system') return [];
  const id = operationId(operation);
  return [
    {
      specversion: '1.0',
      id: deterministicId('payments', 'refused on lane', id, outcome),
      source: '/sangam/payments',
      type: 'sangam.payments.transfer-refused.v1',
      subject: ownerOf(debit),
      time: at,
      datacontenttype: 'application/json',
      data: {
        transferId: publicId(id),
        role: 'payer',
        account: debit,
        counterparty: ownerOf(credit),
        amount: amount.minor.toString(),
        currency: amount.currency,
        kind,
        reference,
        balance: null,
        version: null,
        hold: null,
        reverses: null,
        context: null,
        reason: outcome,
      },
    },
  ];
}
