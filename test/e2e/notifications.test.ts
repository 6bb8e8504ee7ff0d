import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../../local/cloud.ts';
import { addAudience, anOffer, openAllDay } from '../support/audience.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { campaignsOn, countBy } from '../support/notified.ts';
import { until } from '../support/until.ts';

let cloud: Cloud;
let on: ReturnType<typeof campaignsOn>;

const people = 120;
const browser = { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36' };

/** What the shipped products allow for the salary that the audience has: ten salaries, and five lakh at most. */
function eligibleRupees(customer: string): number {
  const salary = 30_000 + (Number(customer.slice(1)) % 50) * 1000;
  return Math.min(500_000, salary * 10);
}

const messagesOf = (notificationId: string) => cloud.outbox.messages({ notificationId });
const linkIn = (text: string | undefined): string => /https?:\/\/\S+\/r\/[\w-]{44}/.exec(text ?? '')?.[0] ?? '';

beforeAll(async () => {
  cloud = await aCloud({
    messaging: { latencyMs: 1, receiptDelayMs: 20 },
    durableTimeScale: 0.01,
    log: { level: 'debug', terminal: () => undefined },
  });
  on = campaignsOn(cloud);
  await addAudience(on.sql, { prefix: 'c', count: people, withoutDevice: 40, withoutConsent: 10, withSalary: true });
  await openAllDay(on.sql);
  await on.template('offer', anOffer);
  await on.template('offer-warm', { ...anOffer, inbox: undefined });
});

afterAll(() => cloud.stop());

it('sends to a segment what the dry run said, and holds some back', async () => {
  const { campaignId } = await on.draft('Diwali', {
    variants: [
      { name: 'plain', template: { id: 'offer' }, weight: 1 },
      { name: 'warm', template: { id: 'offer-warm' }, weight: 1 },
    ],
    audience: { segment: { field: 'insights.salary', op: 'ge', value: { minor: '3000000', currency: 'INR' } } },
    channels: ['push', 'sms'],
    holdoutPercent: 10,
  });
  const said = await on.dryRun(campaignId);
  await on.tell(campaignId, 'start');
  await on.finish(campaignId);

  const rows = await on.outcomes(campaignId);
  const sent = rows.filter(({ state }) => state === 'accepted');
  const held = rows.filter(({ state }) => state === 'held-out');
  expect(rows).toHaveLength(people);
  expect(held.length).toBeGreaterThan(0);
  expect(said).toMatchObject({ checked: people, heldOut: held.length, wouldWait: [] });
  expect(Object.fromEntries(said.wouldSend.map(({ channel, count }) => [channel, count]))).toEqual(
    countBy(sent, ({ channel }) => String(channel)),
  );
  expect(countBy(rows, ({ state }) => state)).toEqual({
    accepted: sent.length,
    'held-out': held.length,
    ...Object.fromEntries(said.wouldSuppress.map(({ reason, count }) => [`suppressed:${reason}`, count])),
  });
  expect((await on.at(campaignId)).spentMicros).toBe(said.costMicros);
  expect(Object.keys(countBy(sent, ({ variant }) => variant)).toSorted()).toEqual(['plain', 'warm']);

  for (const { id, customer, channel } of sent) {
    const [message, ...more] = messagesOf(id);
    const { body = '' } = message?.content ?? {};
    expect([more, message?.channel]).toEqual([[], channel]);
    expect(body).toContain(eligibleRupees(customer).toLocaleString('en-IN'));
    expect(linkIn(body)).not.toBe('');
  }
  expect(held.flatMap(({ id }) => messagesOf(id))).toEqual([]);
  expect(await on.miscounted()).toEqual([]);
});

it('counts who clicked, opened and was delivered to, the same in every form of the report', async () => {
  const { campaignId } = await on.draft('Counted', {
    audience: { segment: { field: 'customer.channels', op: 'has', value: 'sms' } },
    channels: ['sms'],
  });
  await on.tell(campaignId, 'start');
  await on.finish(campaignId);
  const sent = (await on.outcomes(campaignId)).filter(({ state }) => state === 'accepted');
  const clickers = sent.slice(0, 7);
  for (const { id } of clickers) {
    const answer = await fetch(linkIn(messagesOf(id)[0]?.content.body), { redirect: 'manual', headers: browser });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      expect.stringContaining(
        `https://www.sangam.example/offers?utm_source=sangam&utm_medium=sms&utm_campaign=${campaignId}`,
      ),
    ]);
  }
  const [reader] = sent.slice(20);
  await callAs(cloud, { customer: String(reader?.customer) }, 'POST', `/v1/notifications/${reader?.id}/events`, {
    events: [{ kind: 'opened', at: new Date().toISOString() }],
  });
  await until(async () => (await on.report(campaignId)).total.opened === 1, 'the opening is counted');
  await cloud.drained();

  const { total, links } = await on.report(campaignId);
  expect(total).toMatchObject({
    requested: people,
    suppressed: 10,
    sent: sent.length,
    delivered: sent.length,
    clicked: clickers.length,
    opened: 1,
  });
  expect(links).toEqual([{ link: 'offer', clicked: clickers.length }]);
  expect(await on.miscounted()).toEqual([]);
  const table = (await on.reportAs(campaignId, 'text/csv')).trim().split('\n').slice(1);
  const inTable = (stage: string) =>
    table
      .map((line) => line.split(','))
      .reduce((sum, cells) => sum + (cells[2] === stage ? Number(cells.at(-1)) : 0), 0);
  expect(['requested', 'accepted', 'delivered', 'clicked'].map(inTable)).toEqual([
    people,
    sent.length,
    sent.length,
    clickers.length,
  ]);
  expect(await on.reportAs(campaignId, 'image/svg+xml')).toContain(`>${sent.length} ·`);
});

const gift = {
  purpose: 'offers',
  variables: { gift: { type: 'text', source: 'value.gift', default: 'a gift', maxLength: 30, gsm7: true } },
  links: [],
  sms: { ...anOffer.sms, texts: { en: { dltTemplateId: '1107000000000000102', body: '{{ gift }} is yours' } } },
  push: { kind: 'visible', texts: { en: { title: 'For you', body: '{{ gift }} is yours' } } },
  email: { texts: { en: { subject: 'For you', html: '<p>{{ gift }} is yours</p>' } } },
  inbox: { texts: { en: { title: 'For you', body: '{{ gift }} is yours' } } },
};

/** Addresses that the stand-ins treat in their own ways, in the order of the channels, and what becomes of a message. */
const unusual: Readonly<Record<string, { readonly by: Readonly<Record<string, string>>; readonly ends: string }>> = {
  'u-dead-phone': { by: { push: 'dead-1', sms: '+919811111111' }, ends: 'accepted by sms' },
  'u-dead-twice': { by: { push: 'dead-2', sms: '+919999010002', email: 'asha@example.in' }, ends: 'accepted by email' },
  'u-quiet': { by: { sms: '+919999010003' }, ends: 'accepted by inbox' },
  'u-moved': { by: { push: 'moved-1' }, ends: 'accepted by push' },
  'u-busy': { by: { push: 'busy-1' }, ends: 'accepted by push' },
  'u-rejected': { by: { email: 'rejected@example.in' }, ends: 'accepted by inbox' },
  'u-lost': { by: { sms: '+919999010006', email: 'lost@example.in' }, ends: 'unknown:timeout by sms' },
  'u-bounces': { by: { email: 'bounce@example.in' }, ends: 'accepted by inbox' },
  'u-mail': { by: { email: 'ravi@example.in' }, ends: 'accepted by email' },
  'u-nowhere': { by: {}, ends: 'accepted by inbox' },
};

async function addUnusual(): Promise<void> {
  const rows = Object.entries(unusual).flatMap(([customer, { by }]) =>
    Object.entries(by).map(
      ([channel, to]) => `('${customer}', '${channel}', '${to}', ${channel === 'push' ? "'android'" : 'NULL'})`,
    ),
  );
  const names = Object.keys(unusual).map((customer) => `('${customer}')`);
  await on.sql(`INSERT INTO notifications.contact (customer_id) VALUES ${names}`);
  await on.sql(`INSERT INTO notifications.endpoint (customer_id, channel, address, platform) VALUES ${rows}`);
  await on.sql(`INSERT INTO notifications.preference (customer_id, purpose, channel, wanted, source, changed_at)
    SELECT customer_id, 'promotional', '*', true, 'app', now() FROM notifications.contact WHERE customer_id LIKE 'u-%'`);
}

it('reaches those whom a file names by the next channel where one does not reach, and knows lost addresses', async () => {
  await addUnusual();
  await on.template('gift', gift);
  const { campaignId, audience } = await on.draft('Gifts', {
    variants: [{ name: 'a', template: { id: 'gift' }, weight: 1 }],
    audience: { upload: { columns: ['gift'] } },
  });
  const lines = [
    'customerId,gift',
    ...Object.keys(unusual).map((customer) => `${customer},Tea for ${customer}`),
    'c000120,Tea',
  ];
  await fetch(String(audience.uploadUrl), { method: 'PUT', body: lines.join('\n') });
  await on.tell(campaignId, 'audience');
  await until(async () => (await on.at(campaignId)).audience.state === 'ready', 'the file is counted');
  await on.tell(campaignId, 'start');
  await on.finish(campaignId);

  const all = await on.outcomes(campaignId);
  const rows = all.filter(({ state }) => state !== 'replaced');
  expect(all.filter((row) => !rows.includes(row))).toMatchObject([{ customer: 'u-bounces', channel: 'email' }]);
  expect(Object.fromEntries(rows.map(({ customer, state, channel }) => [customer, `${state} by ${channel}`]))).toEqual({
    ...Object.fromEntries(Object.entries(unusual).map(([customer, { ends }]) => [customer, ends])),
    c000120: 'suppressed:no-consent by null',
  });
  expect(cloud.outbox.messages({ address: '+919811111111' }).at(-1)?.content.body).toBe(
    'Tea for u-dead-phone is yours',
  );
  expect(await on.sql(`SELECT channel, reason FROM notifications.suppression ORDER BY channel, reason`)).toEqual([
    { channel: 'email', reason: 'bounced' },
    { channel: 'push', reason: 'dead' },
    { channel: 'push', reason: 'dead' },
    { channel: 'sms', reason: 'dead' },
    { channel: 'sms', reason: 'opted-out' },
  ]);
  const [moved] = await on.sql<{ address: string }>(
    `SELECT address FROM notifications.endpoint WHERE customer_id = 'u-moved'`,
  );
  expect(moved?.address).not.toBe('moved-1');
  expect((await on.report(campaignId)).total).toMatchObject({ sent: 9, unknown: 1, bounced: 1 });
  expect(await on.miscounted()).toEqual([]);
});

it('hears who wants no more, and keeps to caps and budgets', async () => {
  const mail = cloud.outbox.messages({ address: 'ravi@example.in' }).at(-1);
  const [unsubscribe = ''] = /https?:[^>]+/.exec(mail?.content.headers?.['List-Unsubscribe'] ?? '') ?? [];
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const done = await fetch(unsubscribe, { method: 'POST', headers: form, body: 'List-Unsubscribe=One-Click' });
  expect(done.status).toBe(200);
  const [phone] = cloud.outbox.messages({ channel: 'sms', outcome: 'accepted' });
  await callAs(cloud, { client: 'PhpServer' }, 'POST', '/v1/sms-replies', {
    id: 'stop-1',
    from: phone?.address,
    to: 'SANGAM',
    text: 'STOP',
    receivedAt: new Date().toISOString(),
  });

  const sent = async (name: string, overrides: object) => {
    const { campaignId } = await on.draft(name, {
      variants: [{ name: 'a', template: { id: 'plain' }, weight: 1 }],
      ...overrides,
    });
    await on.tell(campaignId, 'start');
    await on.finish(campaignId);
    return { campaignId, rows: await on.outcomes(campaignId) };
  };
  await on.template('plain', {
    ...gift,
    variables: {},
    sms: { ...gift.sms, texts: { en: { dltTemplateId: '1107000000000000103', body: 'Tea' } } },
    push: undefined,
    email: { texts: { en: { subject: 'Tea', html: '<p>Tea</p>' } } },
    inbox: { texts: { en: { title: 'Tea', body: 'Tea' } } },
  });
  const byEmail = await sent('Mail', {
    audience: { segment: { field: 'customer.channels', op: 'has', value: 'email' } },
    channels: ['email'],
  });
  expect(Object.fromEntries(byEmail.rows.map(({ customer, state }) => [customer, state]))).toMatchObject({
    'u-mail': 'suppressed:opted-out',
    'u-bounces': 'suppressed:suppressed-address',
    'u-dead-twice': 'accepted',
  });

  // A rupee is six messages and a bit.
  const cheap = await sent('Cheap', { channels: ['sms'], budget: { minor: '100', currency: 'INR' } });
  const states = countBy(cheap.rows, ({ state }) => state);
  expect(states).toMatchObject({ accepted: 6, 'suppressed:opted-out': 1 });
  expect(states['suppressed:budget']).toBeGreaterThan(90);
  expect((await on.at(cheap.campaignId)).spentMicros).toBe('900000');

  const capped = await sent('Capped', { channels: ['inbox'], frequencyCap: { perDay: 1, perWeek: 5 } });
  expect(countBy(capped.rows, ({ state }) => state)['suppressed:frequency-cap']).toBeGreaterThan(100);
  expect(await on.miscounted()).toEqual([]);
});

it('writes no address, no name and no word of a message into a log', async () => {
  await cloud.drained();
  const folder = join(cloud.dataDir, 'logs');
  const logs = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const secrets = cloud.outbox
    .messages()
    .flatMap(({ address, content: { body = '', title = '' } }) => [
      address,
      ...[title, body.slice(0, 12), linkIn(body).slice(-44)].filter((text) => text.length > 6),
    ]);
  // It would be found if it were there.
  expect(logs.some((log) => log.includes('notifications.dispatched'))).toBe(true);
  expect([...new Set(secrets)].filter((secret) => logs.some((log) => log.includes(secret)))).toEqual([]);
});
