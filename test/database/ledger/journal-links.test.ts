import { journalLinksIn } from '../../../lambdas/payments/adapters/journal-links.ts';
import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId } from '../../../lambdas/payments/domain/operation.ts';
import {
  aCapture,
  aHold,
  aPost,
  aReverse,
  aVoid,
  type LedgerUnderTest,
  openWallets,
  startLedger,
} from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;
const post = aPost();
const soon = () => new Date(Date.now() + 60_000);

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 100_000n, shop: 0n, busy: 0n });
  await db.ledger.stripe('busy', 4);
  const [hold, voided] = [aHold(), aHold()];
  await db.ledger.post([post, hold, voided]);
  await db.ledger.post([
    aCapture(operationId(hold), { minor: 30n }),
    aReverse(operationId(post)),
    aVoid(operationId(voided)),
  ]);
  // More entries than lie between two that are found by their version, and folds.
  for (let n = 0; n < 40; n++) await db.ledger.post([aPost({ credit: 'busy', amount: inr(10n) })]);
  await db.ledger.post([aPost({ debit: 'busy', credit: 'asha', amount: inr(395n) }), aPost({ amount: inr(999_999n) })]);
});

afterAll(() => db.services.drop());

/** What is found after somebody mighty changed the journal; the change is taken back. */
async function found(change: string, until = soon()) {
  const undo = new Error('undo');
  let answer = { agree: false, unlinked: [] as string[], drifts: -1 };
  await db.admin
    .transaction(async (query) => {
      await query(change);
      const links = journalLinksIn({ query, transaction: () => Promise.reject(undo) });
      const drifts = await query<{ account: string }>("SELECT account FROM payments.verify('', 1000)");
      answer = { agree: await links.agree(until), unlinked: await links.unlinked(until), drifts: drifts.length };
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return answer;
}

const inserted = (changes: Readonly<Record<string, string>> = {}): string => {
  const row = {
    id: "'test/by-hand'",
    op: "'post'",
    verdict: "'posted'",
    debit: "'asha'",
    credit: "'shop'",
    amount: '5',
    currency: "'INR'",
    debit_version: '3',
    debit_balance: '5',
    credit_version: '2',
    credit_balance: '5',
    created_at: "now() - interval '1 day'",
    ...changes,
  };
  return `INSERT INTO payments.journal (${Object.keys(row).join()}) VALUES (${Object.values(row).join()})`;
};

it('finds nothing where the ledger alone has written', async () => {
  expect(await found('SELECT 1')).toEqual({ agree: true, unlinked: [], drifts: 0 });
  const links = journalLinksIn(db.app);
  expect([await links.agree(soon()), await links.unlinked(soon())]).toEqual([true, []]);
});

it('finds a row that was put into the journal by hand, which the chains do not show', async () => {
  expect(await found(inserted())).toEqual({ agree: false, unlinked: ['test/by-hand'], drifts: 0 });
});

it.each<[string, Record<string, string>]>([
  [
    'names the entry before it, as a real one does',
    { debit_before: `'${operationId(post)}'`, credit_before: `'${operationId(post)}'` },
  ],
  ['has no versions', { debit_version: 'NULL', credit_version: 'NULL' }],
  ['has a version on one side alone', { credit_version: 'NULL' }],
  ['is of an account that is not there', { debit: "'nobody'", credit: "'nowhere'" }],
  ['is a hold', { op: "'hold'", verdict: "'held'", credit_version: 'NULL' }],
  ['is of the future, where nobody looks yet', { created_at: "now() + interval '5 years'" }],
])('finds one that %s', async (_, changes) => {
  expect(await found(inserted(changes))).toEqual({ agree: false, unlinked: ['test/by-hand'], drifts: 0 });
});

it('finds one of the ledger whose currency was changed', async () => {
  const changed = `UPDATE payments.journal SET currency = 'USD' WHERE id = '${operationId(post)}'`;
  const freed = 'ALTER TABLE payments.journal DISABLE TRIGGER journal_is_immutable';
  const answer = await found(`DO $$ BEGIN ${freed}; ${changed}; END $$`);
  expect(answer).toMatchObject({ agree: false, unlinked: [operationId(post)] });
});

it('leaves rows that may not be committed everywhere for the next time', async () => {
  const before = new Date(Date.now() - 60_000);
  expect(await found(inserted({ created_at: 'now()' }), before)).toMatchObject({ agree: true, unlinked: [] });
});
