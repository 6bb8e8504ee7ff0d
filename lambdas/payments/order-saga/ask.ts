import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { type Answer, fromStored, type StoredAnswer, toStored } from '../domain/order/answer.ts';
import { forAsking, forOurselves, pollDelaysSec } from '../domain/order/patience.ts';
import type { Job, OrderSagaDeps } from './deps.ts';
import { attempt, attemptOr, awaited } from './durably.ts';

const stored = (answer: Answer | 'pending'): StoredAnswer | 'pending' =>
  answer === 'pending' ? answer : toStored(answer);

/**
 * The vendor's answer: at once, by a call of its own, or asked for again and again; or none in its time. Whoever comes
 * first decides, in the order itself: an answer that comes while we give up is the answer, one that comes later is late.
 */
export async function answerOf(
  { orders, vendors }: OrderSagaDeps,
  { order, endpoint, answers }: Job,
  context: DurableContext,
): Promise<Answer> {
  const { timeoutSec } = order.terms;
  // Before it is asked: it may call before we have heard that it took the order.
  const [called, callbackId] =
    answers === 'callback'
      ? await context.createCallback('answer', { timeout: { seconds: timeoutSec } })
      : [undefined, undefined];

  const first = await attemptOr(
    context,
    'ask',
    forAsking,
    async () => {
      if (callbackId !== undefined) await orders.await(order.id, callbackId);
      return stored(await vendors.ask(endpoint, order));
    },
    undefined,
  );
  let answer = first === 'pending' ? undefined : first;
  if (first === 'pending' && called !== undefined) {
    // What it says lies in the order; without an answer in time this ends as well.
    await Promise.resolve(called).catch(() => undefined);
  } else if (first === 'pending') {
    answer = await awaited(context, 'poll', pollDelaysSec(timeoutSec), async (name) => {
      const polled = await attemptOr(
        context,
        name,
        { attempts: 1, firstSec: 1, mostSec: 1 },
        async () => stored(await vendors.poll(endpoint, order)),
        'pending' as const,
      );
      return polled === 'pending' ? undefined : polled;
    });
  }
  return attempt(context, 'decide', forOurselves, async () => {
    const counts = await orders.answer(order.id, fromStored(answer ?? { kind: 'no-answer' }));
    if (counts === undefined) throw new Error('the order is gone');
    return toStored(counts);
  }).then(fromStored);
}
