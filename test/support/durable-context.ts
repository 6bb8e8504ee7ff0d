import type { DurableContext, StepConfig } from '@aws/durable-execution-sdk-js';
import { Crash } from './crashing.ts';

/** What an execution keeps over crashes. */
export type Kept = Map<string, string>;

export type ContextOptions = {
  readonly kept?: Kept;
  /** Resolves when the callback is answered, rejects when its time is over. */
  readonly onCallback?: () => Promise<void>;
  /** The worker died: nothing of the invocation goes on. */
  readonly onCrash?: (crash: Crash) => void;
};

/**
 * Runs steps as Lambda's durable functions do: what one came to is kept as JSON, and a failed one is tried as its
 * strategy says. Waits take no time.
 */
export function durableContext({ kept = new Map(), onCallback, onCrash }: ContextOptions = {}): DurableContext {
  const never = new Promise<never>(() => undefined);
  async function step<Value>(name: string, work: () => Promise<Value>, config?: StepConfig<Value>): Promise<Value> {
    for (let attempt = 1; !kept.has(name); attempt++)
      try {
        kept.set(name, JSON.stringify({ value: await work() }));
      } catch (error) {
        if (error instanceof Crash) {
          onCrash?.(error);
          return never;
        }
        if (config?.retryStrategy?.(error as Error, attempt).shouldRetry !== true) throw error;
      }
    return (JSON.parse(kept.get(name) ?? '') as { value: Value }).value;
  }
  const context = {
    step,
    wait: async () => undefined,
    createCallback: async (name: string) => {
      const answered = onCallback?.() ?? Promise.resolve();
      // Few of them are awaited.
      answered.catch(() => undefined);
      return [answered, `callback-of-${name}`];
    },
  };
  return context as unknown as DurableContext;
}

/** Invokes again after each crash, as Lambda does. */
export async function untilEnded<Result>(invoke: (context: DurableContext) => Promise<Result>): Promise<Result> {
  const kept: Kept = new Map();
  for (;;)
    try {
      return await new Promise<Result>((resolve, reject) => {
        invoke(durableContext({ kept, onCrash: reject })).then(resolve, reject);
      });
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
}
