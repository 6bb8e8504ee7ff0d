import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ of Linux, on every machine that Node runs on. */
const ticksPerSecond = 100;

type Process = { readonly parent: number; readonly ownMs: number; readonly reapedMs: number };

/**
 * CPU in ms of this process and of what it started, PostgreSQL among them, those included that have ended since. Without
 * `/proc`, of this process alone.
 */
export function treeCpuMs(): number {
  const { user, system } = process.cpuUsage();
  const all = processes();
  let total = (user + system) / 1000 + (all.get(process.pid)?.reapedMs ?? 0);
  for (const [pid, { ownMs, reapedMs }] of all) if (isOurs(pid, all)) total += ownMs + reapedMs;
  return total;
}

function isOurs(pid: number, all: ReadonlyMap<number, Process>): boolean {
  for (let parent = all.get(pid)?.parent; parent !== undefined; parent = all.get(parent)?.parent)
    if (parent === process.pid) return true;
  return false;
}

function processes(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of listOf('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = textOf(`/proc/${name}/stat`);
    // The name of the program is in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ms = (...places: number[]): number =>
      places.reduce((sum, place) => sum + (Number(fields[place]) * 1000) / ticksPerSecond, 0);
    if (fields.length > 14)
      found.set(Number(name), { parent: Number(fields[1]), ownMs: ms(11, 12), reapedMs: ms(13, 14) });
  }
  return found;
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty when it has ended meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
