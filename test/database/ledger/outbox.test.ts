import { type Fact, factEventId } from '../../../lambdas/payments/domain/fact.ts';
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

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 10_000n, shop: 0n });
});

// Nothing waits to be told from before, also not what an earlier test took and kept.
beforeEach(() => db.admin.query('DELETE FROM payments.outbox'));

afterAll(() => db.services.drop());

async function stateOf(id: string) {
  const account = await db.ledger.account(id);
  if (account === undefined) throw new Error(`no account ${id}`);
  return account;
}

const lines = (facts: readonly Fact[]) => facts.map(({ id, outcome }) => `${id} ${outcome}`);

it('tells what was posted, held, captured, voided, reversed and refused, in order, and not what was merely wrong', async () => {
  const post = aPost({ kind: 'payment', reference: 'r', metadata: { category: 'food' } });
  const hold = aHold();
  const refused = aPost({ amount: inr(1_000_000n) });
  const [asha, shop] = [await stateOf('asha'), await stateOf('shop')];
  await db.ledger.post([post, hold, refused, aPost({ credit: 'nobody' })]);
  const capture = aCapture(operationId(hold), { minor: 10n });
  const rest = [aVoid(operationId(hold)), aReverse(operationId(post), { minor: 5n })];
  await db.ledger.post([capture, ...rest]);
  await db.ledger.post([post]);
  const facts = await db.ledger.takeFacts(1000, 60);
  expect(lines(facts)).toEqual([
    `${operationId(post)} posted`,
    `${operationId(hold)} held`,
    `${operationId(refused)} insufficient-funds`,
    `${operationId(capture)} captured`,
    ...rest.map((each) => `${operationId(each)} ${each.op === 'void' ? 'voided' : 'reversed'}`),
  ]);
  expect(facts[0]).toMatchObject({
    op: 'post',
    debit: 'asha',
    debitOwner: 'asha',
    credit: 'shop',
    creditOwner: 'shop',
    amount: 100n,
    currency: 'INR',
    kind: 'payment',
    reference: 'r',
    metadata: { category: 'food' },
    debitBalance: asha.balance - 100n,
    debitVersion: asha.version + 1n,
    creditBalance: shop.balance + 100n,
    creditVersion: shop.version + 1n,
  });
  expect(facts[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('tells of a captured hold what its request said, and of one that is given back nothing', async () => {
  const metadata = { context: { deviceId: 'phone' }, screening: 'static' };
  const [captured, voided] = [aHold({ metadata }), aHold({ metadata })];
  await db.ledger.post([captured, voided]);
  await db.ledger.post([aCapture(operationId(captured)), aVoid(operationId(voided))]);
  const facts = await db.ledger.takeFacts(10, 60);
  expect(facts.map(({ outcome, metadata: told }) => [outcome, told])).toEqual([
    ['held', metadata],
    ['held', metadata],
    ['captured', metadata],
    ['voided', null],
  ]);
});

it('tells of an expired hold', async () => {
  const hold = aHold();
  await db.ledger.post([hold]);
  await db.admin.query(`UPDATE payments.hold SET expires_at = now() - interval '1 second'`);
  await db.ledger.expireHolds(10);
  const facts = await db.ledger.takeFacts(10, 60);
  expect(facts.map(({ outcome, hold: of }) => [outcome, of])).toEqual([
    ['held', null],
    ['expired', operationId(hold)],
  ]);
});

it('tells nothing of a batch that was rolled back', async () => {
  const client = await db.connect();
  const { amount, ...post } = aPost();
  const row = { ...post, amount: amount.minor.toString(), currency: 'INR' };
  await client.query('BEGIN');
  await client.query('SELECT * FROM payments.post_transfers($1)', [JSON.stringify([row])]);
  await client.query('ROLLBACK');
  await client.end();
  expect(await db.ledger.takeFacts(10, 60)).toEqual([]);
});

it('lends to one reader at a time, and again when that one is gone', async () => {
  await db.ledger.post([aPost()]);
  const both = await Promise.all([db.ledger.takeFacts(10, 60), db.ledger.takeFacts(10, 60)]);
  expect(both.map(({ length }) => length).toSorted()).toEqual([0, 1]);
  expect(await db.ledger.factsTaken()).toBe(true);
  await db.ledger.post([aPost()]);
  // Later facts wait for the earlier ones: somebody may be about to publish those.
  expect(await db.ledger.takeFacts(10, 60)).toEqual([]);
  await db.admin.query(
    `UPDATE payments.outbox SET taken_until = now() - interval '1 second' WHERE taken_until IS NOT NULL`,
  );
  expect(await db.ledger.factsTaken()).toBe(false);
  const facts = await db.ledger.takeFacts(10, 60);
  expect(facts).toHaveLength(2);
  await db.ledger.factsSent(facts);
  expect(await db.ledger.takeFacts(10, 60)).toEqual([]);
});

it('gives a large batch in portions and in order', async () => {
  const batch = Array.from({ length: 1000 }, () => aPost({ amount: inr(1n), metadata: { note: 'x'.repeat(900) } }));
  const { version } = await stateOf('asha');
  await db.ledger.post(batch);
  const told: Fact[] = [];
  for (;;) {
    const facts = await db.ledger.takeFacts(300, 60);
    if (facts.length === 0) break;
    expect(facts.length).toBeLessThanOrEqual(300);
    told.push(...facts);
    await db.ledger.factsSent(facts);
  }
  expect(told.map(({ id }) => id)).toEqual(batch.map(operationId));
  expect(told.map(({ debitVersion }) => debitVersion)).toEqual(batch.map((_, n) => version + BigInt(n + 1)));
});

it('gives an event of a fact the same id each time, and one to each side', () => {
  const fact = { id: 'app/1' };
  expect(factEventId(fact, 'asha')).toBe(factEventId({ id: 'app/1' }, 'asha'));
  expect(factEventId(fact, 'asha')).not.toBe(factEventId(fact, 'shop'));
});
