import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId } from '../../../lambdas/payments/domain/operation.ts';
import {
  aCapture,
  aHold,
  aPost,
  aReverse,
  balanceOf,
  cashIn,
  type LedgerUnderTest,
  newKey,
  openWallets,
  postOne,
  startLedger,
} from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;
let shop: string;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 100_000n });
});

beforeEach(async () => {
  shop = newKey();
  await openWallets(db.ledger, { [shop]: 0n });
  expect(await db.ledger.stripe(shop, 8)).toBe('striped');
});

afterEach(async () => {
  expect(await db.drifts()).toEqual([]);
});

afterAll(() => db.services.drop());

const stripesOf = async (id: string): Promise<string[]> =>
  (
    await db.app.query<{ stripe: string }>(
      'SELECT id AS stripe FROM payments.account WHERE parent = :id AND balance <> 0 ORDER BY id',
      { id },
    )
  ).map(({ stripe }) => stripe);

/** Credits over connections of their own, so that they meet different stripes. */
async function creditOver(connections: number, minor: bigint): Promise<void> {
  const clients = await Promise.all(Array.from({ length: connections }, db.connect));
  for (const client of clients) {
    const { amount, ...post } = aPost({ credit: shop, amount: inr(minor) });
    const row = { ...post, amount: amount.minor.toString(), currency: amount.currency };
    await client.query('CALL payments.post($1, NULL)', [JSON.stringify([row])]);
  }
  await Promise.all(clients.map((client) => client.end()));
}

it('spreads credits over several balances and shows one', async () => {
  await creditOver(6, 100n);
  expect((await stripesOf(shop)).length).toBeGreaterThan(1);
  expect(await db.ledger.account(shop)).toMatchObject({ balance: 600n, available: 600n, held: 0n });
  const { entries } = await db.ledger.entries(shop, { limit: 4 });
  expect(entries.map(({ amount, counterparty }) => [amount, counterparty])).toEqual(
    Array.from({ length: 4 }, () => [100n, 'asha']),
  );
  expect(await db.ledger.balanceAt(shop, new Date(Date.now() + 60_000))).toBe(600n);
});

it('says no balance that would be a part only', async () => {
  expect(await postOne(db.ledger, aPost({ credit: shop }))).toMatchObject({ outcome: 'posted', creditBalance: null });
  const { debitBalance } = await postOne(db.ledger, aPost({ debit: cashIn, credit: 'asha' }));
  expect(debitBalance).toBeNull();
});

it('debits all of its money, and folds no more than it needs', async () => {
  await creditOver(6, 100n);
  const before = (await stripesOf(shop)).length;
  expect(await postOne(db.ledger, aPost({ debit: shop, credit: 'asha', amount: inr(50n) }))).toMatchObject({
    outcome: 'posted',
  });
  expect((await stripesOf(shop)).length).toBe(before - 1);
  const rest = aPost({ debit: shop, credit: 'asha', amount: inr(551n) });
  expect((await postOne(db.ledger, rest)).outcome).toBe('insufficient-funds');
  expect((await postOne(db.ledger, { ...rest, key: newKey(), amount: inr(550n) })).outcome).toBe('posted');
  expect(await db.ledger.account(shop)).toMatchObject({ balance: 0n, available: 0n });
  const { entries } = await db.ledger.entries(shop, { limit: 100 });
  expect(entries).toHaveLength(8);
});

it('spends in one batch what came in it', async () => {
  const verdicts = await db.ledger.post([
    aPost({ credit: shop, amount: inr(70n) }),
    aPost({ debit: shop, credit: 'asha', amount: inr(70n) }),
    aPost({ debit: shop, credit: 'asha', amount: inr(1n) }),
  ]);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['posted', 'posted', 'insufficient-funds']);
});

it('pays back, holds and captures like any other account', async () => {
  const post = aPost({ credit: shop, amount: inr(200n) });
  const hold = aHold({ credit: shop, amount: inr(300n) });
  await db.ledger.post([post, hold]);
  await postOne(db.ledger, aCapture(operationId(hold)));
  expect((await postOne(db.ledger, aReverse(operationId(post)))).outcome).toBe('reversed');
  expect((await postOne(db.ledger, aHold({ debit: shop, credit: 'asha', amount: inr(301n) }))).outcome).toBe(
    'insufficient-funds',
  );
  expect((await postOne(db.ledger, aHold({ debit: shop, credit: 'asha', amount: inr(300n) }))).outcome).toBe('held');
  expect(await balanceOf(db.ledger, shop)).toBe(300n);
});

it('replays a posting whatever stripe its connection has', async () => {
  const { amount, ...post } = aPost({ credit: shop });
  const row = { ...post, amount: amount.minor.toString(), currency: amount.currency };
  const clients = await Promise.all([db.connect(), db.connect(), db.connect()]);
  const answers: string[] = [];
  for (const client of clients) {
    const { rows } = await client.query<{ verdicts: string }>('CALL payments.post($1, NULL)', [JSON.stringify([row])]);
    answers.push(rows[0]?.verdicts.split(' ')[0] ?? '');
    await client.end();
  }
  expect(answers).toEqual(['posted', '=posted', '=posted']);
});

it('freezes and closes as a whole', async () => {
  await creditOver(2, 100n);
  expect(await db.ledger.setStatus(shop, 'closed')).toBe('account-not-empty');
  expect(await db.ledger.setStatus(shop, 'frozen')).toBe('frozen');
  expect((await postOne(db.ledger, aPost({ credit: shop }))).outcome).toBe('account-not-open');
  expect(await db.ledger.setStatus(shop, 'open')).toBe('open');
  await postOne(db.ledger, aPost({ debit: shop, credit: 'asha', amount: inr(200n) }));
  expect(await db.ledger.setStatus(shop, 'closed')).toBe('closed');
  expect(await db.ledger.setStatus(shop, 'open')).toBe('account-closed');
});

it('grows in stripes and never shrinks', async () => {
  expect(await db.ledger.stripe(shop, 4)).toBe('invalid');
  expect(await db.ledger.stripe(shop, 65)).toBe('invalid');
  expect(await db.ledger.stripe(shop, 16)).toBe('striped');
  expect(await db.ledger.stripe('nobody', 4)).toBe('unknown-account');
});
