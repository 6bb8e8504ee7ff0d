import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Checkpoints, ShardCheckpoint } from './checkpoints.ts';

type Saved = { readonly firstStartMs: number; readonly shards: Readonly<Record<string, ShardCheckpoint>> };

/** Each of a dozen busy mappings writes so often. */
const writeEveryMs = 1000;

/**
 * Keeps the checkpoints of one mapping in a JSON file. Writing trails a little behind: what a crash loses is delivered
 * again, as after any crash.
 * @throws {Error} when the file cannot be read or holds something else.
 */
export async function openCheckpointFile(path: string, nowMs: number): Promise<Checkpoints> {
  await mkdir(dirname(path), { recursive: true });
  const saved = await load(path);
  const firstStartMs = saved?.firstStartMs ?? nowMs;
  const shards = new Map(Object.entries(saved?.shards ?? {}));
  let dirty = saved === undefined;
  let writing: Promise<void> | undefined;
  let hurry: () => void = () => undefined;
  let failure: unknown;

  await flush();
  return {
    of: (shardId) => shards.get(shardId) ?? {},
    save: (shardId, checkpoint) => {
      shards.set(shardId, checkpoint);
      dirty = true;
      writing ??= writeSoon();
    },
    firstStartMs,
    flush,
  };

  async function flush(): Promise<void> {
    while (dirty || writing !== undefined) {
      writing ??= writeSoon();
      hurry();
      await writing;
    }
    if (failure !== undefined) throw failure;
  }

  /** One write for many batches, unless somebody waits for it. */
  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, writeEveryMs);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function writeSoon(): Promise<void> {
    await pause();
    dirty = false;
    const text = JSON.stringify({ firstStartMs, shards: Object.fromEntries(shards) } satisfies Saved);
    try {
      // Renamed into place: a crash leaves the old checkpoints or the new ones.
      await writeFile(`${path}.new`, text);
      await rename(`${path}.new`, path);
    } catch (error) {
      failure = error;
    }
    writing = dirty && failure === undefined ? writeSoon() : undefined;
  }
}

async function load(path: string): Promise<Saved | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as Saved;
  } catch {
    throw new Error(`${path} does not hold checkpoints: remove it (npm run reset) to start over`);
  }
}
