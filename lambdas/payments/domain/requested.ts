import type { RequestedOperation } from '../../contracts/payments.ts';
import type { Operation } from './operation.ts';

/** An operation as a lane carries it: sums are digits. */
export function toRequested(operation: Operation): RequestedOperation {
  switch (operation.op) {
    case 'post':
    case 'hold': {
      const { minor, currency } = operation.amount;
      return { ...copyOf(operation), amount: { minor: minor.toString(), currency } };
    }
    case 'capture':
    case 'reverse':
      return { ...copyOf(operation), minor: operation.minor?.toString() };
    case 'void':
      return copyOf(operation);
  }
}

export function fromRequested(requested: RequestedOperation): Operation {
  switch (requested.op) {
    case 'post':
    case 'hold': {
      const { minor, currency } = requested.amount;
      return { ...copyOf(requested), amount: { minor: BigInt(minor), currency } };
    }
    case 'capture':
    case 'reverse': {
      const { minor, ...rest } = requested;
      return minor === undefined ? rest : { ...rest, minor: BigInt(minor) };
    }
    case 'void':
      return requested;
  }
}

const copyOf = <Value extends object>(value: Value): Value => ({ ...value });
