import { randomUUID } from 'node:crypto';
import { templatesIn } from '../../../lambdas/notifications/adapters/templates-table.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { addCampaign, statesOf, talliesOf } from '../../support/dispatch.ts';
import {
  addCustomer,
  addTemplates,
  dispatchDeps,
  dispatchWith,
  noon,
  payment,
  promotion,
} from '../../support/dispatching.ts';
import { countingMeter } from '../../support/fakes.ts';
import { kinesisOf } from '../../support/kinesis.ts';
import { fakeProviders, type Manner } from '../../support/providers.ts';
import { aTemplateDefinition } from '../../support/templates.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
  await addTemplates(db);
});

afterAll(() => db.services.drop());

const newCampaign = async (definition: object = {}) => {
  const campaign = randomUUID();
  await addCampaign(db.admin.query, campaign);
  await db.admin.query('UPDATE notifications.campaign SET definition = :definition WHERE campaign_id = :campaign', {
    definition,
    campaign,
  });
  return campaign;
};
const newCustomer = async (channels?: string[]) => {
  const customer = `k-${randomUUID()}`;
  await addCustomer(db, customer, channels);
  return customer;
};
const stateOf = async (customer: string) =>
  Object.values(await statesOf(db.admin.query, `customer_id = '${customer}'`)).join(', ');
const spread = (manners: Readonly<Record<string, Manner>>) =>
  fakeProviders((address) => manners[address.split('-of-')[0] ?? ''] ?? 'ok');

it('sends each customer their own words, with links of their own', async () => {
  const campaign = await newCampaign();
  const [one, other] = [await newCustomer(), await newCustomer(['sms'])];
  const { senders, taken } = fakeProviders();
  const meter = countingMeter();
  await dispatchWith({ ...dispatchDeps(db, senders), meter })(kinesisOf([promotion(campaign, [one, other])]));
  expect(taken.map(({ channel, address }) => `${channel} ${address}`)).toEqual([
    `push push-of-${one}`,
    `sms sms-of-${other}`,
  ]);
  const bodies = taken.map(({ message }) => ('body' in message ? message.body : ''));
  expect(bodies[0]).toMatch(/^https:\/\/s\.example\/r\/[\w-]{44}$/);
  expect(bodies[1]).toMatch(/^Dear Asha: https:\/\/s\.example\/r\/[\w-]{44}$/);
  expect(new Set(bodies).size).toBe(2);
  expect(await stateOf(one)).toBe('accepted');
  expect(await talliesOf(db.admin.query, `campaign:${campaign}`)).toEqual({ requested: 2, accepted: 2 });
  expect(meter.counts).toMatchObject({ NotificationsAccepted: 2, RecordsHandled: 1 });
});

it('asks providers for a whole batch at once, and the database three times', async () => {
  const campaign = await newCampaign();
  const customers = await Promise.all(Array.from({ length: 30 }, () => newCustomer()));
  const { senders, calls } = fakeProviders();
  const deps = dispatchDeps(db, senders);
  const seen: string[] = [];
  const counted =
    <Args extends unknown[], Answer>(name: string, of: (...args: Args) => Answer) =>
    (...args: Args) => {
      seen.push(name);
      return of(...args);
    };
  await dispatchWith({
    ...deps,
    customers: counted('read', deps.customers),
    store: { claim: counted('claim', deps.store.claim), settle: counted('settle', deps.store.settle) },
  })(kinesisOf([promotion(campaign, customers.slice(0, 20)), promotion(campaign, customers.slice(20))]));
  expect(calls).toEqual([{ channel: 'push', messages: 30 }]);
  expect(seen).toEqual(['read', 'claim', 'settle']);
});

it.each<[string, Readonly<Record<string, Manner>>, string, string[]]>([
  ['goes on to the next channel when an address is dead', { push: 'dead' }, 'accepted', ['sms']],
  ['goes on when the customer opted out at the provider', { push: 'opted-out' }, 'accepted', ['sms']],
  ['goes on when the provider refuses the message', { push: 'refused' }, 'accepted', ['sms']],
  ['fails where no channel is left', { push: 'dead', sms: 'refused' }, 'failed:too-long', []],
  ['tries again while a provider is busy', { push: 'busy-twice' }, 'accepted', ['push']],
  ['waits when a provider stays busy', { push: 'busy' }, 'waiting:provider-busy', []],
  ['leaves it at that when nobody knows whether it was taken', { push: 'lost' }, 'unknown:time-out', ['push']],
  ['does not go on to another channel then', { push: 'broken' }, 'unknown:time-out', []],
])('promotion %s', async (_, manners, state, channels) => {
  const [campaign, customer] = [await newCampaign(), await newCustomer()];
  const { senders, taken } = spread(manners);
  await dispatchWith(dispatchDeps(db, senders))(kinesisOf([promotion(campaign, [customer])]));
  expect(await stateOf(customer)).toBe(state);
  expect(taken.map(({ channel }) => channel)).toEqual(channels);
});

it('what is not promotion is sent again when nobody knows, and waits at last', async () => {
  const customer = await newCustomer();
  const { senders, taken } = spread({ push: 'lost' });
  await dispatchWith(dispatchDeps(db, senders))(kinesisOf([payment('lost', customer)]));
  expect(taken.length).toBeGreaterThan(1);
  expect(await stateOf(customer)).toBe('waiting:provider-silent');
});

it('keeps what addresses came to', async () => {
  const [campaign, customer] = [await newCampaign(), await newCustomer()];
  const { senders } = spread({ push: 'moved' });
  await dispatchWith(dispatchDeps(db, senders))(kinesisOf([promotion(campaign, [customer])]));
  const tokens = await db.admin.query(
    "SELECT address FROM notifications.endpoint WHERE customer_id = :customer AND channel = 'push'",
    {
      customer,
    },
  );
  expect(tokens).toEqual([{ address: `push-of-${customer}-new` }]);

  const other = await newCustomer();
  await dispatchWith(dispatchDeps(db, spread({ push: 'dead' }).senders))(kinesisOf([promotion(campaign, [other])]));
  const { senders: after, calls } = fakeProviders();
  await dispatchWith(dispatchDeps(db, after))(kinesisOf([promotion(await newCampaign(), [other])]));
  expect(calls).toEqual([{ channel: 'sms', messages: 1 }]);
});

it('puts messages into the inbox once, and nothing of them elsewhere', async () => {
  const [campaign, customer] = [await newCampaign(), await newCustomer()];
  const { senders, calls } = fakeProviders();
  const record = promotion(campaign, [customer], { channels: ['inbox'] });
  for (let time = 0; time < 2; time++) await dispatchWith(dispatchDeps(db, senders))(kinesisOf([record]));
  const inbox = await db.admin.query<{ link: string }>(
    'SELECT title, link FROM notifications.inbox WHERE customer_id = :customer',
    { customer },
  );
  expect(inbox).toEqual([{ title: 'Dear Asha', link: expect.stringMatching(/^https:\/\/s\.example\/r\//) }]);
  expect([calls, await stateOf(customer)]).toEqual([[], 'accepted']);
});

it('gives promotional mail a way out, and other mail none', async () => {
  const [campaign, customer] = [await newCampaign(), await newCustomer()];
  const { senders, taken } = fakeProviders();
  const byMail = { channels: ['email'] as const };
  await dispatchWith(dispatchDeps(db, senders))(
    kinesisOf([
      promotion(campaign, [customer], { channels: [...byMail.channels] }),
      payment('mail', customer, { channels: ['email'] }),
    ]),
  );
  const ways = taken.map(({ message }) => (message.channel === 'email' ? message.unsubscribeUrl : 'no mail'));
  expect(ways).toEqual([expect.stringMatching(/^https:\/\/s\.example\/u\/[\w-]{44}$/), undefined]);
});

it.each<[string, Parameters<typeof promotion>[2], string]>([
  ['is held out', { variant: 'holdout' }, 'held-out'],
  ['is too late', { expiresAt: noon.toISOString() }, 'suppressed:expired'],
  ['has no template', { template: { id: 'none', version: 1 } }, 'suppressed:no-template'],
])('notes who %s and sends nothing', async (_, overrides, state) => {
  const [campaign, customer] = [await newCampaign(), await newCustomer()];
  const { senders, calls } = fakeProviders();
  await dispatchWith(dispatchDeps(db, senders))(kinesisOf([promotion(campaign, [customer], overrides)]));
  expect([await stateOf(customer), calls]).toEqual([state, []]);
});

it('sends nothing promotional to strangers', async () => {
  const { senders, calls } = fakeProviders();
  await dispatchWith(dispatchDeps(db, senders))(kinesisOf([promotion(await newCampaign(), ['stranger'])]));
  expect([await stateOf('stranger'), calls]).toEqual(['suppressed:no-consent', []]);
});

it('waits for the morning, and is sent once then', async () => {
  const [campaign, customer] = [await newCampaign(), await newCustomer()];
  const { senders, taken } = fakeProviders();
  const night = new Date('2026-11-21T18:00:00.000Z');
  await dispatchWith(dispatchDeps(db, senders, night))(kinesisOf([promotion(campaign, [customer])]));
  expect(await stateOf(customer)).toBe('waiting:quiet-hours');
  await db.admin.query('UPDATE notifications.notification SET due_at = now() WHERE customer_id = :customer', {
    customer,
  });
  const again = kinesisOf([promotion(campaign, [customer])], { firstSequence: 7 });
  for (let time = 0; time < 2; time++) await dispatchWith(dispatchDeps(db, senders))(again);
  expect([await stateOf(customer), taken.length]).toEqual(['accepted', 1]);
  expect(await talliesOf(db.admin.query, `campaign:${campaign}`)).toEqual({ requested: 1, accepted: 1 });
});

it('keeps to a campaign’s budget by what the dearest channel costs, and its cap in place of the policy’s', async () => {
  const campaign = await newCampaign({
    budget: { minor: '30', currency: 'INR' },
    frequencyCap: { perDay: 1, perWeek: 1 },
  });
  const customers = [await newCustomer(), await newCustomer(), await newCustomer()];
  const { senders, taken } = fakeProviders();
  await dispatchWith(dispatchDeps(db, senders))(kinesisOf([promotion(campaign, customers)]));
  // 30 paise pay two SMS of one part, which push might fall back to.
  expect(taken).toHaveLength(2);
  const [row] = await db.admin.query<{ spent: number }>(
    'SELECT spent_micros AS spent FROM notifications.campaign WHERE campaign_id = :campaign',
    { campaign },
  );
  expect(row?.spent).toBe(2 * 85);
  const [first = ''] = customers;
  await dispatchWith(dispatchDeps(db, senders))(
    kinesisOf([promotion(await newCampaign({ frequencyCap: { perDay: 1, perWeek: 1 } }), [first])]),
  );
  expect(await stateOf(first)).toMatch(/suppressed:frequency-cap/);
});

it('writes down a full batch of the longest messages in the app, more than one call of the database takes', async () => {
  const inbox = { texts: { en: { title: 'Offer', body: 'अ'.repeat(4000) } } };
  await templatesIn(db.admin).put('longest', aTemplateDefinition({ inbox, variables: {} }), 'test');
  const campaign = await newCampaign();
  const batches = Array.from({ length: 5 }, (_, batch) =>
    Array.from({ length: 100 }, (_each, n) => `long-${batch}-${n}-${campaign.slice(0, 8)}`),
  );
  const ids = JSON.stringify(batches.flat());
  for (const sql of [
    'INSERT INTO notifications.contact (customer_id) SELECT jsonb_array_elements_text(:ids::jsonb)',
    `INSERT INTO notifications.preference
     SELECT jsonb_array_elements_text(:ids::jsonb), 'promotional', '*', true, 'app', now()`,
  ])
    await db.admin.query(sql, { ids });
  const records = batches.map((customers) =>
    promotion(campaign, customers, { template: { id: 'longest', version: 1 }, channels: ['inbox'] }),
  );
  await dispatchWith(dispatchDeps(db, fakeProviders().senders))(kinesisOf(records));
  expect(await talliesOf(db.admin.query, `campaign:${campaign}`)).toEqual({ requested: 500, accepted: 500 });
  expect(
    await db.admin.query(`SELECT count(*)::integer AS count FROM notifications.inbox WHERE body = repeat('अ', 4000)`),
  ).toEqual([{ count: 500 }]);
});
