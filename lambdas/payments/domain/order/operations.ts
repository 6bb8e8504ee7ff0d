import type { Operation, Request } from '../operation.ts';
import { operationId } from '../operation.ts';
import { requestKey } from '../transfer-id.ts';
import { feeOf } from '../vendor.ts';
import { type Order, payerOf } from './order.ts';

/** How much longer than its vendor may take the money is held: for everything else to be tried again and again. */
const spareSec = 2 * 86_400;

/** Where the money goes: to whom it is paid, and who keeps the fee. */
export type Payees = { readonly payee: string; readonly fees: string };

/** `release` is what a capture leaves; its key is not that of `void`, which has to work after a capture was refused. */
type Effect = 'hold' | 'capture' | 'release' | 'void' | 'reverse';
type Part = 'amount' | 'fee';

const keyOf = (order: Order, effect: Effect, part: Part): Pick<Request, 'caller' | 'key'> =>
  requestKey('order', order.id, effect, part);

const idOf = (order: Order, effect: Effect, part: Part): string => operationId(keyOf(order, effect, part));

/** All or nothing; a single operation needs no group. */
const together = (order: Order, effect: Effect, operations: readonly Operation[]): readonly Operation[] =>
  operations.length < 2 ? operations : operations.map((each) => ({ ...each, group: `${order.id} ${effect}` }));

const hasFee = (order: Order): boolean => feeOf(order.terms, order.amount) > 0n;
const partsOf = (order: Order): readonly Part[] => (hasFee(order) ? ['amount', 'fee'] : ['amount']);

export function holdOf(order: Order, { payee, fees }: Payees): readonly Operation[] {
  const { kind, reference, amount, terms, context } = order;
  const shared = {
    op: 'hold',
    debit: payerOf(order),
    reference: `${order.vendor}:${reference}`.slice(0, 200),
    holdSec: terms.timeoutSec + spareSec,
  } as const;
  // Screening counts phones and places by it, once the hold is told of and captured.
  const whence = context !== undefined && { metadata: { context } };
  const fee = { minor: feeOf(terms, amount), currency: amount.currency };
  return together(order, 'hold', [
    { ...shared, ...keyOf(order, 'hold', 'amount'), kind, credit: payee, amount, ...whence },
    ...(fee.minor > 0n ? [{ ...shared, ...keyOf(order, 'hold', 'fee'), kind: 'fee', credit: fees, amount: fee }] : []),
  ]);
}

/** Takes what the vendor delivers and the fee of that; what is left of the holds goes back in the same step. */
export function captureOf(order: Order, minor: bigint): readonly Operation[] {
  const { amount, terms } = order;
  const held: Readonly<Record<Part, bigint>> = { amount: amount.minor, fee: feeOf(terms, amount) };
  const taken: Readonly<Record<Part, bigint>> = { amount: minor, fee: feeOf(terms, { ...amount, minor }) };
  return together(
    order,
    'capture',
    partsOf(order).flatMap((part): Operation[] => {
      const hold = idOf(order, 'hold', part);
      const kind = part === 'fee' ? 'fee' : order.kind;
      return [
        ...(taken[part] > 0n
          ? [{ op: 'capture' as const, ...keyOf(order, 'capture', part), hold, minor: taken[part], kind }]
          : []),
        ...(taken[part] < held[part] ? [{ op: 'void' as const, ...keyOf(order, 'release', part), hold }] : []),
      ];
    }),
  );
}

/** Gives everything back before anything was captured. */
export const voidOf = (order: Order): readonly Operation[] =>
  partsOf(order).map((part) => ({ op: 'void', ...keyOf(order, 'void', part), hold: idOf(order, 'hold', part) }));

/** Pays back what was captured. */
export const reverseOf = (order: Order, captured: bigint): readonly Operation[] =>
  together(
    order,
    'reverse',
    captureOf(order, captured)
      .filter(({ op }) => op === 'capture')
      .map((capture) => ({
        op: 'reverse',
        ...keyOf(order, 'reverse', capture.kind === 'fee' ? 'fee' : 'amount'),
        reverses: operationId(capture),
        kind: 'reversal',
      })),
  );
