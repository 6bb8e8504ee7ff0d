import fc from 'fast-check';
import { appSnapshotsIn } from '../../lambdas/devices/adapters/app-snapshots.ts';
import { applyBankFactsIn } from '../../lambdas/devices/adapters/bank-facts.ts';
import { auroraOutbox } from '../../lambdas/devices/adapters/outbox.ts';
import { rulesFrom } from '../../lambdas/devices/adapters/rules-table.ts';
import type { BankFact } from '../../lambdas/devices/domain/insights/fact.ts';
import { applyMigrations } from '../../lambdas/platform/migrate/apply.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../support/database.ts';
import { anAppsSnapshot } from '../support/events.ts';
import { migrationFiles } from '../support/migrations.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
}, 30_000);

afterAll(() => db.services.drop());

describe('applying migrations', () => {
  it('again changes nothing, also by several at once', async () => {
    const all = await Promise.all([1, 2, 3].map(() => applyMigrations(db.admin, migrationFiles())));
    expect(all).toEqual([[], [], []]);
  });

  it('refuses one that was edited after it landed', async () => {
    const edited = migrationFiles().map((each) => (each.version === 2 ? { ...each, sql: `${each.sql}\n` } : each));
    await expect(applyMigrations(db.admin, edited)).rejects.toThrow(
      'Migration 2 (device-facts) was edited after it landed',
    );
  });
});

describe('the application’s role', () => {
  it.each([
    ['make tables', 'CREATE TABLE devices.mine (id int)'],
    ['drop tables', 'DROP TABLE devices.bank_fact'],
    ['alter a fact', "UPDATE devices.bank_fact SET kind = 'upi'"],
    ['delete facts', 'DELETE FROM devices.bank_fact'],
    ['change rules', 'UPDATE devices.insight_rule SET enabled = false'],
    ['read who migrated', 'SELECT * FROM public.schema_migration'],
  ])('may not %s', async (_, sql) => {
    await expect(db.app.query(sql)).rejects.toThrow(/SQLState: 42501/);
  });
});

const aFact = (overrides: Partial<BankFact>): BankFact => ({
  customer_id: 'asha',
  sms_key: 'key',
  received_at: '2026-11-02T06:00:00.000Z',
  institution: 'Example Bank',
  institution_type: 'bank',
  direction: 'debit',
  kind: 'upi',
  class: null,
  amount_minor: '100',
  currency: 'INR',
  account: '1234',
  is_credit_card: false,
  is_bounce: false,
  balance_minor: null,
  limit_minor: null,
  min_due_minor: null,
  due_date: null,
  counterparty: null,
  reference: null,
  movement: overrides.sms_key ?? 'key',
  rule: 'test',
  confidence: 1,
  ...overrides,
});

/** Facts around midnight in India, so that days and months depend on the zone. */
const facts = fc
  .array(
    fc.record({
      hour: fc.integer({ min: 0, max: 71 }),
      direction: fc.constantFrom('debit' as const, 'credit' as const),
      kind: fc.constantFrom('upi', 'salary', 'emi'),
      amount: fc.integer({ min: 1, max: 1_000_000 }),
      balance: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
      isCard: fc.boolean(),
      movement: fc.option(fc.constantFrom('r1', 'r2')),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drafts) =>
    drafts.map((draft, index) => {
      const received_at = new Date(Date.UTC(2026, 9, 30, draft.hour)).toISOString();
      const sms_key = `${received_at}#${String(index).padStart(16, '0')}`;
      return aFact({
        sms_key,
        received_at,
        direction: draft.direction,
        kind: draft.kind,
        amount_minor: String(draft.amount),
        balance_minor: draft.balance === null ? null : String(draft.balance),
        is_credit_card: draft.isCard,
        movement: draft.movement ?? sms_key,
      });
    }),
  );

const indiaDay = ({ received_at }: BankFact): string =>
  new Date(Date.parse(received_at) + 330 * 60_000).toISOString().slice(0, 10);

/** The sums in plain words. */
function model(all: readonly BankFact[]): { months: string[]; days: string[] } {
  const inOrder = all.toSorted((a, b) => (a.sms_key < b.sms_key ? -1 : 1));
  const first = new Map<string, BankFact>();
  for (const fact of inOrder) {
    const place = `${indiaDay(fact).slice(0, 7)} ${fact.movement}`;
    if (!first.has(place)) first.set(place, fact);
  }
  const months = [...Map.groupBy(first.values(), (fact) => indiaDay(fact).slice(0, 7))].map(([month, theirs]) => {
    const sum = (matches: (fact: BankFact) => boolean) =>
      theirs.filter(matches).reduce((total, fact) => total + BigInt(fact.amount_minor ?? '0'), 0n);
    const isFlow = (direction: string) => (fact: BankFact) => !fact.is_credit_card && fact.direction === direction;
    const spends = sum((fact) => fact.is_credit_card && fact.direction === 'debit');
    return `${month} ${sum(isFlow('credit'))} ${sum(isFlow('debit'))} ${spends}`;
  });
  const stated = inOrder.filter((fact) => fact.balance_minor !== null && !fact.is_credit_card);
  const days = [...Map.groupBy(stated, indiaDay)].map(([day, theirs]) => {
    const balances = theirs.map((fact) => Number(fact.balance_minor));
    return `${day} ${Math.min(...balances)} ${balances.at(-1)}`;
  });
  return { months: months.toSorted(), days: days.toSorted() };
}

async function sums(customer: string): Promise<{ months: string[]; days: string[] }> {
  const lines = async (sql: string) =>
    (await db.app.query<{ line: string }>(sql, { customer })).map(({ line }) => line).toSorted();
  return {
    months: await lines(
      `SELECT to_char(month, 'YYYY-MM') || ' ' || inflow_minor || ' ' || outflow_minor || ' ' || card_spend_minor AS line
       FROM devices.customer_month WHERE customer_id = :customer`,
    ),
    days: await lines(
      `SELECT day || ' ' || min_balance_minor || ' ' || end_balance_minor AS line FROM devices.account_day WHERE customer_id = :customer`,
    ),
  };
}

it('sums depend on the facts alone: not on order, repetition, cuts or who writes at the same time', async () => {
  const apply = applyBankFactsIn(db.app);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      facts,
      fc.infiniteStream(fc.nat(1000)),
      fc.integer({ min: 1, max: 4 }),
      async (drafts, stream, cuts) => {
        const customer = `sums-${run++}`;
        const all = drafts.map((fact) => ({ ...fact, customer_id: customer }));
        const shuffled = [...all, ...all]
          .map((fact) => ({ fact, at: stream.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ fact }) => fact);
        const size = Math.ceil(shuffled.length / cuts);
        const batches = Array.from({ length: cuts }, (_, cut) => shuffled.slice(cut * size, (cut + 1) * size));
        await Promise.all(batches.filter(({ length }) => length > 0).map((batch) => apply(batch, [])));
        expect(await sums(customer)).toEqual(model(all));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

it('refuses a sum that no transaction has, as data that can never work', async () => {
  await expect(applyBankFactsIn(db.app)([aFact({ customer_id: 'odd', amount_minor: '0' })], [])).rejects.toThrow(
    'database refused the data: SQLState 23514',
  );
});

describe('lists of apps', () => {
  const snapshots = () => appSnapshotsIn(db.app);
  const list = (customer_id: string, day: number, packages: readonly string[]) => ({
    customer_id,
    taken_at: `2026-11-0${day}T00:00:00.000Z`,
    apps: packages.map((name) => ({ package: name, category: name.slice(0, 1) })),
  });

  it('tell what came and went since the one before, also when asked again', async () => {
    const { apply } = snapshots();
    expect(await apply([list('apps', 1, ['a.one', 'b.two'])])).toEqual([]);
    const changes = [
      { customer_id: 'apps', at: '2026-11-02T00:00:00.000Z', package: 'c.three', change: 'installed', category: 'c' },
      { customer_id: 'apps', at: '2026-11-02T00:00:00.000Z', package: 'a.one', change: 'removed', category: 'a' },
    ];
    const second = list('apps', 2, ['b.two', 'c.three']);
    expect(await apply([second])).toEqual(expect.arrayContaining(changes));
    await apply([list('apps', 3, [])]);
    expect(await apply([second])).toEqual(expect.arrayContaining(changes));
  });

  it('change nothing when they are older than what is known', async () => {
    const { apply } = snapshots();
    await apply([list('late', 5, ['a.one'])]);
    expect(await apply([list('late', 4, ['b.two'])])).toEqual([]);
    const [profile] = await db.app.query<{ total: number; categories: string }>(
      `SELECT total, categories::text AS categories FROM devices.app_profile WHERE customer_id = 'late'`,
    );
    expect(profile).toEqual({ total: 1, categories: '{"a": 1}' });
  });
});

describe('the outbox', () => {
  const event = { ...anAppsSnapshot({ subject: 'boxed' }), id: 'event-1' };

  it('publishes an event once it is stated, and once only', async () => {
    const published: string[] = [];
    const outbox = auroraOutbox(db.app, async (events) => {
      published.push(...events.map(({ id }) => id));
    });
    const { state } = appSnapshotsIn(db.app);
    await state([event]);
    await state([event]);
    expect(await outbox.flush(['boxed'])).toBe(1);
    expect(await outbox.flush(['boxed'])).toBe(0);
    expect(published).toEqual(['event-1']);
  });

  it('keeps what could not be published, for the relay', async () => {
    const away = auroraOutbox(db.app, async () => {
      throw new Error('stream away');
    });
    await appSnapshotsIn(db.app).state([{ ...event, id: 'event-2' }]);
    await expect(away.flush(['boxed'])).rejects.toThrow('stream away');
    await db.admin.query(
      `UPDATE devices.outbox SET created_at = now() - interval '2 minutes' WHERE event_id = 'event-2'`,
    );
    const relayed: string[] = [];
    const relay = auroraOutbox(db.app, async (events) => {
      relayed.push(...events.map(({ id }) => id));
    });
    expect(await relay.relay()).toBe(1);
    expect(relayed).toEqual(['event-2']);
  });
});

it('loads the newest version of each rule, when it is enabled', async () => {
  await db.admin.query(
    `INSERT INTO devices.insight_rule SELECT rule_id, 2, source, condition, event_type, false FROM devices.insight_rule WHERE rule_id = 'emi-bounced'`,
  );
  const rules = await rulesFrom(db.app, 'bank-fact', () => new Date(0))();
  expect(rules.map(({ id, version }) => `${id} ${version}`)).toEqual(['salary-credited 1']);
});
