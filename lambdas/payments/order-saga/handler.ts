import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { SagaEvent } from '../adapters/executions.ts';
import { fromStored, toStored } from '../domain/order/answer.ts';
import { isEnd, type OrderState } from '../domain/order/order.ts';
import { packed, unpacked } from '../domain/order/packed.ts';
import { forConfirming, forOurselves } from '../domain/order/patience.ts';
import { type Left, type Next, nextAfter, nextAfterLoss } from '../domain/order/saga.ts';
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
  return async (event: SagaEvent, context: DurableContext): Promise<OrderState | undefined> => {
    const { run, orderId } = event;
    // An order that has ended before stays as it is: its name may be used again when the execution is forgotten.
    const isOver = await attempt(context, 'begin', forOurselves, async () => {
      const { state, order, steps: noted } = await known(deps, orderId);
      if (run === 'order' && state === 'placed') await steps.sayPlaced(order, noted[0]?.at ?? deps.now().toISOString());
      return run === 'order' && isEnd(state);
    });
    if (isOver) return undefined;
    const isAgain = event.run === 'order' && event.again !== undefined;
    const job = await jobOf(deps, orderId, context, isAgain);
    if (run === 'late') return compensate(deps, steps, job, context);
    return carryOut(deps, steps, job, context, isAgain ? await leftOf(deps, job, context) : undefined);
  };
}

async function known({ orders }: OrderSagaDeps, orderId: string) {
  const found = await orders.read(orderId);
  if (found === undefined) throw new Error('there is no such order');
  return found;
}

/** Of a vendor that was taken away: nobody answers there, and the money goes back all the same. */
const nowhere = 'https://vendor.invalid';

/** What was asked for never changes; where the vendor is stays the same for a whole execution. */
async function jobOf(deps: OrderSagaDeps, orderId: string, context: DurableContext, isAgain: boolean): Promise<Job> {
  const { order, ...vendor } = await attempt(context, 'job', forOurselves, async () => {
    const { order } = await known(deps, orderId);
    const found = await deps.vendorNamed(order.vendor);
    const endpoint = found?.endpoint ?? (isAgain ? nowhere : undefined);
    if (endpoint === undefined) throw new Error('the vendor takes no orders');
    return { order: packed(order), endpoint, answers: found?.answers ?? 'poll' };
  });
  return { ...vendor, order: unpacked(order) };
}

/** What the execution before left. From here on no answer is waited for: one that comes now is too late. */
async function leftOf(deps: OrderSagaDeps, { order }: Job, context: DurableContext): Promise<Left> {
  const left = await attempt(context, 'left', forOurselves, async () => {
    const answer = (await deps.orders.answer(order.id, { kind: 'no-answer' })) ?? { kind: 'no-answer' as const };
    const { steps, captured, reason } = await known(deps, order.id);
    const isUndoing = steps.some(({ step }) => step === 'undoing');
    return { isUndoing, captured: captured.toString(), reason, answer: toStored(answer) };
  });
  return { ...left, captured: BigInt(left.captured), answer: fromStored(left.answer), wanted: order.amount.minor };
}

async function carryOut(
  deps: OrderSagaDeps,
  steps: Steps,
  job: Job,
  context: DurableContext,
  left: Left | undefined,
): Promise<OrderState | undefined> {
  const { order } = job;
  let captured = left?.captured ?? 0n;
  for (let next: Next = left === undefined ? { do: 'hold' } : nextAfterLoss(left); ; )
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
