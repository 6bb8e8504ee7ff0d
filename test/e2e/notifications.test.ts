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
  cloud = await aCloud({ messaging: { latencyMs: 1, receiptDelayMs: 20 }, durableTimeScale: 0.01 });
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
