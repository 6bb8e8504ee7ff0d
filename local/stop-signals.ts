const parentCheckMs = 1000;

/** Resolves with why everything should stop: a signal, or that whoever started us is gone. A second signal ends at once. */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    const reasons = { SIGINT: 'Ctrl-C', SIGTERM: 'SIGTERM', SIGHUP: 'the terminal is gone' } as const;
    for (const [signal, reason] of Object.entries(reasons))
      process.once(signal, () => {
        resolve(reason);
        process.once(signal, () => process.exit(130));
      });
    const parent = process.ppid;
    const check = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(check);
      resolve('the parent process is gone');
    }, parentCheckMs);
    check.unref();
  });
}
