import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { applyBankFactsIn } from '../../lambdas/devices/adapters/bank-facts.ts';
import type { BankFact } from '../../lambdas/devices/domain/insights/fact.ts';
import { scramVerifier } from '../../lambdas/platform/domain/scram.ts';
import { applyMigrations } from '../../lambdas/platform/migrate/apply.ts';
import type { Database } from '../../lambdas/shared/data-api.ts';
import { aFact } from '../support/bank-facts.ts';
import { sumsIn, sumsOf } from '../support/bank-sums.ts';
import { type EmptyDatabase, startEmptyDatabase } from '../support/database.ts';
import { migrationFiles } from '../support/migrations.ts';

let db: EmptyDatabase;
let app: Database;
/** Customers whose facts were there before sums grew by movement. */
const early = new Map<string, BankFact[]>();

/**
 * Facts around two midnights: India's, which parts days and months, and UTC's, which parts movements. Notices of one
 * movement differ in kind, card and currency more than real ones do.
 */
const facts = fc
  .array(
    fc.record({
      hour: fc.integer({ min: 16, max: 56 }),
      isTransaction: fc.constantFrom(true, true, true, false),
      direction: fc.constantFrom('debit' as const, 'credit' as const),
      kind: fc.constantFrom('upi', 'upi', 'neft', 'salary', 'emi', 'loan'),
      amount: fc.integer({ min: 1, max: 1_000_000 }),
      currency: fc.constantFrom('INR', 'INR', 'USD'),
      account: fc.constantFrom('7013', '4410', null),
      balance: fc.option(fc.integer({ min: -1000, max: 1_000_000 })),
      isCard: fc.boolean(),
      reference: fc.constantFrom('r1', 'r1', 'r2', null),
    }),
    { minLength: 1, maxLength: 16 },
  )
  .map((drafts) =>
    drafts.map(({ isTransaction, ...draft }, index) => {
      const received_at = new Date(Date.UTC(2026, 9, 30, draft.hour)).toISOString();
      const sms_key = `${received_at}#${String(index).padStart(16, '0')}`;
      return aFact({
        sms_key,
        received_at,
        ...(isTransaction
          ? { direction: draft.direction, kind: draft.kind }
          : { direction: null, kind: null, class: 'balance' }),
        amount_minor: String(draft.amount),
        currency: draft.currency,
        account: draft.account,
        balance_minor: draft.balance === null ? null : String(draft.balance),
        is_credit_card: draft.isCard,
        movement:
          draft.reference === null || !isTransaction ? sms_key : `${received_at.slice(0, 10)} ${draft.reference}`,
      });
    }),
  );

const isEven = ({ sms_key }: BankFact): boolean => Number(sms_key.at(-1)) % 2 === 0;

beforeAll(async () => {
  db = await startEmptyDatabase();
  await applyMigrations(
    db.admin,
    migrationFiles().filter(({ version }) => version < 5),
  );
  for (const [index, drafts] of fc.sample(facts, { numRuns: 100, seed: 5 }).entries())
    early.set(
      `early-${index}`,
      drafts.map((fact) => ({ ...fact, customer_id: `early-${index}` })),
    );
  const before = [...early.values()].flat().filter(isEven);
  await db.admin.query('SELECT devices.apply_bank_facts(:facts, :events) AS added', {
    // A movement had no day then.
    facts: before.map((fact) => ({ ...fact, movement: fact.movement.replace(/^\S{10} /, '') })),
    events: [],
  });
  await applyMigrations(db.admin, migrationFiles());
  const password = randomBytes(18).toString('base64');
  await db.admin.query(`ALTER ROLE sangam_app LOGIN PASSWORD '${scramVerifier(password, randomBytes(16))}'`);
  app = await db.loginAs('sangam_app', password);
});

afterAll(() => db.services.drop());

describe('sums', () => {
  it('of facts from before sums grew by movement are the same, and grow on', async () => {
    expect(early.size).toBe(100);
    for (const [customer, all] of early) expect(await sumsIn(app, customer)).toEqual(sumsOf(all.filter(isEven)));
    await applyBankFactsIn(app)([...early.values()].flat(), []);
    for (const [customer, all] of early) expect(await sumsIn(app, customer)).toEqual(sumsOf(all));
  });

  it('depend on the facts alone: not on order, repetition, cuts, late arrival or who writes at the same time', async () => {
    const apply = applyBankFactsIn(app);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        facts,
        fc.infiniteStream(fc.nat(1000)),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (drafts, stream, cuts, atOnce) => {
          const customer = `sums-${run++}`;
          const all = drafts.map((fact) => ({ ...fact, customer_id: customer }));
          const shuffled = [...all, ...all]
            .map((fact) => ({ fact, at: stream.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ fact }) => fact);
          const size = Math.ceil(shuffled.length / cuts);
          const batches = Array.from({ length: cuts }, (_, cut) => shuffled.slice(cut * size, (cut + 1) * size));
          if (atOnce) await Promise.all(batches.map((batch) => apply(batch, [])));
          else for (const batch of batches) await apply(batch, []);
          expect(await sumsIn(app, customer)).toEqual(sumsOf(all));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('count a movement by the notice that says what it was for, when that comes later and in another month', async () => {
    const apply = applyBankFactsIn(app);
    const [before, after] = ['2026-10-31T18:20:00.000Z', '2026-10-31T18:40:00.000Z'].map((received_at) => ({
      customer_id: 'retold',
      received_at,
      sms_key: `${received_at}#0000000000000000`,
      movement: '2026-10-31 r1 credit 100',
      direction: 'credit' as const,
    }));
    await apply([aFact({ ...before, kind: 'neft' })], []);
    expect((await sumsIn(app, 'retold')).months).toEqual(['2026-10 INR 100/1 0/0 0/0 0/0 0/0 1']);
    expect(await apply([aFact({ ...after, kind: 'salary' })], [])).toMatchObject({ added: 1 });
    expect((await sumsIn(app, 'retold')).months).toEqual([
      '2026-10 INR 0/0 0/0 0/0 0/0 0/0 1',
      '2026-11 INR 100/1 0/0 100/1 0/0 0/0 1',
    ]);
  });
});
