import type { DurableContext } from '@aws/durable-execution-sdk-js';

const attemptsMax = 500;
const pauseMaxSec = 300;

/**
 * A step that is tried for more than a day: what fails are the database and the streams, which come back, and nobody else
 * would go on with the campaign. Its value is kept as JSON.
 */
export const persistently = <Value>(
  context: DurableContext,
  name: string,
  work: () => Promise<Value>,
): Promise<Value> =>
  Promise.resolve(
    context.step(name, work, {
      retryStrategy: (_, attempt) =>
        attempt >= attemptsMax
          ? { shouldRetry: false }
          : { shouldRetry: true, delay: { seconds: Math.min(pauseMaxSec, 2 ** Math.min(attempt - 1, 20)) } },
    }),
  );
