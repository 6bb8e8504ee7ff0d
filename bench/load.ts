/** Posts prepared bodies from a thread of its own, so that making the load does not slow down what is measured. */
import { parentPort, workerData } from 'node:worker_threads';

/** `messages`: how many the body holds. */
export type Post = { readonly token: string; readonly body: string; readonly messages: number };
export type Load = { readonly url: string; readonly posts: readonly Post[]; readonly atOnce: number };
export type LoadResult = { readonly accepted: number; readonly refused: number };

async function run({ url, posts, atOnce }: Load): Promise<LoadResult> {
  const queue = posts.values();
  let accepted = 0;
  let refused = 0;
  const sender = async (): Promise<void> => {
    for (const { token, body } of queue) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body });
      const answer = (await response.json()) as { accepted?: number };
      if (response.status === 202) accepted += answer.accepted ?? 0;
      else refused++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return { accepted, refused };
}

if (parentPort !== null) parentPort.postMessage(await run(workerData as Load));
