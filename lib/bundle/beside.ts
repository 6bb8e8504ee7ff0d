import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Bundles all functions below `root` in a thread of its own: esbuild asks for every file of a library, and the CDK loads
 * meanwhile.
 * @throws Error with esbuild's messages when a source does not compile
 */
export async function bundleBeside(root: string): Promise<void> {
  await once(new Worker(new URL('bundle-in-thread.ts', import.meta.url), { workerData: root }), 'exit');
}
