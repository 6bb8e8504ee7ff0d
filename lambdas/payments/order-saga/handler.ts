import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { SagaEvent } from '../adapters/executions.ts';
import { isEnd, type OrderState } from '../domain/order/order.ts';
import { packed, unpacked } from '../domain/order/packed.ts';
import { forConfirming, forOurselves } from '../domain/order/patience.ts';
import { type Next, nextAfter } from '../domain/order/saga.ts';
import { answerOf } from './ask.ts';
import type { Job, OrderSagaDeps } from './deps.ts';
import { attempt, attemptOr } from './durably.ts';
import { compensate } from './late.ts';
import { makeSteps, type Steps } from './steps.ts';
import { undo } from './undo.ts';

/**
 * Takes an order from its hold to its delivery, or back. It may be invoked again and again for one execution: what a step
 * came to is kept, and a step that was cut off has one effect however often it runs.
 */
export function makeOrderSaga(deps: OrderSagaDeps) {
  const steps = makeSteps(deps);
  return async ({ run, orderId }: SagaEvent, context: DurableContext): Promise<OrderState | undefined> => {
    // An order that has ended before stays as it is: its name may be used again when the execution is forgotten.
    const isOver = await attempt(context, 'begin', forOurselves, async () => {
      const { state, order, steps: noted } = await known(deps, orderId);
      if (run === 'order' && state === 'placed') await steps.sayPlaced(order, noted[0]?.at ?? deps.now().toISOString());
      return run === 'order' && isEnd(state);
    });
    if (isOver) return undefined;
    const job = await jobOf(deps, orderId, context);
    return run === 'late' ? compensate(deps, steps, job, context) : carryOut(deps, steps, job, context);
  };
}

async function known({ orders }: OrderSagaDeps, orderId: string) {
  const found = await orders.read(orderId);
  if (found === undefined) throw new Error('there is no such order');
  return found;
}

/** What was asked for never changes; where the vendor is stays the same for a whole execution. */
async function jobOf(deps: OrderSagaDeps, orderId: string, context: DurableContext): Promise<Job> {
  const { order, ...vendor } = await attempt(context, 'job', forOurselves, async () => {
    const { order } = await known(deps, orderId);
    const found = await deps.vendorNamed(order.vendor);
    if (found?.endpoint == null) throw new Error('the vendor takes no orders');
    return { order: packed(order), endpoint: found.endpoint, answers: found.answers };
  });
  return { ...vendor, order: unpacked(order) };
}

async function carryOut(
  deps: OrderSagaDeps,
  steps: Steps,
  job: Job,
  context: DurableContext,
): Promise<OrderState | undefined> {
  const { order } = job;
  let captured = 0n;
  for (let next: Next = { do: 'hold' }; ; )
    switch (next.do) {
      case 'hold':
        next = nextAfter({
          step: 'hold',
          outcome: await attempt(context, 'hold', forOurselves, () => steps.hold(order)),
        });
        break;
      case 'ask':
        next = nextAfter({ step: 'ask', answer: await answerOf(deps, job, context), wanted: order.amount.minor });
        break;
      case 'capture': {
        const { minor } = next;
        const outcome = await attempt(context, 'capture', forOurselves, () => steps.capture(order, minor));
        next = nextAfter({ step: 'capture', outcome });
        if (next.do === 'confirm') captured = minor;
        break;
      }
      case 'confirm': {
        const confirm = () => deps.vendors.confirm(job.endpoint, order, captured);
        next = nextAfter({
          step: 'confirm',
          taken: await attemptOr(context, 'confirm', forConfirming, confirm, false),
        });
        break;
      }
      case 'undo': {
        const { reason } = next;
        const failed = await undo({ deps, steps, context, job, captured, reason }, next.steps);
        // What was paid back is not paid; what could not be is.
        if (!failed.includes('reverse')) captured = 0n;
        next = nextAfter({ step: 'undo', failed, reason });
        break;
      }
      case 'end': {
        const { state, reason } = next;
        await attempt(context, 'end', forOurselves, () => steps.end(order, state, captured, reason));
        return state;
      }
    }
}
