import { appSnapshotsIn } from '../../../lambdas/devices/adapters/app-snapshots.ts';
import { applyBankFactsIn } from '../../../lambdas/devices/adapters/bank-facts.ts';
import type { BankFact } from '../../../lambdas/devices/domain/insights/fact.ts';
import { aFact } from '../../support/bank-facts.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
let number = 0;
const factAt = (customer_id: string, days: number, overrides: Partial<BankFact>): BankFact => {
  const received_at = daysAgo(days);
  const sms_key = `${received_at}#${String(number++).padStart(16, '0')}`;
  return aFact({ customer_id, received_at, sms_key, movement: sms_key, ...overrides });
};
const insightsOf = async (id: string) => {
  const [row] = await db.app.query<Record<string, unknown>>(
    `SELECT currency, salary_minor::text AS salary, salary_at::text AS at, emi_minor::text AS emi, bounces_90d AS bounces,
       lenders_90d AS lenders, balance_minor::text AS balance, to_json(app_categories)::text AS apps
     FROM devices.insight_summary WHERE customer_id = :id`,
    { id },
  );
  return row;
};

it('tells income, instalments, bounces, lenders and balances of a customer', async () => {
  await applyBankFactsIn(db.app)(
    [
      factAt('ravi', 40, { kind: 'salary', direction: 'credit', amount_minor: '4000000' }),
      factAt('ravi', 10, { kind: 'salary', direction: 'credit', amount_minor: '4500000' }),
      factAt('ravi', 50, { kind: 'emi', amount_minor: '700000', counterparty: 'Lender A' }),
      factAt('ravi', 20, { kind: 'emi', amount_minor: '700000', counterparty: 'Lender A' }),
      factAt('ravi', 20, { kind: 'emi', amount_minor: '300000', counterparty: 'Lender B' }),
      factAt('ravi', 15, { kind: 'emi', amount_minor: '900', currency: 'USD', counterparty: 'Lender B' }),
      factAt('ravi', 5, { is_bounce: true }),
      factAt('ravi', 120, { is_bounce: true }),
      factAt('ravi', 4, { balance_minor: '1200000', account: '1111' }),
      factAt('ravi', 2, { balance_minor: '1000000', account: '1111' }),
      factAt('ravi', 3, { balance_minor: '50000', account: '2222' }),
    ],
    [],
  );
  await appSnapshotsIn(db.app).apply([
    { customer_id: 'ravi', taken_at: daysAgo(1), apps: [{ package: 'a', category: 'travel' }] },
  ]);
  expect(await insightsOf('ravi')).toMatchObject({
    currency: 'INR',
    salary: '4500000',
    emi: '1000000',
    bounces: 1,
    lenders: 2,
    balance: '1050000',
    apps: '["travel"]',
  });
});

it('counts two notices of one movement once', async () => {
  const emi = { kind: 'emi', amount_minor: '700000', movement: 'm1', counterparty: 'Lender A' };
  await applyBankFactsIn(db.app)([factAt('twice', 3, emi), factAt('twice', 3, emi)], []);
  expect(await insightsOf('twice')).toMatchObject({ emi: '700000', lenders: 1, salary: null });
});

it('knows nothing of an older salary, and has no row for a stranger', async () => {
  await applyBankFactsIn(db.app)(
    [factAt('old', 100, { kind: 'salary', direction: 'credit', amount_minor: '4000000' })],
    [],
  );
  expect(await insightsOf('old')).toMatchObject({ currency: 'INR', salary: null, emi: '0', balance: null, apps: null });
  expect(await insightsOf('nobody')).toBeUndefined();
});

it('tells the wallets of customers, and of nobody else', async () => {
  for (const [id, owner, kind] of [
    ['mira:INR', 'mira', 'customer'],
    ['mira:USD', 'mira', 'customer'],
    ['shop:INR', 'shop', 'merchant'],
  ])
    await db.app.query("SELECT payments.open_account(:id, :owner, :kind, NULL, split_part(:id, ':', 2), 0) AS opened", {
      id: id ?? '',
      owner: owner ?? '',
      kind: kind ?? '',
    });
  await db.admin.query("UPDATE payments.account SET balance = 5000, held = 1500 WHERE id = 'mira:INR'");
  const wallets = await db.app.query(
    `SELECT customer_id, currency, balance_minor, available_minor FROM payments.wallet_summary ORDER BY currency`,
  );
  expect(wallets).toEqual([
    { customer_id: 'mira', currency: 'INR', balance_minor: 5000, available_minor: 3500 },
    { customer_id: 'mira', currency: 'USD', balance_minor: 0, available_minor: 0 },
  ]);
});

it('finds the rows of a batch by their keys', async () => {
  const plan = await db.admin.transaction(async (query) => {
    await query('SET LOCAL enable_seqscan = off');
    return query(
      `EXPLAIN WITH c AS MATERIALIZED (SELECT customer_id FROM notifications.contact ORDER BY 1 LIMIT 1000)
       SELECT * FROM c LEFT JOIN devices.insight_summary AS i ON i.customer_id = c.customer_id
       LEFT JOIN payments.wallet_summary AS w ON w.customer_id = c.customer_id`,
    );
  });
  const text = JSON.stringify(plan);
  for (const index of ['customer_pkey', 'bank_fact_of_credit', 'account_day_pkey', 'account_of_customer'])
    expect(text).toContain(index);
  expect(text).not.toContain('Seq Scan');
});
