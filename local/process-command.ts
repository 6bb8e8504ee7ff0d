import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Command line of a process, empty when there is none: a number alone may belong to anybody after a reboot. */
export async function commandOf(pid: number): Promise<string> {
  if (existsSync('/proc/self/cmdline')) {
    const file = `/proc/${pid}/cmdline`;
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}

/** Process number of the parent, undefined when there is no such process. */
export async function parentOf(pid: number): Promise<number | undefined> {
  const file = `/proc/${pid}/stat`;
  if (existsSync('/proc/self/stat')) {
    // `<pid> (<name>) <state> <parent> ...`, where the name may hold anything.
    const fields = existsSync(file) ? readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') : undefined;
    return fields === undefined ? undefined : Number(fields[1]);
  }
  const { stdout } = await run('ps', ['-o', 'ppid=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() === '' ? undefined : Number(stdout);
}
