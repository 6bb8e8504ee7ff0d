import type { DurableContext, StepConfig } from '@aws/durable-execution-sdk-js';
import { delaySec, type Patience } from '../domain/order/patience.ts';

const strategyOf = <Value>(patience: Patience): StepConfig<Value> => ({
  retryStrategy: (_, attempt) => {
    const seconds = delaySec(patience, attempt);
    return seconds === undefined ? { shouldRetry: false } : { shouldRetry: true, delay: { seconds } };
  },
});

/** A step that is tried as often as patience has it; its value is kept as JSON. @throws what the last try threw */
export const attempt = <Value>(
  context: DurableContext,
  name: string,
  patience: Patience,
  work: () => Promise<Value>,
): Promise<Value> => Promise.resolve(context.step(name, work, strategyOf<Value>(patience)));

/** The same, where giving up is an answer too. */
export async function attemptOr<Value, Else>(
  context: DurableContext,
  name: string,
  patience: Patience,
  work: () => Promise<Value>,
  otherwise: Else,
): Promise<Value | Else> {
  try {
    return await attempt(context, name, patience, work);
  } catch {
    return otherwise;
  }
}

/** Looks again and again, asleep in between. @returns `undefined` when it never came */
export async function awaited<Value>(
  context: DurableContext,
  name: string,
  delaysSec: Iterable<number>,
  look: (name: string) => Promise<Value | undefined>,
): Promise<Value | undefined> {
  let round = 0;
  for (const seconds of delaysSec) {
    round += 1;
    await context.wait(`${name}-wait-${round}`, { seconds });
    const found = await look(`${name}-${round}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @returns all delays of a patience, one after the other */
export function* delaysOf(patience: Patience): Generator<number> {
  for (let round = 1; ; round++) {
    const seconds = delaySec(patience, round);
    if (seconds === undefined) return;
    yield seconds;
  }
}
