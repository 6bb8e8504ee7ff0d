import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks. */
const pauseMs = 20;
/** Far longer than anything takes on a slow machine, and shorter than a test may: a failure tells what did not come. */
const longestMs = 200_000;

/** Resolves when it holds. @throws Error after 200 seconds, saying what did not come true */
export async function until(holds: () => boolean | Promise<boolean>, what = String(holds)): Promise<void> {
  for (const fromMs = Date.now(); !(await holds()); ) {
    if (Date.now() - fromMs > longestMs) throw new Error(`it did not come true: ${what}`);
    await sleep(pauseMs);
  }
}
