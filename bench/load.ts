/** Posts prepared bodies from a thread of its own, so that making the load does not slow down what is measured. */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';

/** `messages`: how many the body holds. */
export type Post = { readonly token: string; readonly body: string; readonly messages: number };
export type Load = { readonly url: string; readonly posts: readonly Post[]; readonly atOnce: number };
export type LoadResult = { readonly accepted: number; readonly refused: number };

/** Half of what `fetch` costs, which is measured along with the platform. */
function post(url: string, agent: Agent, { token, body }: Post): Promise<{ status: number; accepted: number }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      text(response).then((answer) => {
        const { accepted = 0 } = JSON.parse(answer) as { accepted?: number };
        resolve({ status: response.statusCode ?? 0, accepted });
      }, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function run({ url, posts, atOnce }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true });
  const queue = posts.values();
  let accepted = 0;
  let refused = 0;
  const sender = async (): Promise<void> => {
    for (const each of queue) {
      const answer = await post(url, agent, each);
      if (answer.status === 202) accepted += answer.accepted;
      else refused++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  agent.destroy();
  return { accepted, refused };
}

if (parentPort !== null) parentPort.postMessage(await run(workerData as Load));
