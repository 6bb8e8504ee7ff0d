import { mkdirSync, rmSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is made in turns takes seconds: whoever began so long ago has died. */
const turnMaxMs = 120_000;

/** Waits until the folder is ours to make, of all processes that want it. @returns what removes it, for the next one */
export async function turnOf(folder: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(folder);
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const madeAtMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (madeAtMs > 0 && Date.now() - madeAtMs > turnMaxMs) rmSync(folder, { recursive: true, force: true });
      await sleep(100);
    }
  }
}
