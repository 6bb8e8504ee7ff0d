import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { commandOf } from '../domain/command.ts';
import { operationId } from '../domain/operation.ts';
import { reverseOf } from '../domain/order/operations.ts';
import { forCancelling, forOurselves, forReversing } from '../domain/order/patience.ts';
import type { Undo } from '../domain/order/saga.ts';
import type { Job, OrderSagaDeps } from './deps.ts';
import { attempt, attemptOr, awaited, delaysOf } from './durably.ts';
import type { Steps } from './steps.ts';

export type Undoing = {
  readonly deps: OrderSagaDeps;
  readonly steps: Steps;
  readonly context: DurableContext;
  readonly job: Job;
  readonly captured: bigint;
  readonly reason: string;
};

const doneSteps: Readonly<Record<Undo, string>> = { void: 'voided', reverse: 'reversed', cancel: 'cancelled' };

/** Undoes what was done, one step after the other; one that fails keeps none of the others. @returns those that failed */
export async function undo(undoing: Undoing, steps: readonly Undo[]): Promise<readonly Undo[]> {
  const { deps, context, job } = undoing;
  await attempt(context, 'undoing', forOurselves, () =>
    deps.orders.note(job.order.id, { step: 'undoing', state: 'undoing', reason: undoing.reason }),
  );
  const failed: Undo[] = [];
  for (const step of steps) {
    const isDone = await undoOne(undoing, step);
    if (!isDone) failed.push(step);
    await attempt(context, `note-${step}`, forOurselves, () =>
      deps.orders.note(job.order.id, { step: isDone ? doneSteps[step] : `${step}-failed`, state: 'undoing' }),
    );
  }
  return failed;
}

function undoOne(undoing: Undoing, step: Undo): Promise<boolean> {
  const { steps, context, job } = undoing;
  switch (step) {
    case 'void':
      return attempt(context, 'void', forOurselves, () => steps.void(job.order));
    case 'reverse':
      return reverse(undoing);
    case 'cancel':
      return cancel(undoing, 'cancel');
  }
}

/** Tells the vendor not to deliver. */
export const cancel = ({ deps, context, job, reason }: Undoing, name: string): Promise<boolean> =>
  attemptOr(context, name, forCancelling, () => deps.vendors.cancel(job.endpoint, job.order, reason), false);

/** Pays back by the reversal lane, and looks until the ledger has done or refused it. */
async function reverse({ deps, context, job: { order }, captured }: Undoing): Promise<boolean> {
  const operations = reverseOf(order, captured);
  await attempt(context, 'reverse', forOurselves, () =>
    deps.reversalLane([commandOf(order.payer, operations, deps.now())]),
  );
  const isBack = await awaited(context, 'reversed', delaysOf(forReversing), (name) =>
    attempt(context, name, forOurselves, async () => {
      const known = await Promise.all(operations.map((each) => deps.readTransfer(operationId(each))));
      const isPending = known.some((each) => each === undefined);
      return isPending ? null : known.every((each) => each?.outcome === 'reversed');
    }).then((back) => back ?? undefined),
  );
  return isBack ?? false;
}
