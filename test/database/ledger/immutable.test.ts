import { aHold, aPost, type LedgerUnderTest, openWallets, startLedger } from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 1000n, shop: 0n });
  await db.ledger.post([aPost(), aHold()]);
});

afterAll(() => db.services.drop());

it.each([
  ['change a transfer', 'UPDATE payments.journal SET amount = amount + 1'],
  ['delete a transfer', 'DELETE FROM payments.journal'],
  ['empty the journal', 'TRUNCATE payments.journal'],
  [
    'write a transfer past the functions',
    "INSERT INTO payments.journal (id, op, verdict, created_at) VALUES ('x', 'post', 'posted', now())",
  ],
  ['set a balance', 'UPDATE payments.account SET balance = 1000000'],
  [
    'open an account past the functions',
    "INSERT INTO payments.account (id, kind, currency) VALUES ('x', 'customer', 'INR')",
  ],
  ['release a hold past the functions', 'DELETE FROM payments.hold'],
  ['forget what is to be told', 'DELETE FROM payments.outbox'],
  ['call the inner function', "SELECT payments.post_batch('[]', true)"],
  ['drop the guard', 'DROP TRIGGER journal_is_immutable ON payments.journal'],
  ['switch the guard off', 'ALTER TABLE payments.journal DISABLE TRIGGER ALL'],
])('the application may not %s', async (_, sql) => {
  await expect(db.app.query(sql)).rejects.toThrow(/SQLState: 42501/);
});

it.each([
  ['change', "UPDATE payments.journal SET reference = 'x'"],
  ['delete', 'DELETE FROM payments.journal'],
  ['empty', 'TRUNCATE payments.journal CASCADE'],
])('not even the owner may %s the journal while it is guarded', async (_, sql) => {
  await expect(db.admin.query(sql)).rejects.toThrow('the journal is never changed');
});

it('keeps a balance above its floor whoever writes it', async () => {
  await expect(db.admin.query(`UPDATE payments.account SET balance = held - 1 WHERE id = 'asha'`)).rejects.toThrow(
    'SQLState: 42501',
  );
});
