import type { CampaignView, DryRun } from '../../lambdas/contracts/api/campaigns.ts';
import type { NotificationsRequested } from '../../lambdas/contracts/notifications.ts';
import type { Cloud } from '../../local/cloud.ts';
import { makeFaults } from '../../local/faults.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { storesOf } from '../support/stores.ts';
import { until } from '../support/until.ts';

const operations = { client: 'operations' };
const customers = 2_500;
let cloud: Cloud;

beforeAll(async () => {
  cloud = await aCloud({ faults: makeFaults(20_261_123), durableTimeScale: 0.01 });
  const { sql } = storesOf(cloud);
  await sql(
    `INSERT INTO notifications.contact (customer_id, language)
     SELECT 'c' || lpad(n::text, 5, '0'), CASE WHEN n % 5 = 0 THEN 'hi' ELSE 'en' END FROM generate_series(1, ${customers}) AS n`,
  );
  await sql(
    `INSERT INTO notifications.template (template_id, version, definition, created_by)
     VALUES ('diwali', 1, '{"purpose": "offers", "variables": {}, "links": [], "inbox": {"texts": {"en": {"title": "Diwali", "body": "Happy Diwali"}}}}', 'ops')`,
  );
  await sql(
    `INSERT INTO notifications.policy (version, definition, changed_by)
     SELECT coalesce(max(version), 0) + 1, '{"windows": [], "caps": {"promotional": {"perDay": 5, "perWeek": 9}}, "currency": "INR", "pricesMicros": {"push": 0, "sms": 120000, "email": 900, "inbox": 0}}', 'ops'
     FROM notifications.policy`,
  );
  await sql(
    `INSERT INTO notifications.preference (customer_id, purpose, channel, wanted, source, changed_at)
     SELECT customer_id, 'promotional', '*', true, 'app', now() FROM notifications.contact WHERE right(customer_id, 1) <> '7'`,
  );
});

afterAll(() => cloud.stop());

async function draft(key: string, overrides: object = {}): Promise<CampaignView> {
  const request = {
    name: key,
    variants: [
      { name: 'a', template: { id: 'diwali' }, weight: 1 },
      { name: 'b', template: { id: 'diwali', version: 1 }, weight: 1 },
    ],
    audience: { segment: { field: 'customer.language', op: 'eq', value: 'hi' } },
    channels: ['inbox'],
    holdoutPercent: 10,
    ...overrides,
  };
  const headers = { 'idempotency-key': `campaign-${key}` };
  const { status, body } = await callAs<CampaignView>(cloud, operations, 'POST', '/v1/campaigns', request, headers);
  if (status !== 201) throw new Error(`drafting answered ${status} ${JSON.stringify(body)}`);
  return body;
}

const tell = async (campaignId: string, verb: string) =>
  callAs<CampaignView>(cloud, operations, 'POST', `/v1/campaigns/${campaignId}/${verb}`);
const at = async (campaignId: string): Promise<CampaignView> =>
  (await callAs<CampaignView>(cloud, operations, 'GET', `/v1/campaigns/${campaignId}`)).body;

/** Who was asked for by a campaign, with what each record said. */
async function requestsOf(campaignId: string): Promise<NotificationsRequested[]> {
  const found = (await storesOf(cloud).records('CampaignRequests')).map(
    (text) => JSON.parse(text) as NotificationsRequested,
  );
  return found.filter(({ data: { origin } }) => origin.kind === 'campaign' && origin.campaignId === campaignId);
}
const customersOf = (requests: readonly NotificationsRequested[]): string[] => [
  ...new Set(requests.flatMap(({ data }) => data.recipients.map(({ customerId }) => customerId))),
];

it('asks for everybody of a segment, whatever crashes', async () => {
  const { campaignId } = await draft('crashing');
  const { faults } = cloud;
  for (const when of ['before', 'during', 'after'] as const)
    for (const service of ['rds-data', 'kinesis'])
      faults.inject({ principal: 'RunCampaign', service, kind: 'crash', when, times: 2, probability: 0.4 });
  expect((await tell(campaignId, 'start')).status).toBe(202);
  await until(async () => (await at(campaignId)).state === 'done');
  expect(faults.struck()).toBeGreaterThan(2);
  faults.clear();

  const requests = await requestsOf(campaignId);
  expect(customersOf(requests)).toHaveLength(500);
  expect((await at(campaignId)).counts.requested).toBe(500);
  expect(new Set(requests.map(({ data }) => data.variant))).toEqual(new Set(['a', 'b', 'holdout']));
  const told = await storesOf(cloud).records('DomainEvents');
  expect(told.filter((text) => text.includes('campaign-ended') && text.includes(campaignId))).not.toHaveLength(0);
});

it('tells before it starts whom it would reach', async () => {
  const { campaignId } = await draft('tried');
  const headers = { 'idempotency-key': 'dry-run-tried' };
  const path = `/v1/campaigns/${campaignId}/dry-runs`;
  const { status, body: begun } = await callAs<DryRun>(cloud, operations, 'POST', path, undefined, headers);
  expect(status).toBe(202);
  const result = async () => (await callAs<DryRun>(cloud, operations, 'GET', `${path}/${begun.dryRunId}`)).body;
  await until(async () => (await result()).state !== 'running');
  const { state, checked, heldOut, wouldSend, wouldSuppress, samples } = await result();
  expect([state, checked]).toEqual(['done', 500]);
  expect(heldOut).toBeGreaterThan(20);
  expect((wouldSend[0]?.count ?? 0) + heldOut + wouldSuppress.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  expect(samples[0]).toMatchObject({ channel: 'inbox', title: 'Diwali', body: 'Happy Diwali' });
  expect(await requestsOf(campaignId)).toEqual([]);
});

it('asks for those whom a file names, with the values that it has for them', async () => {
  const drafted = await draft('uploaded', { audience: { upload: { columns: ['gift'] } }, holdoutPercent: 0 });
  const rows = Array.from({ length: 3_000 }, (_, n) =>
    n === 7 ? 'no one,1' : `c${String(n + 1).padStart(5, '0')},"gift, ${n}"`,
  );
  const csv = ['customerId,gift', ...rows].join('\n');
  const uploaded = await fetch(String(drafted.audience.uploadUrl), { method: 'PUT', body: csv });
  expect(uploaded.status).toBe(200);
  const { campaignId } = drafted;
  expect((await tell(campaignId, 'audience')).status).toBe(202);
  await until(async () => (await at(campaignId)).audience.state !== 'checking');
  const { audience } = await at(campaignId);
  expect(audience).toMatchObject({ state: 'ready', rows: 2_999, wrong: 1 });
  expect(await (await fetch(String(audience.wrongUrl))).text()).toBe('line,reason\n9,customer-wrong\n');

  await tell(campaignId, 'start');
  await until(async () => (await at(campaignId)).state === 'done');
  const recipients = (await requestsOf(campaignId)).flatMap(({ data }) => data.recipients);
  expect(recipients).toHaveLength(2_999);
  expect(recipients.find(({ customerId }) => customerId === 'c00100')?.values).toEqual({ gift: 'gift, 99' });
});

it('stops when it is paused, goes on where it was, and ends when it is cancelled', async () => {
  const slow = { audience: { segment: { field: 'customer.zone', op: 'known' } }, sendRatePerSec: 20 };
  const { campaignId } = await draft('slow', slow);
  await tell(campaignId, 'start');
  await until(async () => (await at(campaignId)).counts.requested >= 200);
  expect((await tell(campaignId, 'pause')).status).toBe(202);
  expect((await at(campaignId)).state).toBe('paused');
  await until(async () => (await at(campaignId)).counts.requested === customersOf(await requestsOf(campaignId)).length);
  const { requested } = (await at(campaignId)).counts;
  expect(requested).toBeLessThan(customers);

  await tell(campaignId, 'resume');
  await until(async () => (await at(campaignId)).counts.requested > requested);
  await tell(campaignId, 'cancel');
  await until(async () =>
    (await storesOf(cloud).records('DomainEvents')).some(
      (text) => text.includes('campaign-ended') && text.includes(campaignId),
    ),
  );
  expect((await at(campaignId)).state).toBe('cancelled');
  const found = (await requestsOf(campaignId)).flatMap(({ data }) => data.recipients.map(({ id }) => id));
  expect(found.length - new Set(found).size).toBeLessThanOrEqual(200);
});
