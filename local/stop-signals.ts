import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, parentOf } from './process-command.ts';

const parentCheckMs = 1000;

/** Resolves with why everything should stop: a signal, or that whoever started us is gone. A second signal ends at once. */
export function untilStopped(): Promise<string> {
  const reasons = { SIGINT: 'Ctrl-C', SIGTERM: 'SIGTERM', SIGHUP: 'the terminal is gone' } as const;
  const signalled = Object.entries(reasons).map(
    ([signal, reason]) =>
      new Promise<string>((resolve) => {
        process.once(signal, () => {
          resolve(reason);
          process.once(signal, () => process.exit(130));
        });
      }),
  );
  return Promise.race([...signalled, untilOrphaned()]);
}

async function untilOrphaned(): Promise<string> {
  const parent = process.ppid;
  // npm runs scripts through a shell, which lives on when npm is killed.
  const grandparent = await parentOf(parent);
  const isNpm = grandparent !== undefined && /\bnpm\b/.test(await commandOf(grandparent));
  for (;;) {
    await sleep(parentCheckMs, undefined, { ref: false });
    if (process.ppid !== parent) return 'the parent process is gone';
    if (isNpm && (await parentOf(parent)) !== grandparent) return 'npm is gone';
  }
}
