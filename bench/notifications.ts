import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CampaignView } from '../lambdas/contracts/api/campaigns.ts';
import type { Cloud } from '../local/cloud.ts';
import type { Assembly } from '../local/template/types.ts';
import { addAudience, anOffer, openAllDay } from '../test/support/audience.ts';
import { callAs } from '../test/support/cloud.ts';
import { type Stated, stateTransfers } from '../test/support/stated-transfers.ts';
import { storesOf } from '../test/support/stores.ts';
import { type Benchmark, type Measured, percentile, rounded } from './benchmark.ts';
import { providersCeiling } from './notifications/ceiling.ts';
import { oneDispatcher } from './notifications/one-dispatcher.ts';
import { recordTaken } from './notifications/recorder.ts';
import { onACloud, totalOf } from './on-a-cloud.ts';
import { treeCpuMs } from './process-tree.ts';

const goalSeconds = 60;
const goalTransactionalMs = 1000;
const latencyMs = 50;
/** Fewer show sooner what a change did. */
const sends = Number(process.env.SENDS ?? 100_000);
/** They are asked for like the others, and the policy keeps the message from them. */
const withoutConsent = sends / 50;
const payees = 400;
const everyMs = 50;
/** Ten dispatchers: two shards with five batches at a time each. */
const [shards, parallel] = [2, 5];
const cdkOut = fileURLToPath(new URL('../cdk.out', import.meta.url));
const operations = { client: 'operations' };

const withTenDispatchers = (assembly: Assembly): Assembly => ({
  ...assembly,
  stacks: assembly.stacks.map((stack) => {
    const resources = Object.entries(stack.template.Resources).map(([id, resource]) => {
      const { Type, Properties = {} } = resource;
      if (Type === 'AWS::Kinesis::Stream' && id.startsWith('CampaignRequests')) {
        const changed = { ...Properties, ShardCount: shards, StreamModeDetails: { StreamMode: 'PROVISIONED' } };
        return [id, { ...resource, Properties: changed }];
      }
      if (Type === 'AWS::Lambda::EventSourceMapping' && id.startsWith('DispatchCampaigns'))
        return [id, { ...resource, Properties: { ...Properties, ParallelizationFactor: parallel } }];
      return [id, resource];
    });
    return { ...stack, template: { ...stack.template, Resources: Object.fromEntries(resources) } };
  }),
});

async function told<Body>(cloud: Cloud, method: string, path: string, body?: unknown): Promise<Body> {
  const headers = { 'idempotency-key': `bench-${path.length}` };
  const answer = await callAs<Body>(cloud, operations, method, path, body, headers);
  if (answer.status >= 300)
    throw new Error(`${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function prepare(cloud: Cloud, sql: (text: string) => Promise<unknown>): Promise<string> {
  const count = sends + withoutConsent;
  await addAudience(sql, { prefix: 'c', count, withoutDevice: sends * 0.3, withoutConsent, withSalary: true });
  await addAudience(sql, { prefix: 't', count: payees, withoutDevice: 0, withoutConsent: payees, withSalary: false });
  await openAllDay(sql, 2);
  await told(cloud, 'PUT', '/v1/templates/bench-offer', anOffer);
  const { campaignId } = await told<CampaignView>(cloud, 'POST', '/v1/campaigns', {
    name: 'Bench',
    variants: [{ name: 'a', template: { id: 'bench-offer' }, weight: 1 }],
    audience: { segment: { field: 'insights.salary', op: 'ge', value: { minor: '2500000', currency: 'INR' } } },
    channels: ['push', 'sms'],
  });
  return campaignId;
}

const kindOf = (address: string): string =>
  address.startsWith('bare-') ? 'bare' : address.startsWith('device-of-t') ? 'transactional' : 'campaign';

async function measure(cloud: Cloud): Promise<Measured> {
  const stores = storesOf(cloud);
  const recorder = recordTaken(cloud, kindOf);
  const campaignId = await prepare(cloud, stores.sql);
  const ceiling = await providersCeiling(cloud, sends, shards * parallel);

  const idleFor = async (round: string, ms: number): Promise<Stated> => {
    const transfers = stateTransfers(cloud, round, payees, { everyMs });
    await pause(ms);
    await transfers.stop();
    await cloud.drained();
    return transfers.stated;
  };
  // The first messages start functions.
  await idleFor('warm-up', 4000);
  const idle = await idleFor('idle', 6000);

  const [cpuBefore, callsBefore] = [treeCpuMs(), totalOf(cloud.calls())];
  const transfers = stateTransfers(cloud, 'busy', payees, { everyMs });
  const beganMs = performance.now();
  await told(cloud, 'POST', `/v1/campaigns/${campaignId}/start`);
  while (recorder.taken('campaign').all < sends && performance.now() - beganMs < 10 * goalSeconds * 1000)
    await pause(50);
  const seconds = (performance.now() - beganMs) / 1000;
  await transfers.stop();
  await cloud.drained();
  const [cpuMs, calls] = [treeCpuMs() - cpuBefore, totalOf(cloud.calls()) - callsBefore];

  const states = await stores.sql<{ state: string; count: number }>(
    `SELECT state || coalesce(':' || reason, '') AS state, count(*)::integer AS count
     FROM notifications.notification WHERE campaign_id = '${campaignId}' GROUP BY 1 ORDER BY 1`,
  );
  stores.close();
  const taken = recorder.taken('campaign');
  const memory = await oneDispatcher(cloud, cdkOut, 40);
  const inState = Object.fromEntries(states.map(({ state, count }) => [state, count]));
  const latencies = (stated: Stated): number[] =>
    [...stated].map(([id, atMs]) => (recorder.takenAtMs('transactional').get(id) ?? Number.POSITIVE_INFINITY) - atMs);
  const busy = latencies(transfers.stated);
  return {
    figures: {
      sends,
      seconds: rounded(seconds),
      sendsPerSecond: rounded(sends / seconds),
      lost: sends - (taken.all - taken.twice),
      sentTwice: taken.twice,
      rowsAccepted: inState.accepted ?? 0,
      rowsWithoutConsent: inState['suppressed:no-consent'] ?? 0,
      rowsInAnotherState: states.reduce((sum, { count }) => sum + count, 0) - (inState.accepted ?? 0) - withoutConsent,
      cpuMsPer1000Sends: rounded((cpuMs / sends) * 1000),
      callsPer1000Sends: rounded((calls / sends) * 1000),
      transactional: busy.length,
      transactionalP50Ms: rounded(percentile(busy, 0.5)),
      transactionalP99Ms: rounded(percentile(busy, 0.99)),
      transactionalIdleP50Ms: rounded(percentile(latencies(idle), 0.5)),
      transactionalIdleP99Ms: rounded(percentile(latencies(idle), 0.99)),
      transactionalTwice: recorder.taken('transactional').twice,
      ceilingPerSecond: rounded(ceiling),
      dispatcherPeakRssMb: rounded(memory.peakRssMb),
      dispatcherHeapMb: rounded(memory.peakHeapMb),
    },
    ratios: {
      goalToSeconds: rounded(goalSeconds / seconds),
      dispatcherRssToLimit: rounded(memory.peakRssMb / memory.limitMb),
      goalToTransactionalP99: rounded(goalTransactionalMs / percentile(busy, 0.99)),
      sendsPerSecondToCeiling: rounded(sends / seconds / ceiling),
    },
  };
}

export const benchmark: Benchmark = {
  claim: `ten dispatchers send ${sends} messages with amounts and links of their own in ${goalSeconds} s, and what is urgent takes under ${goalTransactionalMs} ms meanwhile`,
  run: () => onACloud(measure, { messaging: { latencyMs }, amend: withTenDispatchers }),
};
