import type { Cloud } from '../../local/cloud.ts';
import { callAs } from './cloud.ts';
import type { PopulationEvent } from './population/index.ts';

type Counts = { accepted: number; duplicate: number; otp: number; personal: number };

/** How many messages a phone sends at once. */
const messagesPerPost = 100;

/** What one phone posts, in its order: a list of apps alone, messages up to a hundred together. */
export function postsOf(events: readonly PopulationEvent[]): { readonly path: string; readonly body: object }[] {
  const posts: { path: string; body: object }[] = [];
  let messages: object[] = [];
  const flush = () => {
    if (messages.length > 0) posts.push({ path: '/v1/device/sms', body: { messages } });
    messages = [];
  };
  for (const event of events) {
    if (event.type === 'apps') {
      flush();
      posts.push({ path: '/v1/device/apps', body: { takenAt: event.takenAt, apps: event.apps } });
      continue;
    }
    const { sender, message, receivedAt } = event;
    messages.push({ sender, message, receivedAt });
    if (messages.length === messagesPerPost) flush();
  }
  flush();
  return posts;
}

/**
 * Sends what a population's phones send through the public API, several phones at once, each in its order. An answer of
 * 503 is tried again, as a phone does.
 */
export async function deliver(cloud: Cloud, events: readonly PopulationEvent[], phonesAtOnce = 6): Promise<Counts> {
  const counts: Counts = { accepted: 0, duplicate: 0, otp: 0, personal: 0 };
  const phones = [...Map.groupBy(events, ({ customerId }) => customerId)];
  const phone = async (): Promise<void> => {
    for (let next = phones.pop(); next !== undefined; next = phones.pop()) {
      const [customer, theirs] = next;
      for (const { path, body } of postsOf(theirs)) await post(cloud, customer, path, body, counts);
    }
  };
  await Promise.all(Array.from({ length: phonesAtOnce }, phone));
  return counts;
}

type Collected = { accepted: number; duplicate: number; dropped: { otp: number; personal: number } };

async function post(cloud: Cloud, customer: string, path: string, body: object, counts: Counts): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const answer = await callAs<Collected>(cloud, { customer }, 'POST', path, body);
    if (answer.status >= 500) continue;
    if (answer.status !== 202) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    counts.accepted += answer.body.accepted;
    counts.duplicate += answer.body.duplicate;
    counts.otp += answer.body.dropped.otp;
    counts.personal += answer.body.dropped.personal;
    return;
  }
  throw new Error(`${path} kept failing`);
}
