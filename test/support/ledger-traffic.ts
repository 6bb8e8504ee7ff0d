import fc from 'fast-check';
import { inr } from '../../lambdas/payments/domain/money.ts';
import { type Operation, operationId } from '../../lambdas/payments/domain/operation.ts';

export type Draft = {
  readonly op: 'post' | 'hold' | 'capture' | 'void' | 'reverse';
  readonly from: number;
  readonly to: number;
  readonly minor: number;
  readonly whole: boolean;
  readonly target: number;
  /** Comes again, as it was or with another amount. */
  readonly repeat: 'no' | 'same' | 'other';
};

export const drafts = (minLength: number, maxLength: number): fc.Arbitrary<Draft[]> =>
  fc.array(
    fc.record({
      op: fc.constantFrom<Draft['op']>('post', 'post', 'post', 'hold', 'hold', 'capture', 'capture', 'void', 'reverse'),
      from: fc.nat(99),
      to: fc.nat(99),
      minor: fc.integer({ min: 1, max: 400 }),
      whole: fc.boolean(),
      target: fc.nat(99),
      repeat: fc.constantFrom<Draft['repeat']>('no', 'no', 'no', 'no', 'same', 'other'),
    }),
    { minLength, maxLength, size: 'max' },
  );

/**
 * What the drafts ask of these accounts, under keys that begin with `prefix`. A capture, void or reversal names an earlier
 * hold or transfer of the same drafts, whatever became of it.
 */
export function toOperations(all: readonly Draft[], accounts: readonly string[], prefix: string): Operation[] {
  const made: Operation[] = [];
  const account = (n: number) => accounts[n % accounts.length] ?? '';
  const earlier = (target: number, ...ops: readonly Operation['op'][]) => {
    const found = made.filter(({ op }) => ops.includes(op));
    const one = found[target % Math.max(1, found.length)];
    return one === undefined ? 'traffic/none' : operationId(one);
  };
  for (const [index, draft] of all.entries()) {
    const request = { caller: 'traffic', key: `${prefix}-${index}` };
    const minor = BigInt(draft.minor);
    const part = draft.whole ? {} : { minor };
    const debit = account(draft.from);
    const credit = account(debit === account(draft.to) ? draft.to + 1 : draft.to);
    const again = made[draft.target % Math.max(1, made.length)];
    if (draft.repeat !== 'no' && again !== undefined) {
      if (draft.repeat === 'same') made.push(again);
      else made.push({ op: 'post', caller: again.caller, key: again.key, debit, credit, amount: inr(999_999n) });
    } else if (draft.op === 'post') made.push({ op: 'post', ...request, debit, credit, amount: inr(minor) });
    else if (draft.op === 'hold')
      made.push({ op: 'hold', ...request, debit, credit, amount: inr(minor), holdSec: 3600 });
    else if (draft.op === 'capture')
      made.push({ op: 'capture', ...request, hold: earlier(draft.target, 'hold'), ...part });
    else if (draft.op === 'void') made.push({ op: 'void', ...request, hold: earlier(draft.target, 'hold') });
    else made.push({ op: 'reverse', ...request, reverses: earlier(draft.target, 'post', 'capture'), ...part });
  }
  return made;
}

/** Cuts operations into batches; one that names another of its own batch begins the next. */
export function intoBatches(operations: readonly Operation[], size: number): Operation[][] {
  const batches: Operation[][] = [[]];
  for (const operation of operations) {
    const batch = batches.at(-1) ?? [];
    const target = operation.op === 'reverse' ? operation.reverses : 'hold' in operation ? operation.hold : undefined;
    const isInBatch = batch.some((each) => operationId(each) === target);
    if (batch.length === 0 || (batch.length < size && !isInBatch)) batch.push(operation);
    else batches.push([operation]);
  }
  return batches;
}
