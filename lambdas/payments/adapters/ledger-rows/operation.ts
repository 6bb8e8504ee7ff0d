import type { Operation } from '../../domain/operation.ts';

/** What an operation is to `payments.post`; what is undefined is left out of the JSON. */
export function toRow(operation: Operation): object {
  const { op, caller, key, group, kind, reference, metadata } = operation;
  return { op, caller, key, group, kind, reference, metadata, ...ownFields(operation) };
}

function ownFields(operation: Operation): object {
  switch (operation.op) {
    case 'post':
    case 'hold': {
      const { debit, credit, amount } = operation;
      const fields = { debit, credit, amount: amount.minor.toString(), currency: amount.currency };
      return operation.op === 'hold' ? { ...fields, hold_sec: String(operation.holdSec) } : fields;
    }
    case 'capture':
      return { hold: operation.hold, amount: operation.minor?.toString() };
    case 'void':
      return { hold: operation.hold };
    case 'reverse':
      return { reverses: operation.reverses, amount: operation.minor?.toString() };
  }
}
