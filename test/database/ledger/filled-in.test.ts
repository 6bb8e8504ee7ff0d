import { auroraLedger, type Ledger } from '../../../lambdas/payments/adapters/aurora-ledger.ts';
import { journalLinksIn } from '../../../lambdas/payments/adapters/journal-links.ts';
import type { Entry } from '../../../lambdas/payments/domain/account.ts';
import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId } from '../../../lambdas/payments/domain/operation.ts';
import { applyMigrations } from '../../../lambdas/platform/migrate/apply.ts';
import { type EmptyDatabase, startEmptyDatabase } from '../../support/database.ts';
import { aCapture, aHold, aPost, aReverse, aVoid, openWallets } from '../../support/ledger-under-test.ts';
import { migrationFiles } from '../../support/migrations.ts';

/** The migration that chains entries and drops the indexes by account. */
const chaining = 16;

let db: EmptyDatabase;
let ledger: Ledger;
const accounts = ['asha', 'shop', 'busy', 'system:cash-in:INR'];
let before: readonly Entry[][];

const histories = (): Promise<Entry[][]> =>
  Promise.all(accounts.map(async (account) => [...(await ledger.entries(account, { limit: 200 })).entries]));

beforeAll(async () => {
  db = await startEmptyDatabase();
  await applyMigrations(
    db.admin,
    migrationFiles().filter(({ version }) => version < chaining),
  );
  ledger = auroraLedger(db.admin);
  await openWallets(ledger, { asha: 100_000n, shop: 0n, busy: 0n });
  await ledger.stripe('busy', 3);
  const post = aPost();
  const [hold, voided] = [aHold(), aHold()];
  await ledger.post([post, hold, voided, aPost({ amount: inr(999_999n) })]);
  await ledger.post([
    aCapture(operationId(hold), { minor: 30n }),
    aCapture(operationId(hold), { minor: 20n }),
    aReverse(operationId(post)),
    aVoid(operationId(voided)),
  ]);
  // Past the sixteenth version, over single postings and batches, and then what folds the stripes into the account.
  for (let n = 0; n < 20; n++) await ledger.post([aPost({ credit: 'busy', amount: inr(10n) })]);
  await ledger.post(Array.from({ length: 25 }, () => aPost({ credit: 'busy', amount: inr(10n) })));
  await ledger.post([aPost({ debit: 'busy', credit: 'asha', amount: inr(440n) })]);
  before = await histories();
  await applyMigrations(db.admin, migrationFiles());
});

afterAll(() => db.services.drop());

it('has rows of before, folds among them', async () => {
  const rows = await db.admin.query<{ op: string }>('SELECT DISTINCT op FROM payments.journal ORDER BY op');
  expect(rows.map(({ op }) => op)).toEqual(['capture', 'fold', 'hold', 'post', 'reverse', 'void']);
});

it('chains every row that was there, so that each history reads as before', async () => {
  expect(await histories()).toEqual(before);
  expect(before.map((entries) => entries.length > 0)).toEqual(accounts.map(() => true));
});

it('leaves balances that the chains explain, and no row out of them', async () => {
  expect((await ledger.verify('', 500)).drifts).toEqual([]);
  expect(await ledger.unbalanced()).toEqual([]);
  const links = journalLinksIn(db.admin);
  const until = new Date(Date.now() + 60_000);
  expect([await links.agree(until), await links.unlinked(until)]).toEqual([true, []]);
});

it('goes on with the chain where it ended', async () => {
  await ledger.post([aPost({ credit: 'busy', amount: inr(5n) }), aPost({ debit: 'busy', amount: inr(7n) })]);
  for (let n = 0; n < 20; n++) await ledger.post([aPost({ credit: 'shop', amount: inr(1n) })]);
  expect((await ledger.verify('', 500)).drifts).toEqual([]);
  const { entries } = await ledger.entries('shop', { limit: 200 });
  // Twenty, and the one that paid out of the busy account.
  expect(entries.slice(21)).toEqual(before[1]);
});

it('never changes the journal afterwards', async () => {
  await expect(db.admin.query('UPDATE payments.journal SET amount = 1')).rejects.toThrow('never changed');
});
