import { appendFileSync } from 'node:fs';
import { createRetryStrategy, type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';

export type Order = {
  readonly script: 'steps' | 'wait' | 'callback' | 'retry' | 'chain' | 'parallel' | 'large' | 'broken';
  /** Every effect is a line of this file. */
  readonly effects: string;
  readonly id: string;
  /** Failures before the step of `retry` works. */
  readonly failures?: number;
  readonly timeoutSec?: number;
  readonly heartbeatSec?: number;
  readonly target?: string;
};

const scripts: Readonly<Record<Order['script'], (order: Order, context: DurableContext) => Promise<unknown>>> = {
  steps: async ({ effects, id }, context) => {
    const held = await context.step('hold', async () => effect(effects, `hold ${id}`));
    const asked = await context.step('ask', async () => effect(effects, `ask ${id}`));
    const captured = await context.step('capture', async () => effect(effects, `capture ${id}`));
    return { held, asked, captured };
  },
  wait: async ({ effects, id }, context) => {
    await context.step('before', async () => effect(effects, `before ${id}`));
    await context.wait('pause', { seconds: 60 });
    return context.step('after', async () => effect(effects, `after ${id}`));
  },
  callback: async ({ effects, id, timeoutSec, heartbeatSec }, context) => {
    await context.step('hold', async () => effect(effects, `hold ${id}`));
    try {
      return await context.waitForCallback(
        'vendor',
        async (callbackId) => {
          effect(effects, `callback ${callbackId}`);
        },
        {
          ...(timeoutSec !== undefined && { timeout: { seconds: timeoutSec } }),
          ...(heartbeatSec !== undefined && { heartbeatTimeout: { seconds: heartbeatSec } }),
          retryStrategy: createRetryStrategy({ maxAttempts: 1 }),
        },
      );
    } catch (error) {
      return { given: (error as Error).name, up: (error as Error).message };
    }
  },
  retry: async ({ effects, id, failures = 0 }, context) =>
    context.step(
      'flaky',
      async ({ attempt = 0 }) => {
        effect(effects, `attempt ${id} ${attempt}`);
        if (attempt <= failures) throw new Error(`attempt ${attempt} fails`);
        return attempt;
      },
      { retryStrategy: createRetryStrategy({ maxAttempts: 5, initialDelay: { seconds: 20 } }) },
    ),
  chain: async ({ target = '', effects, id }, context) =>
    context.invoke('child', target, { script: 'steps', effects, id }),
  parallel: async ({ effects, id }, context) => {
    const both = await context.parallel('both', [
      async (child) => child.step('left', async () => effect(effects, `left ${id}`)),
      async (child) => {
        await child.wait({ seconds: 30 });
        return child.step('right', async () => effect(effects, `right ${id}`));
      },
    ]);
    return both.getResults();
  },
  large: async ({ effects, id }, context) => {
    const sizes: number[] = [];
    for (let part = 0; part < 8; part++) {
      const text = await context.step(`part-${part}`, async () => {
        effect(effects, `part ${id} ${part}`);
        return 'x'.repeat(200_000);
      });
      sizes.push(text.length);
    }
    await context.wait('pause', { seconds: 60 });
    return sizes.reduce((sum, size) => sum + size, 0);
  },
  broken: async () => {
    throw new TypeError('no such order');
  },
};

export const handler = withDurableExecution(async (order: Order, context: DurableContext) =>
  scripts[order.script](order, context),
);

function effect(file: string, line: string): string {
  appendFileSync(file, `${line}\n`);
  return line;
}
