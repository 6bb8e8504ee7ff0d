import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { applyChange, beginning, type Change, type Execution, type Head } from './execution.ts';

export type ExecutionFiles = {
  readonly create: (execution: Execution) => void;
  /** Written when it returns: a process that dies afterwards loses nothing. */
  readonly append: (execution: Execution, change: Change) => void;
  readonly running: () => Execution[];
  /** One that has ended and is still kept. */
  readonly ended: (functionName: string, name: string) => Execution | undefined;
  readonly allEnded: () => Execution[];
};

const dayMs = 24 * 60 * 60 * 1000;

/**
 * A file per execution, one line per change. Those that ended lie in a folder of their own, so that a start reads only
 * what still runs.
 */
export function openExecutionFiles(dir: string, now: () => number): ExecutionFiles {
  const runningDir = join(dir, 'running');
  const endedDir = join(dir, 'ended');
  for (const each of [runningDir, endedDir]) mkdirSync(each, { recursive: true, mode: 0o700 });

  const isKept = ({ head, ended }: Execution): boolean =>
    ended === undefined || ended.atMs + head.retentionDays * dayMs > now();
  const readEnded = (path: string): Execution | undefined => {
    const execution = existsSync(path) ? read(path) : undefined;
    if (execution === undefined || isKept(execution)) return execution;
    rmSync(path);
    return undefined;
  };
  for (const file of readdirSync(endedDir)) {
    const path = join(endedDir, file);
    // The shortest retention is a day: younger files need no look.
    if (statSync(path).mtimeMs < now() - dayMs) readEnded(path);
  }

  return {
    create: (execution) => {
      const first = { head: execution.head, operations: [...execution.operations.values()] };
      appendFileSync(join(runningDir, fileOf(execution.head)), lineOf(first), { mode: 0o600 });
    },
    append: ({ head }, change) => {
      const path = join(runningDir, fileOf(head));
      appendFileSync(path, lineOf(change));
      if (change.ended !== undefined) renameSync(path, join(endedDir, fileOf(head)));
    },
    running: () =>
      readdirSync(runningDir).flatMap((file) => {
        dropTornLine(join(runningDir, file));
        const execution = read(join(runningDir, file));
        if (execution?.ended === undefined) return execution ?? [];
        renameSync(join(runningDir, file), join(endedDir, file));
        return [];
      }),
    ended: (functionName, name) => readEnded(join(endedDir, fileOf({ functionName, name }))),
    allEnded: () => readdirSync(endedDir).flatMap((file) => readEnded(join(endedDir, file)) ?? []),
  };
}

const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;

const fileOf = ({ functionName, name }: Pick<Head, 'functionName' | 'name'>): string =>
  `${createHash('sha256').update(`${functionName} ${name}`).digest('hex').slice(0, 40)}.jsonl`;

/** A line without its end was cut off while it was written: nobody was told of it, and the next must not follow it. */
function dropTornLine(path: string): void {
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf('\n') + 1;
  if (whole < bytes.length) truncateSync(path, whole);
}

/** @returns undefined for an empty file: the start was cut off */
function read(path: string): Execution | undefined {
  const [first = '', ...changes] = readFileSync(path, 'utf8').trimEnd().split('\n');
  if (first === '') return undefined;
  const { head, ...change } = JSON.parse(first) as Change & { readonly head: Head };
  const execution = beginning(head);
  for (const each of [change, ...changes.map((line) => JSON.parse(line) as Change)]) applyChange(execution, each);
  return execution;
}
