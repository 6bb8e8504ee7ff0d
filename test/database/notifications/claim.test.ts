import { randomUUID } from 'node:crypto';
import { dispatchStoreIn } from '../../../lambdas/notifications/adapters/dispatch-store.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { aClaim, addCampaign, anOutcome, aWish, statesOf, talliesOf } from '../../support/dispatch.ts';

let db: MigratedDatabase;
let store: ReturnType<typeof dispatchStoreIn>;

beforeAll(async () => {
  db = await startMigratedDatabase();
  store = dispatchStoreIn(db.app);
});

afterAll(() => db.services.drop());

const newCampaign = async (state = 'running', spent = 0) => {
  const campaign = `c-${randomUUID()}`;
  await addCampaign(db.admin.query, campaign, state, spent);
  return campaign;
};
const newCustomer = async () => {
  const customer = `k-${randomUUID()}`;
  await db.admin.query('INSERT INTO notifications.contact (customer_id) VALUES (:customer)', { customer });
  return customer;
};
const stateOf = async (id: string) => (await statesOf(db.admin.query, `id = '${id}'`))[id];
const tallies = (campaign: string) => talliesOf(db.admin.query, `campaign:${campaign}`);
const spentOf = async (campaign: string) => {
  const [row] = await db.admin.query<{ spent: number }>(
    'SELECT spent_micros AS spent FROM notifications.campaign WHERE campaign_id = :campaign',
    { campaign },
  );
  return row?.spent;
};
const [inRecord1, inRecord1Again, inRecord2] = ['l/s/1#one', 'l/s/1#two', 'l/s/2#three'];

describe('a claim', () => {
  it('is the first record’s, and nobody else’s', async () => {
    const campaign = await newCampaign();
    const [id, customer] = [randomUUID(), await newCustomer()];
    expect(await store.claim([aWish({ campaign, claim: inRecord1 })], [aClaim(id, customer)])).toEqual({
      claimed: [0],
    });
    expect(await store.claim([aWish({ campaign, claim: inRecord2 })], [aClaim(id, customer)])).toEqual({
      dropped: [0],
    });
    expect(await stateOf(id)).toBe('claimed');
    expect(await tallies(campaign)).toEqual({ requested: 1 });
  });

  it('made again because its answer was lost is the same claim', async () => {
    const campaign = await newCampaign();
    const [id, customer] = [randomUUID(), await newCustomer()];
    const claim = () => store.claim([aWish({ campaign, claim: inRecord1 })], [aClaim(id, customer)]);
    expect([await claim(), await claim()]).toEqual([{ claimed: [0] }, { claimed: [0] }]);
    expect(await tallies(campaign)).toEqual({ requested: 1 });
  });

  it('of promotion is over when its record comes again: it may have been sent', async () => {
    const campaign = await newCampaign();
    const [id, customer] = [randomUUID(), await newCustomer()];
    await store.claim([aWish({ campaign, claim: inRecord1 })], [aClaim(id, customer)]);
    const again = await store.claim([aWish({ campaign, claim: inRecord1Again })], [aClaim(id, customer)]);
    expect(again).toEqual({ interrupted: [0] });
    expect(await stateOf(id)).toBe('unknown:interrupted');
    expect(await tallies(campaign)).toEqual({ requested: 1, 'unknown:interrupted': 1 });
  });

  it('of what is not promotion goes on when its record comes again, until it is settled', async () => {
    const id = randomUUID();
    const rule = { campaign: null, rule: `r-${id}`, promotional: false, purpose: 'payments' };
    await store.claim([aWish({ ...rule, claim: inRecord1 })], [aClaim(id, 'asha')]);
    expect(await store.claim([aWish({ ...rule, claim: inRecord1Again })], [aClaim(id, 'asha')])).toEqual({
      claimed: [0],
    });
    await store.settle({ outcomes: [anOutcome(id, { claim: inRecord1 })], lost: [], moved: [] });
    expect(await stateOf(id)).toBe('claimed');
    await store.settle({ outcomes: [anOutcome(id, { claim: inRecord1Again })], lost: [], moved: [] });
    expect(await stateOf(id)).toBe('accepted');
    expect(await store.claim([aWish({ ...rule, claim: 'l/s/1#4' })], [aClaim(id, 'asha')])).toEqual({ dropped: [0] });
    expect(await talliesOf(db.admin.query, `rule:r-${id}`)).toEqual({ requested: 1, accepted: 1 });
  });

  it('of one message by many at once is one’s', async () => {
    const campaign = await newCampaign();
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => ({ id: randomUUID(), customer: await newCustomer() })),
    );
    const claims = (order: typeof ids) => order.map(({ id, customer }) => aClaim(id, customer));
    const verdicts = await Promise.all(
      Array.from({ length: 8 }, (_, record) =>
        store.claim([aWish({ campaign, claim: `l/s/${record}#x` })], claims(record % 2 === 0 ? ids : ids.toReversed())),
      ),
    );
    expect(verdicts.flatMap(({ claimed = [] }) => claimed)).toHaveLength(20);
    expect(await tallies(campaign)).toEqual({ requested: 20 });
  });
});

describe('caps', () => {
  it('count messages of all campaigns, also those of one batch and those under way', async () => {
    const [one, other] = [await newCampaign(), await newCampaign()];
    const customer = await newCustomer();
    const wishes = [aWish({ campaign: one }), aWish({ campaign: other })];
    const claims = [0, 1, 0].map((w) => aClaim(randomUUID(), customer, { w }));
    expect(await store.claim(wishes, claims)).toEqual({ claimed: [0, 1], 'suppressed:frequency-cap': [2] });
    expect(await store.claim(wishes, [aClaim(randomUUID(), customer)])).toEqual({ 'suppressed:frequency-cap': [0] });
    expect(await tallies(one)).toEqual({ requested: 3, 'suppressed:frequency-cap': 2 });
  });

  it('hold when many claim for one customer at once', async () => {
    const customer = await newCustomer();
    const verdicts = await Promise.all(
      Array.from({ length: 10 }, (_, record) =>
        store.claim([aWish({ claim: `l/s/${record}#x`, per_day: 3 })], [aClaim(randomUUID(), customer)]),
      ),
    );
    expect(verdicts.flatMap(({ claimed = [] }) => claimed)).toHaveLength(3);
  });

  it('forget what went out a day or a week ago, and count nothing that did not', async () => {
    const customer = await newCustomer();
    const old = [randomUUID(), randomUUID()];
    await store.claim(
      [aWish()],
      old.map((id) => aClaim(id, customer)),
    );
    await db.admin.query(
      `UPDATE notifications.notification SET claimed_at = now() - interval '25 hours', requested_at = now() - interval '9 days'
       WHERE customer_id = :customer`,
      { customer },
    );
    await store.settle({
      outcomes: [anOutcome(old[0] ?? '', { state: 'failed', reason: 'dead' })],
      lost: [],
      moved: [],
    });
    const next = () => store.claim([aWish({ per_day: 1, per_week: 2 })], [aClaim(randomUUID(), customer)]);
    expect(await next()).toEqual({ claimed: [0] });
    await db.admin.query(
      "UPDATE notifications.notification SET claimed_at = now() - interval '2 days' WHERE customer_id = :customer",
      { customer },
    );
    expect(await next()).toEqual({ 'suppressed:frequency-cap': [0] });
  });

  it('are no concern of what is not promotion', async () => {
    const customer = await newCustomer();
    const wish = aWish({ campaign: null, rule: 'paid', promotional: false, per_day: 0, per_week: 0 });
    expect(await store.claim([wish], [aClaim(randomUUID(), customer)])).toEqual({ claimed: [0] });
  });
});

describe('a campaign', () => {
  it('that is paused keeps its messages waiting until it goes on', async () => {
    const campaign = await newCampaign('paused');
    const [id, customer] = [randomUUID(), await newCustomer()];
    const claim = (record: string) => store.claim([aWish({ campaign, claim: record })], [aClaim(id, customer)]);
    expect(await claim(inRecord1)).toEqual({ 'waiting:paused': [0] });
    expect(await claim(inRecord2)).toEqual({ dropped: [0] });
    expect(await tallies(campaign)).toEqual({ requested: 1, 'waiting:paused': 1 });
    await addCampaign(db.admin.query, campaign, 'running');
    await db.admin.query('UPDATE notifications.notification SET due_at = now() WHERE id = :id::uuid', { id });
    expect(await claim('l/s/9#x')).toEqual({ claimed: [0] });
    expect(await tallies(campaign)).toEqual({ requested: 1 });
  });

  it('that is cancelled sends nothing more, neither what waits', async () => {
    const campaign = await newCampaign('cancelled');
    const claims = [
      aClaim(randomUUID(), 'asha'),
      aClaim(randomUUID(), 'asha', { decision: 'waiting', reason: 'quiet-hours', due: '2030-01-01T00:00:00Z' }),
      aClaim(randomUUID(), 'asha', { decision: 'held-out' }),
    ];
    expect(await store.claim([aWish({ campaign })], claims)).toEqual({
      'suppressed:cancelled': [0, 1],
      'held-out:': [2],
    });
  });

  it('spends its budget and not more, and gets back what was not spent', async () => {
    const campaign = await newCampaign('running', 100);
    const customers = await Promise.all(Array.from({ length: 4 }, newCustomer));
    const claims = customers.map((customer) => aClaim(randomUUID(), customer, { reserve: 300, channel: 'sms' }));
    const wish = aWish({ campaign, budget: '1000' });
    expect(await store.claim([wish], claims)).toEqual({ claimed: [0, 1, 2], 'suppressed:budget': [3] });
    expect(await spentOf(campaign)).toBe(1000);
    const outcomes = claims
      .slice(0, 3)
      .map(({ id }, n) => anOutcome(id, n === 0 ? { cost: 0, state: 'failed', reason: 'dead' } : { cost: 200 }));
    await store.settle({ outcomes, lost: [], moved: [] });
    await store.settle({ outcomes, lost: [], moved: [] });
    expect(await spentOf(campaign)).toBe(500);
  });

  it('reserves once for a message that is sent again after a crash, also when the budget is used up', async () => {
    const campaign = await newCampaign();
    const customers = await Promise.all(Array.from({ length: 3 }, newCustomer));
    const claims = customers.map((customer) => aClaim(randomUUID(), customer, { reserve: 300, channel: 'sms' }));
    const wish = (call: string) =>
      aWish({ campaign, budget: '900', promotional: false, purpose: 'payments', claim: `lane/shard-0/1#${call}` });
    for (const call of ['first', 'second', 'third']) {
      expect(await store.claim([wish(call)], claims)).toEqual({ claimed: [0, 1, 2] });
      expect(await spentOf(campaign)).toBe(900);
    }
    const dearer = claims.map((claim, place) => ({ ...claim, reserve: place === 0 ? 200 : 350 }));
    expect(await store.claim([wish('fourth')], dearer)).toEqual({ claimed: [0, 1, 2] });
    expect(await spentOf(campaign)).toBe(900);
    const outcomes = claims.map(({ id }) => anOutcome(id, { claim: wish('fourth').claim, cost: 100 }));
    await store.settle({ outcomes, lost: [], moved: [] });
    expect(await spentOf(campaign)).toBe(300);
  });

  it('keeps what was reserved for a message that a cancelled campaign does not send again', async () => {
    const campaign = await newCampaign();
    const claims = [aClaim(randomUUID(), await newCustomer(), { reserve: 300 })];
    const wish = (call: string) => aWish({ campaign, budget: '900', promotional: false, claim: `l/s/1#${call}` });
    await store.claim([wish('first')], claims);
    await db.admin.query(`UPDATE notifications.campaign SET state = 'cancelled' WHERE campaign_id = :campaign`, {
      campaign,
    });
    expect(await store.claim([wish('second')], claims)).toEqual({ 'unknown:interrupted': [0] });
    expect(await spentOf(campaign)).toBe(300);
  });

  it('never spends more when many claim at once', async () => {
    const campaign = await newCampaign();
    const verdicts = await Promise.all(
      Array.from({ length: 10 }, async (_, record) =>
        store.claim(
          [aWish({ campaign, claim: `l/s/${record}#x`, budget: '1000' })],
          [aClaim(randomUUID(), await newCustomer(), { reserve: 300 })],
        ),
      ),
    );
    expect(verdicts.flatMap(({ claimed = [] }) => claimed)).toHaveLength(3);
    expect(await spentOf(campaign)).toBe(900);
  });
});

it('keeps what waits with all that it takes to send it', async () => {
  const campaign = await newCampaign();
  const id = randomUUID();
  const due = '2030-01-01T04:30:00.000Z';
  const claims = [
    aClaim(id, 'asha', {
      decision: 'waiting',
      reason: 'quiet-hours',
      due,
      recipient: { id, customerId: 'asha', values: { a: '1' } },
    }),
  ];
  expect(await store.claim([aWish({ campaign })], claims)).toEqual({ 'waiting:quiet-hours': [0] });
  const [row] = await db.admin.query<{ request: string; due: string }>(
    "SELECT request::text, to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS due FROM notifications.notification WHERE id = :id::uuid",
    { id },
  );
  expect(row?.due).toBe('2030-01-01 04:30');
  expect(JSON.parse(row?.request ?? '')).toEqual({
    template: { id: 'offer', version: 1 },
    recipients: [{ id, customerId: 'asha', values: { a: '1' } }],
  });
});

describe('a settlement', () => {
  it('writes the inbox, what addresses came to, and counts by channel', async () => {
    const campaign = await newCampaign();
    const [customer, other] = [await newCustomer(), await newCustomer()];
    await db.admin.query(
      `INSERT INTO notifications.endpoint (customer_id, channel, address, platform)
       VALUES (:customer, 'push', 'old-token', 'android'), (:customer, 'push', 'dead-token', 'ios')`,
      { customer },
    );
    const claims = [aClaim(randomUUID(), customer), aClaim(randomUUID(), other)];
    await store.claim([aWish({ campaign })], claims);
    const inbox = { channel: 'inbox', provider_id: null, cost: 0, title: 'Hello', body: 'There', link: null };
    const settlement = {
      outcomes: [
        anOutcome(claims[0]?.id ?? '', inbox),
        anOutcome(claims[1]?.id ?? '', { state: 'unknown' as const, reason: 'time-out' }),
      ],
      lost: [{ channel: 'push', address: 'dead-token', reason: 'dead' as const }],
      moved: [{ customer, address: 'old-token', new_address: 'new-token' }],
    };
    await store.settle(settlement);
    await store.settle(settlement);
    expect(await tallies(campaign)).toEqual({ requested: 2, accepted: 1, 'unknown:time-out': 1 });
    const inboxed = await db.admin.query('SELECT title, body FROM notifications.inbox WHERE customer_id = :customer', {
      customer,
    });
    expect(inboxed).toEqual([{ title: 'Hello', body: 'There' }]);
    const tokens = await db.admin.query(
      'SELECT address, platform FROM notifications.endpoint WHERE customer_id = :customer ORDER BY 1',
      { customer },
    );
    expect(tokens).toEqual([
      { address: 'dead-token', platform: 'ios' },
      { address: 'new-token', platform: 'android' },
    ]);
    const suppressed = await db.admin.query(
      "SELECT address, reason FROM notifications.suppression WHERE address = 'dead-token'",
    );
    expect(suppressed).toEqual([{ address: 'dead-token', reason: 'dead' }]);
  });
});
