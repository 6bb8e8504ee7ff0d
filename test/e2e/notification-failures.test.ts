import type { Cloud } from '../../local/cloud.ts';
import { makeFaults } from '../../local/faults.ts';
import { withSandboxVendor } from '../../local/sandbox-vendor/register.ts';
import type { SandboxVendor } from '../../local/sandbox-vendor/start-sandbox-vendor.ts';
import { addAudience, openAllDay } from '../support/audience.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { inr, openWallets } from '../support/money.ts';
import { campaignsOn, countBy, type Outcome } from '../support/notified.ts';
import { stateTransfers } from '../support/stated-transfers.ts';
import { until } from '../support/until.ts';

const people = 30;
const payees = 8;
const providers = ['mobiletargeting', 'sms-voice', 'ses'] as const;
const lanes = ['DispatchCampaigns', 'DispatchTransactional'] as const;
let cloud: Cloud;
let sandbox: SandboxVendor;
let on: ReturnType<typeof campaignsOn>;

const words = { texts: { en: { title: 'Tea', body: 'Tea for you' } } };
const dlt = { senderId: 'SANGAM', dltEntityId: '1100000000000000001' };
const tea = {
  purpose: 'offers',
  push: { kind: 'visible', ...words },
  sms: { ...dlt, texts: { en: { dltTemplateId: '1107000000000000104', body: 'Tea for you' } } },
  email: { texts: { en: { subject: 'Tea', html: '<p>Tea for you</p>' } } },
};
const mailOfMoney = {
  eventType: 'sangam.payments.transfer-posted.v1',
  condition: { field: 'role', is: 'payee' },
  template: 'money-mail',
  channels: ['email'],
  values: {},
  expiresInMinutes: 1440,
  once: 'event',
  enabled: true,
};

beforeAll(async () => {
  cloud = await aCloud({
    faults: makeFaults(20_261_121),
    messaging: { latencyMs: 1, receiptDelayMs: 10 },
    durableTimeScale: 0.01,
  });
  on = campaignsOn(cloud);
  const nobody = { withoutConsent: 0, withSalary: false };
  await addAudience(on.sql, { prefix: 'c', count: people, withoutDevice: 10, ...nobody });
  await addAudience(on.sql, { prefix: 't', count: payees, withoutDevice: 4, ...nobody, withoutConsent: payees });
  await on.sql(`INSERT INTO notifications.endpoint (customer_id, channel, address)
    SELECT customer_id, 'email', customer_id || '@example.in' FROM notifications.contact`);
  // Promotion goes to these alone.
  await on.sql(`UPDATE notifications.contact SET zone = 'UTC' WHERE customer_id LIKE 'c%'`);
  await openAllDay(on.sql);
  await on.template('tea', tea);
  await on.template('money-mail', { purpose: 'payments', email: tea.email });
  const rule = await callAs(cloud, { client: 'operations' }, 'PUT', '/v1/notification-rules/money-mail', mailOfMoney);
  expect(rule.status).toBe(200);
});

afterAll(async () => {
  await sandbox?.stop();
  await cloud.stop();
});

/** How often each message was taken by a provider. */
const takenById = (): Record<string, number> =>
  countBy(cloud.outbox.messages({ outcome: 'accepted' }), ({ notificationId }) => String(notificationId));

/** Sends promotion and payments by every channel. @returns what became of promotion */
async function sendAll(round: string): Promise<Outcome[]> {
  const transfers = stateTransfers(cloud, round, payees, { everyMs: 10, most: payees });
  const campaigns = await Promise.all(
    [['push', 'sms'], ['email']].map(async (channels) => {
      const { campaignId } = await on.draft(`${round} ${channels}`, {
        variants: [{ name: 'a', template: { id: 'tea' }, weight: 1 }],
        audience: { segment: { field: 'customer.zone', op: 'eq', value: 'UTC' } },
        channels,
      });
      await on.tell(campaignId, 'start');
      return campaignId;
    }),
  );
  await transfers.done;
  for (const campaignId of campaigns) await on.finish(campaignId);
  await until(async () => {
    await on.sql(`UPDATE notifications.notification SET due_at = now(), released_at = NULL WHERE state = 'waiting'`);
    await cloud.fire('NotificationSweep');
    await cloud.drained();
    const [open] = await on.sql(`SELECT FROM notifications.notification WHERE state IN ('waiting', 'claimed') LIMIT 1`);
    return open === undefined;
  }, 'nothing waits or is claimed any more');
  expect([...transfers.stated.keys()].filter((id) => takenById()[id] === undefined)).toEqual([]);
  return (await Promise.all(campaigns.map((campaignId) => on.outcomes(campaignId)))).flat();
}

type Row = { readonly id: string; readonly state: string; readonly channel: string };

/** Payments of this round: each was taken, and is known to be. */
async function expectPaymentsTold(since: string): Promise<readonly Row[]> {
  const rows = await on.sql<Row>(
    `SELECT id::text, state, channel FROM notifications.notification WHERE rule_id IN ('money-received', 'money-mail')
       AND requested_at >= '${since}'`,
  );
  const taken = takenById();
  expect(rows).toHaveLength(2 * payees);
  expect(rows.filter(({ id, state }) => state !== 'accepted' || taken[id] === undefined)).toEqual([]);
  return rows;
}

/** Each customer has an end, and nobody got a message twice. @returns by which channels nobody knows it of some */
function expectAtMostOnce(rows: readonly Outcome[], reason: RegExp): string[] {
  const taken = takenById();
  expect(rows).toHaveLength(2 * people);
  const wrong = rows.filter(({ id, state }) => {
    const times = taken[id] ?? 0;
    if (state.startsWith('unknown:')) return times > 1 || !reason.test(state);
    return state !== 'accepted' || times !== 1;
  });
  expect(wrong).toEqual([]);
  const unknown = rows.filter(({ state }) => state.startsWith('unknown'));
  return [...new Set(unknown.map(({ channel }) => String(channel)))].toSorted();
}

it('sends payments again and promotion never when calls of providers hang past their time', async () => {
  const since = new Date().toISOString();
  for (const service of providers)
    for (const principal of lanes)
      cloud.faults.inject({ principal, service, kind: 'delay', ms: 12_000, times: service === 'ses' ? 1 : 6 });
  const rows = await sendAll('Hanging');
  cloud.faults.clear();
  const byEmail = rows.filter(({ channel }) => channel === 'email');
  expect(byEmail.every(({ state }) => state.startsWith('unknown'))).toBe(true);
  expect(expectAtMostOnce(rows, /:etimedout$/)).toEqual(['email', 'push', 'sms']);
  const told = await expectPaymentsTold(since);
  const taken = takenById();
  const again = told.filter(({ id }) => (taken[id] ?? 0) > 1).map(({ channel }) => channel);
  // Push and SMS go by the same service: those hang that come first. What hung is taken late, besides what was sent again.
  expect(again).not.toEqual([]);
  expect(await on.miscounted()).toEqual([]);
});

it.each(['before', 'during', 'after'] as const)(
  'loses no e-mail and sends promotion at most once when a dispatcher dies %s a call of SES',
  async (when) => {
    const since = new Date().toISOString();
    const struck = cloud.faults.struck();
    for (const principal of lanes) cloud.faults.inject({ principal, service: 'ses', kind: 'crash', when, times: 1 });
    const rows = await sendAll(`Dying ${when}`);
    cloud.faults.clear();
    expect(cloud.faults.struck() - struck).toBe(lanes.length);
    const unknown = expectAtMostOnce(rows, /:interrupted$/);
    // With the answer in hand a dying dispatcher may be just quick enough to note it.
    if (when !== 'after') expect(unknown).toContain('email');
    await expectPaymentsTold(since);
    expect(await on.miscounted()).toEqual([]);
  },
);

it('tells a customer of an order that its vendor refuses', async () => {
  await openWallets(cloud, { c000001: 500, 'shop-1': 0 });
  sandbox = await withSandboxVendor(cloud, { timeoutSec: 600, feeMinor: '0' });
  const placed = await callAs<{ orderId: string }>(
    cloud,
    { customer: 'c000001' },
    'POST',
    '/v1/orders',
    { vendor: 'sandbox', amount: inr(120), reference: 'refuse-1', merchant: 'shop-1' },
    { 'idempotency-key': 'order-that-is-refused' },
  );
  expect(placed.status).toBe(202);
  const undone = () =>
    cloud.outbox.messages({ address: '+918009900001' }).filter(({ content }) => content.body?.includes('refuse-1'));
  await until(() => undone().length > 0, 'the customer is told');
  await cloud.drained();
  expect(undone().map(({ channel, content }) => [channel, content.body])).toEqual([
    ['sms', 'refuse-1 could not be done. Rs.120 is free in your Sangam wallet again.'],
  ]);
  const rows = await on.sql<{ state: string }>(
    `SELECT state FROM notifications.notification WHERE rule_id = 'order-undone' AND customer_id = 'c000001'`,
  );
  expect(rows).toEqual([{ state: 'accepted' }]);
});
