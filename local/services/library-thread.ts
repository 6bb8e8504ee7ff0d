import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Call, StandIn } from './call.ts';

export type LibraryOptions = {
  readonly library: 'dynalite' | 'kinesalite';
  readonly path: string;
  /** Keeps compiled code for the next start; nothing does when left out. */
  readonly compiledIn?: string;
};

/** Of a call what the libraries read. */
export type LibraryCall = Pick<Call, 'method' | 'url' | 'headers'> & { readonly body: Uint8Array };

/** What crosses the threads. */
export type Question = { readonly id: number; readonly call: LibraryCall } | 'stop';
export type Reply =
  | { readonly id: number; readonly answer: Omit<Answer, 'body'> & { readonly body: string | Uint8Array } }
  | 'ready'
  | 'stopped';

/** Each header that crosses costs more than what it says: these are all that the libraries look at. */
const headersRead = ['content-type', 'x-amz-target', 'authorization', 'x-amz-date'];

/**
 * A library's stand-in in a thread of its own, its data kept under `path`.
 * @throws Error when the data cannot be opened
 */
export async function startLibrary(options: LibraryOptions): Promise<StandIn> {
  mkdirSync(options.path, { recursive: true });
  if (existsSync(join(options.path, 'CURRENT')))
    throw new Error(`${options.path} is in LevelDB's format, which is not read any more: npm run reset drops it.`);
  const worker = new Worker(new URL('./library-worker.ts', import.meta.url), {
    workerData: options,
    name: options.library,
    ...(options.compiledIn !== undefined && { env: { ...process.env, NODE_COMPILE_CACHE: options.compiledIn } }),
  });
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  await once(worker, 'message');
  worker.on('message', (reply: Reply) => {
    if (typeof reply === 'string') return;
    waiting.get(reply.id)?.resolve({ ...reply.answer, body: toBuffer(reply.answer.body) });
    waiting.delete(reply.id);
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error(`${options.library} ended`)));

  let last = 0;
  return {
    handle: ({ method, url, headers, body: sent }) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        // A copy of its own: a Buffer would cross with all of the memory that it was cut from.
        const body = new Uint8Array(sent);
        const read = Object.fromEntries(headersRead.map((name) => [name, headers[name]]));
        const question: Question = { id, call: { method, url, headers: read, body } };
        worker.postMessage(question, [body.buffer]);
      }),
    stop: async () => {
      const stopped = new Promise<void>((resolve) => {
        worker.on('message', (reply: Reply) => reply === 'stopped' && resolve());
        worker.once('exit', () => resolve());
      });
      worker.postMessage('stop' satisfies Question);
      await stopped;
      await worker.terminate();
    },
  };
}

const toBuffer = (body: string | Uint8Array): string | Buffer =>
  typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
