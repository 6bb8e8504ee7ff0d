import type { Cloud } from '../../local/cloud.ts';
import { makeFaults } from '../../local/faults.ts';
import { addAudience, anOffer, openAllDay } from '../support/audience.ts';
import { aCloud } from '../support/cloud.ts';
import { campaignsOn, countBy } from '../support/notified.ts';
import { stateTransfers } from '../support/stated-transfers.ts';
import { until } from '../support/until.ts';

const people = 400;
const payees = 12;
let cloud: Cloud;
let on: ReturnType<typeof campaignsOn>;

/** How often each message was taken by a provider. */
const takenById = (): Record<string, number> =>
  countBy(cloud.outbox.messages({ outcome: 'accepted' }), ({ notificationId }) => String(notificationId));

/** Everything that can be asked for is, and what waits for a provider is sent. */
async function settled(campaignId: string): Promise<void> {
  await on.finish(campaignId);
  await until(async () => {
    await on.sql(`UPDATE notifications.notification SET due_at = now(), released_at = NULL WHERE state = 'waiting'`);
    await cloud.fire('NotificationSweep');
    await cloud.drained();
    const [open] = await on.sql(`SELECT FROM notifications.notification WHERE state IN ('waiting', 'claimed') LIMIT 1`);
    return open === undefined;
  }, 'nothing waits or is claimed any more');
}

beforeAll(async () => {
  cloud = await aCloud({
    faults: makeFaults(20_261_121),
    messaging: { latencyMs: 1, receiptDelayMs: 10 },
    durableTimeScale: 0.01,
  });
  on = campaignsOn(cloud);
  await addAudience(on.sql, { prefix: 'c', count: people, withoutDevice: 150, withoutConsent: 20, withSalary: true });
  await addAudience(on.sql, {
    prefix: 't',
    count: payees,
    withoutDevice: 4,
    withoutConsent: payees,
    withSalary: false,
  });
  await openAllDay(on.sql);
  await on.template('offer', anOffer);
});

afterAll(() => cloud.stop());

it('sends promotion at most once and the rest at least once, whoever dies, and counts each once', async () => {
  const { faults } = cloud;
  const { campaignId } = await on.draft('Crashing', {
    audience: { segment: { field: 'insights.salary', op: 'ge', value: { minor: '1', currency: 'INR' } } },
    channels: ['push', 'sms'],
    holdoutPercent: 5,
  });
  faults.disorder({ twice: 0.3, shuffle: true });
  for (const when of ['before', 'during', 'after'] as const) {
    for (const service of ['rds-data', 'kinesis'])
      faults.inject({ principal: 'RunCampaign', service, kind: 'crash', when, times: 1, probability: 0.5 });
    for (const principal of ['DispatchCampaigns', 'DispatchTransactional'])
      for (const service of ['rds-data', 'mobiletargeting', 'secretsmanager'])
        faults.inject({ principal, service, kind: 'crash', when, times: 2, probability: 0.3 });
    faults.inject({ principal: 'Follow', service: 'kinesis', kind: 'crash', when, times: 1 });
    faults.inject({ principal: 'Track', service: 'rds-data', kind: 'crash', when, times: 1 });
  }
  faults.inject({ service: 'mobiletargeting', kind: 'throttle', times: 3, probability: 0.3 });
  faults.inject({ service: 'kinesis', principal: 'RunCampaign', kind: 'partial', times: 2 });

  const transfers = stateTransfers(cloud, 'crashing', payees, { everyMs: 30, most: 40 });
  await on.tell(campaignId, 'start');
  await until(() => cloud.outbox.messages().length > people / 8, 'some messages are out');
  await transfers.done;
  await cloud.restart('abruptly');
  await settled(campaignId);
  expect(faults.struck()).toBeGreaterThan(20);
  faults.clear();

  const rows = await on.outcomes(campaignId);
  const taken = takenById();
  expect(rows).toHaveLength(people);
  const ends = ['accepted', 'unknown', 'suppressed', 'held-out'];
  expect(rows.filter(({ state }) => !ends.includes(String(state.split(':')[0])))).toEqual([]);
  const wrong = rows.filter(({ id, state }) => {
    const times = taken[id] ?? 0;
    if (state.startsWith('unknown')) return times > 1;
    return times !== (state === 'accepted' ? 1 : 0);
  });
  expect(wrong).toEqual([]);
  expect([...transfers.stated.keys()].filter((id) => taken[id] === undefined)).toEqual([]);
  expect(
    await on.sql(`SELECT state FROM notifications.notification WHERE rule_id IS NOT NULL AND state <> 'accepted'`),
  ).toEqual([]);
  expect(await on.miscounted()).toEqual([]);
});
