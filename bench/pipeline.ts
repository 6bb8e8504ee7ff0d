import { Worker } from 'node:worker_threads';
import type { Cloud } from '../local/cloud.ts';
import { callAs, giveConsents } from '../test/support/cloud.ts';
import { makePopulation, populationEvents } from '../test/support/population/index.ts';
import { storesOf } from '../test/support/stores.ts';
import { type Benchmark, type Measured, percentile, rounded } from './benchmark.ts';
import type { Load, LoadResult, Post } from './load.ts';
import { onACloud, totalOf } from './on-a-cloud.ts';

const goalSmsPerSecond = 5000;
const goalLatencyMs = 100;
const people = 3000;
const messagesPerPost = 100;
const atOnce = 16;
const latencyRounds = 60;
/**
 * Sustained is what a platform does that has run for a while: every instance is there, and each has run its code often
 * enough for the compiler to be done.
 */
const warmUpShare = 0.5;

/** Everything posted, as a phone does: up to a hundred messages of one customer a request. */
async function makePosts(cloud: Cloud): Promise<Post[]> {
  const from = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  const customers = makePopulation({ seed: 'bench', customers: people, from, days: 22 });
  await giveConsents(
    cloud,
    customers.map(({ id }) => id),
  );
  const posts: Post[] = [];
  for (const [customer, events] of Map.groupBy(populationEvents(customers), ({ customerId }) => customerId)) {
    // Outlives the run: five minutes may be too short on a slow machine.
    const token = await cloud.token({ customer, expiresInSec: 3600 });
    const sms = events.flatMap((event) =>
      event.type === 'sms' ? [{ sender: event.sender, message: event.message, receivedAt: event.receivedAt }] : [],
    );
    for (let at = 0; at < sms.length; at += messagesPerPost) {
      const messages = sms.slice(at, at + messagesPerPost);
      posts.push({ token, body: JSON.stringify({ messages }), messages: messages.length });
    }
  }
  return posts;
}

const runLoad = (workerData: Load): Promise<LoadResult> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load.ts', import.meta.url), { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

type Insights = { months: { outflowCount: number }[] };

/** From sending one message to an answer that counts it, on a platform with nothing else to do. */
async function idleLatencies(cloud: Cloud): Promise<number[]> {
  const customer = 'latency';
  await giveConsents(cloud, [customer]);
  const outflows = async (): Promise<number> => {
    const { body } = await callAs<Insights>(cloud, { customer }, 'GET', `/v1/customers/${customer}/insights`);
    return body.months.reduce((sum, { outflowCount }) => sum + outflowCount, 0);
  };
  const latencies: number[] = [];
  for (let round = 0; round < latencyRounds; round++) {
    const known = await outflows();
    const message = `Rs.${100 + round}.00 debited from A/c XX1234 on 21-11-26 to SHOP ${round}. Avl bal Rs.9,000.00`;
    const messages = [{ sender: 'VM-HDFCBK-S', message, receivedAt: new Date().toISOString() }];
    const startedAt = performance.now();
    await callAs(cloud, { customer }, 'POST', '/v1/device/sms', { messages });
    while ((await outflows()) === known);
    // The first ones start functions.
    if (round >= 10) latencies.push(performance.now() - startedAt);
  }
  return latencies;
}

async function measure(cloud: Cloud): Promise<Measured> {
  const latencies = await idleLatencies(cloud);
  const posts = await makePosts(cloud);
  const url = `${cloud.apiUrl}/v1/device/sms`;
  const warmUp = await runLoad({ url, posts: posts.slice(0, posts.length * warmUpShare), atOnce });
  await cloud.drained();

  const callsBefore = totalOf(cloud.calls());
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const measured = posts.slice(posts.length * warmUpShare);
  const load = await runLoad({ url, posts: measured, atOnce });
  await cloud.drained();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const calls = totalOf(cloud.calls()) - callsBefore;

  const messages = measured.reduce((sum, post) => sum + post.messages, 0);
  const accepted = warmUp.accepted + load.accepted;

  const stores = storesOf(cloud);
  const stored = (await stores.table('DeviceSms')).length - latencyRounds;
  stores.close();
  const smsPerSecond = messages / seconds;
  const p50 = percentile(latencies, 0.5);
  return {
    figures: {
      messages,
      warmUpMessages: posts.reduce((sum, post) => sum + post.messages, 0) - messages,
      accepted,
      refusedPosts: warmUp.refused + load.refused,
      lost: accepted - stored,
      smsPerSecond: rounded(smsPerSecond),
      cpuMsPer1000Sms: rounded(((user + system) / 1000 / messages) * 1000),
      callsPer1000Sms: rounded((calls / messages) * 1000),
      idlePostToInsightP50Ms: rounded(p50),
      idlePostToInsightP99Ms: rounded(percentile(latencies, 0.99)),
    },
    ratios: {
      smsPerSecondToGoal: rounded(smsPerSecond / goalSmsPerSecond),
      goalToIdleP50: rounded(goalLatencyMs / p50),
    },
  };
}

export const benchmark: Benchmark = {
  claim: `a laptop of 2 cores carries ${goalSmsPerSecond} SMS/s from the API to every consumer, and an idle one answers in ${goalLatencyMs} ms`,
  run: () => onACloud(measure),
};
