import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../../../lambdas/payments/domain/account.ts';
import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId } from '../../../lambdas/payments/domain/operation.ts';
import {
  aCapture,
  aHold,
  aPost,
  cashIn,
  type LedgerUnderTest,
  openWallets,
  startLedger,
} from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 10_000n, shop: 0n });
});

afterAll(() => db.services.drop());

async function allEntries(account: string, limit: number): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let before: string | undefined; ; ) {
    const page: Awaited<ReturnType<typeof db.ledger.entries>> = await db.ledger.entries(account, {
      limit,
      ...(before !== undefined && { before }),
    });
    all.push(...page.entries);
    if (page.next === undefined) return all;
    before = page.next;
  }
}

it('tells every change of an account, the newest first, whatever the size of a page', async () => {
  const hold = aHold({ amount: inr(300n), reference: 'order 7' });
  await db.ledger.post([aPost({ amount: inr(100n) }), hold]);
  await db.ledger.post([
    aCapture(operationId(hold), { minor: 250n }),
    aPost({ debit: 'shop', credit: 'asha', amount: inr(20n) }),
  ]);
  const all = await allEntries('asha', 50);
  expect(all.map((e) => [e.outcome, e.amount, e.held, e.balance, e.version, e.counterparty, e.reference])).toEqual([
    ['posted', 20n, 0n, 9670n, 5n, 'shop', null],
    ['captured', -250n, -250n, 9650n, 4n, 'shop', null],
    ['held', 0n, 300n, 9900n, 3n, 'shop', 'order 7'],
    ['posted', -100n, 0n, 9900n, 2n, 'shop', null],
    ['posted', 10_000n, 0n, 10_000n, 1n, cashIn, null],
  ]);
  for (const limit of [1, 2, 3, 5]) expect(await allEntries('asha', limit)).toEqual(all);
  expect(await allEntries('nobody', 5)).toEqual([]);
});

it('tells the balance at any past time', async () => {
  await openWallets(db.ledger, { past: 0n });
  const times: Date[] = [];
  for (let n = 1; n <= 12; n++) {
    await sleep(3);
    times.push(new Date());
    await sleep(3);
    // Several of one instant: the last of them counts.
    await db.ledger.post([
      aPost({ credit: 'past', amount: inr(9n) }),
      aPost({ debit: 'past', credit: 'shop', amount: inr(8n) }),
    ]);
  }
  const balances = await Promise.all(times.map((at) => db.ledger.balanceAt('past', at)));
  expect(balances).toEqual(times.map((_, n) => BigInt(n)));
  expect(await db.ledger.balanceAt('past', new Date(Date.now() + 60_000))).toBe(12n);
  expect(await db.ledger.balanceAt('past', new Date(0))).toBe(0n);
  expect(await db.ledger.balanceAt('nobody', new Date())).toBeUndefined();
});

it('tells at the time of an entry the balance that the entry has', async () => {
  await openWallets(db.ledger, { told: 0n });
  for (let n = 1; n <= 8; n++) {
    await db.ledger.post([aPost({ credit: 'told', amount: inr(7n) })]);
    await sleep(2);
  }
  const entries = await allEntries('told', 50);
  const atThem = await Promise.all(entries.map(({ at }) => db.ledger.balanceAt('told', new Date(at))));
  expect(atThem).toEqual(entries.map(({ balance }) => balance));
  expect(entries).toHaveLength(8);
});

it('reads no more of a busy account than a page', async () => {
  const many = () => Array.from({ length: 1000 }, () => aPost({ debit: cashIn, credit: 'shop', amount: inr(1n) }));
  await db.ledger.post(many());
  const middle = new Date().toISOString();
  for (let n = 0; n < 2; n++) await db.ledger.post(many());
  await db.admin.query('ANALYZE payments.journal');
  const blocksOf = async (call: string): Promise<number> => {
    const plan = await db.admin.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) SELECT * FROM ${call}`,
    );
    return Number(/shared hit=(\d+)/.exec(plan.map((row) => row['QUERY PLAN']).join(' '))?.[1]);
  };
  // Ten entries by two looks at the index each, and its sixteen around them and the catalogue; all of them would take 18,000.
  expect(await blocksOf(`payments.entries('shop', NULL, NULL, NULL, 10)`)).toBeLessThan(2000);
  expect(await blocksOf(`payments.entries('shop', '${middle}', 'shop', 1000, 10)`)).toBeLessThan(2000);
  expect(await blocksOf(`payments.balance_at('shop', '${middle}')`)).toBeLessThan(2000);
});
