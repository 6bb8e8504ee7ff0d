import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { isEnd, type OrderState } from '../domain/order/order.ts';
import { forEnding, forOurselves } from '../domain/order/patience.ts';
import type { Job, OrderSagaDeps } from './deps.ts';
import { attempt, awaited, delaysOf } from './durably.ts';
import type { Steps } from './steps.ts';
import { cancel } from './undo.ts';

/**
 * The vendor accepted when nobody waited any more. What was decided stays: it is told once more not to deliver, after
 * the order has ended, because a cancellation that was sent before may have crossed with its acceptance.
 */
export async function compensate(
  deps: OrderSagaDeps,
  steps: Steps,
  job: Job,
  context: DurableContext,
): Promise<OrderState | undefined> {
  const { order } = job;
  const stateNow = (name: string): Promise<OrderState | undefined> =>
    attempt(context, name, forOurselves, async () => {
      const state = (await deps.orders.read(order.id))?.state;
      return state !== undefined && isEnd(state) ? state : null;
    }).then((state) => state ?? undefined);
  const state = (await stateNow('state')) ?? (await awaited(context, 'state', delaysOf(forEnding), stateNow));
  if (state === 'delivered') return state;

  const reason = 'too-late';
  const isCancelled = await cancel({ deps, steps, context, job, captured: 0n, reason }, 'cancel-late');
  if (!isCancelled) {
    await attempt(context, 'end', forOurselves, () => steps.end(order, 'stuck', 0n, reason));
    return 'stuck';
  }
  await attempt(context, 'note', forOurselves, () =>
    deps.orders.note(order.id, { step: 'cancelled-late', state: 'undone' }),
  );
  return state;
}
