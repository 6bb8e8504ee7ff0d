import type { Cloud } from '../../local/cloud.ts';
import type { PopulationEvent } from './population/index.ts';

type Counts = { accepted: number; duplicate: number; otp: number; personal: number };

/** How many messages a phone sends at once. */
const messagesPerPost = 100;

/** What one phone posts: its messages up to a hundred together, and each list of apps, both in their order. */
function postsOf(events: readonly PopulationEvent[]): { readonly path: string; readonly body: object }[] {
  const messages = events.flatMap((event) =>
    event.type === 'sms' ? [{ sender: event.sender, message: event.message, receivedAt: event.receivedAt }] : [],
  );
  const batches = Array.from({ length: Math.ceil(messages.length / messagesPerPost) }, (_, batch) => ({
    path: '/v1/device/sms',
    body: { messages: messages.slice(batch * messagesPerPost, (batch + 1) * messagesPerPost) },
  }));
  const lists = events.flatMap((event) =>
    event.type === 'apps' ? [{ path: '/v1/device/apps', body: { takenAt: event.takenAt, apps: event.apps } }] : [],
  );
  return [...batches, ...lists];
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
      const token = await cloud.token({ customer });
      for (const { path, body } of postsOf(theirs)) await post(cloud, token, path, body, counts);
    }
  };
  await Promise.all(Array.from({ length: phonesAtOnce }, phone));
  return counts;
}

type Collected = { accepted: number; duplicate: number; dropped: { otp: number; personal: number } };

async function post(cloud: Cloud, token: string, path: string, body: object, counts: Counts): Promise<void> {
  const request = {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  for (let attempt = 0; attempt < 20; attempt++) {
    const response = await fetch(`${cloud.apiUrl}${path}`, request);
    const text = await response.text();
    if (response.status >= 500) continue;
    if (response.status !== 202) throw new Error(`${path} answered ${response.status}: ${text}`);
    const { accepted, duplicate, dropped } = JSON.parse(text) as Collected;
    counts.accepted += accepted;
    counts.duplicate += duplicate;
    counts.otp += dropped.otp;
    counts.personal += dropped.personal;
    return;
  }
  throw new Error(`${path} kept failing`);
}
