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
const hold = aHold();
const capture = aCapture(operationId(hold), { minor: 30n });

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 1000n, shop: 0n });
  const voided = aHold();
  await db.ledger.post([post, hold, voided]);
  await db.ledger.post([capture, aReverse(operationId(post)), aVoid(operationId(voided))]);
  await db.admin.query('ALTER TABLE payments.journal DISABLE TRIGGER journal_is_immutable');
});

afterAll(() => db.services.drop());

/** What is found after somebody mighty changed the tables; the change is taken back. */
async function found(...changes: string[]): Promise<string[]> {
  const undo = new Error('undo');
  let drifts: string[] = [];
  await db.admin
    .transaction(async (query) => {
      for (const change of changes) await query(change);
      const rows = await query<{ line: string }>(
        `SELECT account || ' ' || drift AS line FROM payments.verify('', 1000)
         UNION ALL SELECT currency || ' total' FROM payments.currency_total WHERE total <> 0`,
      );
      drifts = rows.map(({ line }) => line).toSorted();
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return drifts;
}

it('finds nothing when nothing was changed', async () => {
  expect(await found()).toEqual([]);
  expect(await db.drifts()).toEqual([]);
});

it.each<[string, string[], string[]]>([
  [
    'a balance that was raised',
    [`UPDATE payments.account SET balance = balance + 1 WHERE id = 'shop'`],
    ['INR total', 'shop balance'],
  ],
  [
    'money moved between balances without a transfer',
    [
      `UPDATE payments.account SET balance = balance - 5 WHERE id = 'asha'`,
      `UPDATE payments.account SET balance = balance + 5 WHERE id = 'shop'`,
    ],
    ['asha balance', 'shop balance'],
  ],
  [
    'held money that no hold explains',
    [`UPDATE payments.account SET held = held + 1 WHERE id = 'asha'`],
    ['asha held', 'asha held-by-holds'],
  ],
  [
    'a version that was skipped',
    [`UPDATE payments.account SET version = version + 1 WHERE id = 'shop'`],
    ['shop version'],
  ],
  [
    'a hold that holds too much',
    [`UPDATE payments.hold SET remaining = remaining + 1 WHERE id = '${operationId(hold)}'`],
    ['asha held-by-holds', `asha hold ${operationId(hold)}`],
  ],
  [
    'a transfer whose sum was changed',
    [`UPDATE payments.journal SET amount = amount + 7 WHERE id = '${operationId(capture)}'`],
    [
      'asha balance',
      'asha balance-chain',
      'asha held',
      `asha hold ${operationId(hold)}`,
      'shop balance',
      'shop balance-chain',
    ],
  ],
  [
    'a running balance that was changed',
    [`UPDATE payments.journal SET credit_balance = credit_balance + 1 WHERE id = '${operationId(capture)}'`],
    ['shop balance-chain', 'shop balance-chain'],
  ],
  [
    'a transfer that was deleted',
    [`DELETE FROM payments.journal WHERE id = '${operationId(capture)}'`],
    [
      'asha balance',
      'asha balance-chain',
      'asha held',
      `asha hold ${operationId(hold)}`,
      'asha version',
      'asha version-chain',
      'shop balance',
      'shop balance-chain',
      'shop version',
      'shop version-chain',
    ],
  ],
  [
    'more paid back than was paid',
    [`UPDATE payments.journal SET amount = amount + 1 WHERE verdict = 'reversed'`],
    ['asha balance', 'asha balance-chain', 'shop balance', 'shop balance-chain', `shop reversed ${operationId(post)}`],
  ],
])('finds %s', async (_, changes, drifts) => {
  expect([...new Set(await found(...changes))]).toEqual([...new Set(drifts.toSorted())]);
});

it('goes through all accounts in pages', async () => {
  await db.admin.query(`UPDATE payments.account SET version = version + 1 WHERE id IN ('asha', 'shop')`);
  const seen: string[] = [];
  let pages = 0;
  for (let after: string | undefined = ''; after !== undefined; pages++) {
    const page: Awaited<ReturnType<typeof db.ledger.verify>> = await db.ledger.verify(after, 2);
    seen.push(...page.drifts.map(({ account, drift }) => `${account} ${drift}`));
    after = page.next;
  }
  expect(seen.toSorted()).toEqual(['asha version', 'shop version']);
  expect(pages).toBeGreaterThan(2);
});
