import type { Cloud } from '../../local/cloud.ts';
import { addAudience, anOffer } from '../support/audience.ts';
import { aCloud, callAs, giveConsents } from '../support/cloud.ts';
import { campaignsOn, countBy } from '../support/notified.ts';
import { until } from '../support/until.ts';

const people = 30;
let cloud: Cloud;
let on: ReturnType<typeof campaignsOn>;

/** `HH:MM` in UTC, so many hours from now. */
const clockIn = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);

const statesOf = async (campaignId: string) => countBy(await on.outcomes(campaignId), ({ state }) => state);

/** As if the time had come that messages wait for. */
async function sweep(): Promise<void> {
  await on.sql(
    `UPDATE notifications.notification SET due_at = now() WHERE state = 'waiting' AND due_at < '9000-01-01'`,
  );
  await cloud.fire('NotificationSweep');
  await cloud.drained();
}

beforeAll(async () => {
  cloud = await aCloud({ messaging: { latencyMs: 1, receiptDelayMs: 10 }, durableTimeScale: 0.01 });
  on = campaignsOn(cloud);
  await addAudience(on.sql, { prefix: 'c', count: people, withoutDevice: 10, withoutConsent: 0, withSalary: true });
  await on.sql(`INSERT INTO notifications.policy (version, definition, changed_by)
    SELECT max(version) + 1, '{"windows": [{"purposes": ["promotional"], "channels": ["push", "sms", "email"], "from": "${clockIn(-1)}", "to": "${clockIn(3)}"}],
      "caps": {"promotional": {"perDay": 100, "perWeek": 500}}, "currency": "INR",
      "pricesMicros": {"push": 85, "sms": 150000, "email": 8500, "inbox": 0}}', 'test' FROM notifications.policy`);
  // It is open in UTC, and India is five and a half hours ahead.
  await on.sql(`UPDATE notifications.contact SET zone = 'UTC' WHERE customer_id <= 'c000020'`);
  await on.template('offer', anOffer);
});

afterAll(() => cloud.stop());

it('lets those wait whose night it is, and sends when their morning comes', async () => {
  const { campaignId } = await on.draft('Quiet', { channels: ['push', 'sms'] });
  expect((await on.dryRun(campaignId)).wouldWait).toEqual([{ reason: 'quiet-hours', count: 10 }]);
  await on.tell(campaignId, 'start');
  await on.finish(campaignId);
  expect(await statesOf(campaignId)).toEqual({ accepted: 20, 'waiting:quiet-hours': 10 });
  await on.sql(`UPDATE notifications.contact SET zone = 'UTC'`);
  await sweep();
  await until(async () => (await statesOf(campaignId)).accepted === people, 'everybody has it');
  expect(cloud.outbox.messages({ outcome: 'accepted' })).toHaveLength(people);
  expect(await on.miscounted()).toEqual([]);
});

/** No dispatcher can work, so that what is asked for stays on the lane. */
const holdDispatch = () => cloud.faults.inject({ principal: 'DispatchCampaigns', service: 'rds-data', kind: 'away' });

it('keeps what is on its way while a campaign is paused, and sends it when it goes on', async () => {
  // Ten at a time, and the second ten find no stream.
  const { campaignId } = await on.draft('Paused', { sendRatePerSec: 1 });
  holdDispatch();
  cloud.faults.inject({ principal: 'RunCampaign', service: 'kinesis', kind: 'away', skip: 1 });
  await on.tell(campaignId, 'start');
  await until(async () => (await on.at(campaignId)).counts.requested === 10, 'the first ten are asked for');
  await on.tell(campaignId, 'pause');
  cloud.faults.clear();
  await until(async () => ((await statesOf(campaignId))['waiting:paused'] ?? 0) >= 10, 'they wait');
  await sweep();
  expect(Object.keys(await statesOf(campaignId))).toEqual(['waiting:paused']);
  await on.tell(campaignId, 'resume');
  await on.finish(campaignId);
  await sweep();
  await until(async () => (await statesOf(campaignId)).accepted === people, 'everybody has it');
});

it('sends nothing more of a campaign that is cancelled', async () => {
  const { campaignId } = await on.draft('Cancelled');
  const before = cloud.outbox.messages().length;
  holdDispatch();
  await on.tell(campaignId, 'start');
  await until(async () => (await on.at(campaignId)).state === 'done', 'everybody is asked for');
  await on.tell(campaignId, 'cancel');
  cloud.faults.clear();
  await until(async () => (await statesOf(campaignId))['suppressed:cancelled'] === people, 'all are dropped');
  await cloud.drained();
  expect(cloud.outbox.messages()).toHaveLength(before);
  expect(await on.miscounted()).toEqual([]);
});

it('makes an offer by the rule for it when a bank tells of a salary', async () => {
  await giveConsents(cloud, ['c000025']);
  const message = 'Salary of Rs.85,000.00 credited to A/c XX7013. Info: NEFT-N12345-INFOSYS LTD. Avl Bal Rs 90,000';
  await callAs(cloud, { customer: 'c000025' }, 'POST', '/v1/device/sms', {
    messages: [{ sender: 'VM-HDFCBK-S', message, receivedAt: new Date().toISOString() }],
  });
  const offers = () =>
    on.sql<{ state: string }>(`SELECT state FROM notifications.notification WHERE rule_id = 'salary-offer'`);
  await until(async () => (await offers())[0]?.state === 'accepted', 'the offer is made');
  const [offer] = cloud.outbox.messages({ address: 'device-of-c000025' }).slice(-1);
  expect(offer?.content).toMatchObject({ title: 'Your salary is here', body: expect.stringContaining('₹5,00,000') });
});
