import { notificationPolicy } from '../../../lambdas/contracts/api/notification-policy.ts';
import { product } from '../../../lambdas/contracts/api/products.ts';
import { applyBankFactsIn } from '../../../lambdas/devices/adapters/bank-facts.ts';
import { customersIn, type ReadCustomers } from '../../../lambdas/notifications/adapters/customers-reader.ts';
import { dispatchStoreIn } from '../../../lambdas/notifications/adapters/dispatch-store.ts';
import { campaignsToSendIn, rulesIn } from '../../../lambdas/notifications/adapters/sending-rules.ts';
import { aFact } from '../../support/bank-facts.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { aClaim, addCampaign, aWish } from '../../support/dispatch.ts';

let db: MigratedDatabase;
let read: ReadCustomers;

beforeAll(async () => {
  db = await startMigratedDatabase();
  read = customersIn(db.app);
  await db.admin.query(
    `INSERT INTO notifications.contact (customer_id, name, language, zone) VALUES ('asha', 'Asha', 'hi', 'Asia/Dubai'), ('ravi', NULL, 'en', 'Asia/Kolkata')`,
  );
});

afterAll(() => db.services.drop());

const only = { insights: false, wallets: false, counts: false };

it('tells addresses, the newest first, what is suppressed, and wishes', async () => {
  await db.admin.query(
    `INSERT INTO notifications.endpoint (customer_id, channel, address, platform, updated_at) VALUES
     ('asha', 'sms', '+919800000001', NULL, now() - interval '1 day'), ('asha', 'push', 'new', 'ios', now()),
     ('asha', 'push', 'old', 'android', now() - interval '2 days')`,
  );
  await db.admin.query(
    `INSERT INTO notifications.suppression (channel, address, reason) VALUES ('push', 'old', 'dead'), ('email', '+919800000001', 'dead')`,
  );
  await db.admin.query(`INSERT INTO notifications.preference VALUES ('asha', 'offers', '*', true, 'app', now())`);
  const known = await read(['asha', 'nobody', 'asha'], only);
  expect([...known]).toEqual([
    [
      'asha',
      {
        name: 'Asha',
        language: 'hi',
        zone: 'Asia/Dubai',
        addresses: [
          { channel: 'push', address: 'new', platform: 'ios', isSuppressed: false },
          { channel: 'sms', address: '+919800000001', platform: null, isSuppressed: false },
          { channel: 'push', address: 'old', platform: 'android', isSuppressed: true },
        ],
        preferences: [{ purpose: 'offers', channel: '*', wanted: true }],
        sent: { inDay: 0, inWeek: 0 },
        insight: undefined,
        wallets: [],
      },
    ],
  ]);
});

it('tells insights, balances and counts only when they are wanted', async () => {
  const received_at = new Date(Date.now() - 86_400_000).toISOString();
  const salary = { kind: 'salary', direction: 'credit' as const, amount_minor: '9000000000000001' };
  await applyBankFactsIn(db.app)(
    [aFact({ customer_id: 'ravi', received_at, sms_key: `${received_at}#1`, ...salary })],
    [],
  );
  await db.app.query("SELECT payments.open_account('ravi:INR', 'ravi', 'customer', NULL, 'INR', 0) AS opened");
  await addCampaign(db.admin.query, 'counted');
  await dispatchStoreIn(db.app).claim(
    [aWish({ campaign: 'counted' })],
    [aClaim('018f3c1e-0000-8000-8000-000000000001', 'ravi')],
  );
  const all = await read(['ravi'], { insights: true, wallets: true, counts: true });
  expect(all.get('ravi')).toMatchObject({
    sent: { inDay: 1, inWeek: 1 },
    insight: {
      currency: 'INR',
      salaryMinor: 9_000_000_000_000_001n,
      salaryAt: new Date(received_at),
      emiMinor: 0n,
      appCategories: null,
    },
    wallets: [{ minor: 0n, currency: 'INR' }],
  });
  expect((await read(['ravi'], only)).get('ravi')).toMatchObject({
    sent: { inDay: 0 },
    insight: undefined,
    wallets: [],
  });
  expect((await read(['asha'], { ...only, insights: true })).get('asha')?.insight).toBeUndefined();
});

it('reads any number of customers', async () => {
  await db.admin.query(
    "INSERT INTO notifications.contact (customer_id) SELECT 'n' || n FROM generate_series(1, 600) AS n",
  );
  const ids = Array.from({ length: 600 }, (_, n) => `n${n + 1}`);
  expect([...(await read(ids, only)).keys()].toSorted()).toEqual(ids.toSorted());
});

describe('rules', () => {
  it('begin as ones that could be put', async () => {
    const { policy, products } = await rulesIn(db.app, () => new Date())();
    expect(notificationPolicy.parse(policy)).toEqual(policy);
    expect(products.map((each) => product.parse(each).name)).toEqual(['Personal Loan', 'Salary Advance']);
  });

  it('are read again after a minute, the newest version', async () => {
    let now = new Date('2026-11-21T06:00:00.000Z');
    const readRules = rulesIn(db.app, () => now);
    expect((await readRules()).policy.caps.promotional.perDay).toBe(2);
    await db.admin.query(
      `INSERT INTO notifications.policy (version, definition, changed_by)
       SELECT 2, jsonb_set(definition, '{caps,promotional,perDay}', '7'), 'test' FROM notifications.policy WHERE version = 1`,
    );
    now = new Date('2026-11-21T06:00:59.000Z');
    expect((await readRules()).policy.caps.promotional.perDay).toBe(2);
    now = new Date('2026-11-21T06:01:00.000Z');
    expect((await readRules()).policy.caps.promotional.perDay).toBe(7);
  });
});

it('tells what a campaign may spend and how often it may write', async () => {
  await addCampaign(db.admin.query, 'plain');
  await addCampaign(db.admin.query, 'bound');
  await db.admin.query(
    `UPDATE notifications.campaign SET definition = '{"budget": {"minor": "5000", "currency": "INR"}, "frequencyCap": {"perDay": 9, "perWeek": 9}}'
     WHERE campaign_id = 'bound'`,
  );
  const campaign = campaignsToSendIn(db.app);
  expect(await campaign('plain')).toEqual({ name: 'plain', budget: null, frequencyCap: null });
  expect(await campaign('bound')).toEqual({
    name: 'bound',
    budget: { minor: '5000', currency: 'INR' },
    frequencyCap: { perDay: 9, perWeek: 9 },
  });
  expect(await campaign('none')).toBeUndefined();
});

it('reads a batch of customers with the longest tokens, more than one answer of the database holds', async () => {
  const ids = Array.from({ length: 250 }, (_, n) => `heavy-${n}`);
  const all = JSON.stringify(ids);
  await db.admin.query(
    'INSERT INTO notifications.contact (customer_id) SELECT jsonb_array_elements_text(:all::jsonb)',
    { all },
  );
  await db.admin.query(
    `INSERT INTO notifications.endpoint (customer_id, channel, address, platform)
     SELECT c, 'push', rpad(c || '-' || n, 1000, 'x'), 'android'
     FROM jsonb_array_elements_text(:all::jsonb) AS c, generate_series(1, 10) AS n`,
    { all },
  );
  const known = await read(ids, only);
  expect([known.size, known.get('heavy-249')?.addresses.length]).toEqual([250, 10]);
});
