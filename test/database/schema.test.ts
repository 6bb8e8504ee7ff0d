import { appSnapshotsIn } from '../../lambdas/devices/adapters/app-snapshots.ts';
import { applyBankFactsIn } from '../../lambdas/devices/adapters/bank-facts.ts';
import { auroraOutbox } from '../../lambdas/devices/adapters/outbox.ts';
import { rulesFrom } from '../../lambdas/devices/adapters/rules-table.ts';
import { applyMigrations } from '../../lambdas/platform/migrate/apply.ts';
import { aFact } from '../support/bank-facts.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../support/database.ts';
import { anAppsSnapshot } from '../support/events.ts';
import { migrationFiles } from '../support/migrations.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

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
  await db.admin.query(
    `INSERT INTO devices.insight_rule SELECT rule_id, 2, source, condition, event_type, true FROM devices.insight_rule WHERE rule_id = 'bounced-again'`,
  );
  const rules = await rulesFrom(db.app, 'bank-fact', () => new Date(0))();
  expect(rules.map(({ id, version }) => `${id} ${version}`).toSorted()).toEqual([
    'bounced-again 2',
    'salary-credited 1',
    'wallet-outflow 1',
  ]);
});
