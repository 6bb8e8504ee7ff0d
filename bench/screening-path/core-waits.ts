import { existsSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';

const tasks = '/proc/self/task';

/**
 * How long the threads that a call of DynamoDB goes through were ready and had no core so far, in ms: this one, the one of
 * the front and the gate, and the stand-in's. `undefined` where the system does not say, which is all but Linux.
 */
export function coreWaits(): (() => number) | undefined {
  if (!existsSync('/proc/thread-self/schedstat')) return undefined;
  const own = readlinkSync('/proc/thread-self').split('/').at(-1);
  const standIn = readdirSync(tasks).find((id) => readFileSync(`${tasks}/${id}/comm`, 'utf8').trim() === 'dynalite');
  const files = [own, String(process.pid), standIn].map((id) => openSync(`${tasks}/${id}/schedstat`, 'r'));
  const text = Buffer.alloc(80);
  // Nanoseconds with a core, nanoseconds ready without one, and how often.
  const waitedNs = (file: number) => Number(text.toString('latin1', 0, readSync(file, text, 0, 80, 0)).split(' ')[1]);
  return () => files.reduce((sum, file) => sum + waitedNs(file), 0) / 1e6;
}
