import { inr, mostMinor } from '../../../lambdas/payments/domain/money.ts';
import type { Operation } from '../../../lambdas/payments/domain/operation.ts';
import type { Outcome } from '../../../lambdas/payments/domain/verdict.ts';
import {
  aCapture,
  aHold,
  aPost,
  aReverse,
  aVoid,
  cashIn,
  type LedgerUnderTest,
  newKey,
  openWallets,
  postOne,
  startLedger,
} from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 10_000n, ravi: 500n, shop: 0n, frozen: 100n, closed: 0n });
  await db.ledger.openAccount({ id: 'dollars', owner: 'asha', kind: 'customer', currency: 'USD', floor: 0n });
  await db.ledger.openAccount({ id: 'overdraft', owner: 'ravi', kind: 'customer', currency: 'INR', floor: -200n });
  await db.ledger.setStatus('frozen', 'frozen');
  await db.ledger.setStatus('closed', 'closed');
});

afterAll(async () => {
  const drifts = await db.drifts();
  await db.services.drop();
  expect(drifts).toEqual([]);
});

const usd = (minor: bigint) => ({ minor, currency: 'USD' });
const raw = (fields: object): Operation => ({ ...aPost(), ...fields }) as unknown as Operation;

it.each<[string, () => Operation, Outcome]>([
  ['moves money that is there', () => aPost(), 'posted'],
  ['lets an overdraft go to its floor', () => aPost({ debit: 'overdraft', amount: inr(200n) }), 'posted'],
  ['and not below it', () => aPost({ debit: 'overdraft', amount: inr(1n) }), 'insufficient-funds'],
  ['refuses more than there is', () => aPost({ debit: 'ravi', amount: inr(501n) }), 'insufficient-funds'],
  ['refuses to hold more than there is', () => aHold({ debit: 'ravi', amount: inr(501n) }), 'insufficient-funds'],
  ['refuses a frozen payer', () => aPost({ debit: 'frozen' }), 'account-not-open'],
  ['refuses a frozen payee', () => aPost({ credit: 'frozen' }), 'account-not-open'],
  ['refuses a closed payee', () => aPost({ credit: 'closed' }), 'account-not-open'],
  ['refuses a hold for a frozen payee', () => aHold({ credit: 'frozen' }), 'account-not-open'],
  ['does not know the payer', () => aPost({ debit: 'nobody' }), 'unknown-account'],
  ['does not know the payee', () => aPost({ credit: 'nobody' }), 'unknown-account'],
  ['does not know a stripe as an account', () => aPost({ credit: `${cashIn}#99` }), 'unknown-account'],
  ['refuses a payee in another currency', () => aPost({ credit: 'dollars' }), 'currency-mismatch'],
  ['refuses a sum in another currency', () => aPost({ amount: usd(5n) }), 'currency-mismatch'],
  ['refuses nothing', () => aPost({ amount: inr(0n) }), 'invalid'],
  ['refuses less than nothing', () => aPost({ amount: inr(-5n) }), 'invalid'],
  ['refuses a sum of 19 digits', () => aPost({ amount: inr(mostMinor + 1n) }), 'invalid'],
  ['refuses what pays itself', () => aPost({ credit: 'asha' }), 'invalid'],
  ['refuses an unknown operation', () => raw({ op: 'mint' }), 'invalid'],
  ['refuses a caller with a slash', () => raw({ caller: 'a/b' }), 'invalid'],
  ['refuses a caller that looks like the ledger', () => raw({ caller: '#fold' }), 'invalid'],
  ['refuses an empty key', () => raw({ key: '' }), 'invalid'],
  ['refuses a long key', () => raw({ key: 'k'.repeat(201) }), 'invalid'],
  ['refuses no key', () => raw({ key: undefined }), 'invalid'],
  ['refuses much metadata', () => aPost({ metadata: { note: 'x'.repeat(1000) } }), 'invalid'],
  ['refuses a hold without an end', () => raw({ op: 'hold' }), 'invalid'],
  ['refuses a hold that ends at once', () => aHold({ holdSec: 0 }), 'invalid'],
  ['refuses a hold of part of a second', () => aHold({ holdSec: 0.5 }), 'invalid'],
  ['does not know a hold', () => aCapture('test/none'), 'unknown-hold'],
  ['does not know a hold to void', () => aVoid('test/none'), 'unknown-hold'],
  ['does not know a transfer', () => aReverse('test/none'), 'unknown-transfer'],
])('%s', async (_, operation, outcome) => {
  expect((await postOne(db.ledger, operation())).outcome).toBe(outcome);
});

it('refuses what would pass the largest balance, either way', async () => {
  const most = aPost({ debit: 'system:suspense:INR', credit: 'whale', amount: inr(mostMinor) });
  await openWallets(db.ledger, { whale: 0n });
  expect((await postOne(db.ledger, most)).outcome).toBe('posted');
  const more = aPost({ credit: 'whale', amount: inr(1n) });
  expect((await postOne(db.ledger, more)).outcome).toBe('overflow');
  const back = aReverse(`test/${most.key}`);
  expect((await postOne(db.ledger, back)).outcome).toBe('reversed');
});

it('answers with both balances after it, in the order asked', async () => {
  await openWallets(db.ledger, { one: 100n, two: 0n });
  const pay = (minor: bigint) => aPost({ debit: 'one', credit: 'two', amount: inr(minor) });
  const verdicts = await db.ledger.post([pay(30n), pay(100n), pay(70n), aPost({ debit: 'two', credit: 'one' })]);
  expect(verdicts.map((v) => [v.outcome, v.debitBalance, v.creditBalance])).toEqual([
    ['posted', 70n, 30n],
    ['insufficient-funds', 70n, 30n],
    ['posted', 0n, 100n],
    ['posted', 0n, 100n],
  ]);
});

it('takes a thousand operations in one call, and no more', async () => {
  await openWallets(db.ledger, { rich: 1_000_000n });
  const many = (count: number) =>
    Array.from({ length: count }, () => aPost({ debit: 'rich', credit: 'shop', amount: inr(1n) }));
  const verdicts = await db.ledger.post(many(1000));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 1000 }, () => 'posted'));
  expect(verdicts.at(-1)?.debitBalance).toBe(999_000n);
  await expect(db.ledger.post(many(1001))).rejects.toThrow('SQLState 22023');
  await expect(db.ledger.post([])).rejects.toThrow('SQLState 22023');
});

it('answers a thousand of the largest balances within the row that the Data API allows', async () => {
  await openWallets(db.ledger, { giant: 0n, other: 0n });
  const half = mostMinor / 2n;
  for (const credit of ['giant', 'other'])
    await postOne(db.ledger, aPost({ debit: 'system:fees:INR', credit, amount: inr(half) }));
  const holdAll = aHold({ debit: 'giant', credit: 'other', amount: inr(half) });
  await postOne(db.ledger, holdAll);
  const refused = Array.from({ length: 1000 }, () => aPost({ debit: 'giant', credit: 'other' }));
  await db.ledger.post(refused);
  const again = await db.ledger.post(refused);
  expect(again.every((v) => v.replayed && v.outcome === 'insufficient-funds' && v.creditBalance === half)).toBe(true);
});

it('keeps a reference, a kind and metadata as given', async () => {
  const metadata = { note: 'it\'s ₹5 "off"', tags: ['a', 1, null] };
  const post = aPost({ kind: 'payment', reference: 'UTR 1', metadata, key: newKey() });
  await postOne(db.ledger, post);
  const [row] = await db.app.query<{ kind: string; reference: string; metadata: string }>(
    'SELECT kind, reference, metadata::text AS metadata FROM payments.transfer WHERE id = :id',
    { id: `test/${post.key}` },
  );
  expect({ ...row, metadata: JSON.parse(row?.metadata ?? '') }).toEqual({
    kind: 'payment',
    reference: 'UTR 1',
    metadata,
  });
});
