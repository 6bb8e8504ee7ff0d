import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId, type Post } from '../../../lambdas/payments/domain/operation.ts';
import {
  aCapture,
  aHold,
  aPost,
  aReverse,
  aVoid,
  balanceOf,
  type LedgerUnderTest,
  newKey,
  openWallets,
  postOne,
  startLedger,
} from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 10_000n, ravi: 10_000n, shop: 0n });
});

afterAll(async () => {
  const drifts = await db.drifts();
  await db.services.drop();
  expect(drifts).toEqual([]);
});

it('gives the same request again its first answer, and moves nothing', async () => {
  const post = aPost({ kind: 'payment', reference: 'r', metadata: { b: 1, a: [2] } });
  const first = await postOne(db.ledger, post);
  await postOne(db.ledger, aPost());
  const before = await balanceOf(db.ledger, 'asha');
  expect(await postOne(db.ledger, { ...post, metadata: { a: [2], b: 1 } })).toEqual({ ...first, replayed: true });
  expect(await balanceOf(db.ledger, 'asha')).toBe(before);
});

it.each<[string, Partial<Post>]>([
  ['amount', { amount: inr(101n) }],
  ['payer', { debit: 'ravi' }],
  ['payee', { credit: 'ravi' }],
  ['kind', { kind: 'fee' }],
  ['reference', { reference: 'other' }],
  ['metadata', { metadata: { other: true } }],
  ['group', { group: 'g' }],
])('refuses a key with another %s', async (_, change) => {
  const post = aPost({ kind: 'payment', reference: 'r', metadata: { note: 1 } });
  await postOne(db.ledger, post);
  const before = await balanceOf(db.ledger, 'asha');
  expect(await postOne(db.ledger, { ...post, ...change })).toMatchObject({
    outcome: 'idempotency-key-reused',
    replayed: false,
  });
  expect(await balanceOf(db.ledger, 'asha')).toBe(before);
});

it('refuses a key of a transfer for a hold', async () => {
  const { op: _, ...post } = aPost();
  await postOne(db.ledger, { op: 'post', ...post });
  expect((await postOne(db.ledger, { op: 'hold', holdSec: 60, ...post })).outcome).toBe('idempotency-key-reused');
});

it('keeps the keys of callers apart', async () => {
  const key = newKey();
  const outcomes = await db.ledger.post([aPost({ caller: 'app', key }), aPost({ caller: 'lane', key })]);
  expect(outcomes.map((v) => [v.id, v.outcome])).toEqual([
    [`app/${key}`, 'posted'],
    [`lane/${key}`, 'posted'],
  ]);
});

it('counts the first of a key that comes twice in one batch', async () => {
  const post = aPost();
  const before = (await balanceOf(db.ledger, 'asha')) ?? 0n;
  const [first, same, other] = await db.ledger.post([post, { ...post }, { ...post, amount: inr(5n) }]);
  expect(first).toMatchObject({ outcome: 'posted', replayed: false });
  expect(same).toEqual({ ...first, replayed: true });
  expect(other).toMatchObject({ outcome: 'idempotency-key-reused' });
  expect(await balanceOf(db.ledger, 'asha')).toBe(before - 100n);
});

it('counts the first of a key in one batch also when that was wrong and nothing is kept of it', async () => {
  const wrong = aPost({ credit: 'nobody' });
  const verdicts = await db.ledger.post([wrong, { ...wrong }, { ...wrong, credit: 'shop' }]);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual([
    'unknown-account',
    'unknown-account',
    'idempotency-key-reused',
  ]);
});

it('posts what is new beside what is known', async () => {
  const known = aPost();
  await postOne(db.ledger, known);
  const verdicts = await db.ledger.post([aPost(), known, aPost()]);
  expect(verdicts.map(({ outcome, replayed }) => [outcome, replayed])).toEqual([
    ['posted', false],
    ['posted', true],
    ['posted', false],
  ]);
});

it('remembers a refusal: the key stays refused when the money has come', async () => {
  await openWallets(db.ledger, { poor: 0n });
  const post = aPost({ debit: 'poor' });
  const refused = await postOne(db.ledger, post);
  expect(refused).toMatchObject({ outcome: 'insufficient-funds', replayed: false });
  await postOne(db.ledger, aPost({ debit: 'asha', credit: 'poor' }));
  expect(await postOne(db.ledger, post)).toEqual({ ...refused, replayed: true });
  expect((await postOne(db.ledger, { ...post, key: newKey() })).outcome).toBe('posted');
});

it('forgets what was wrong with the request itself: its key may be used again', async () => {
  const post = aPost({ credit: 'later' });
  expect((await postOne(db.ledger, post)).outcome).toBe('unknown-account');
  await openWallets(db.ledger, { later: 0n });
  expect((await postOne(db.ledger, post)).outcome).toBe('posted');
});

it('captures, voids and reverses once under one key', async () => {
  const hold = aHold();
  const capture = aCapture(operationId(hold), { minor: 40n });
  const reverse = aReverse(operationId(capture), { minor: 15n });
  const done = aVoid(operationId(hold));
  for (const operation of [hold, capture, reverse, done]) {
    const first = await postOne(db.ledger, operation);
    expect(first.replayed).toBe(false);
    expect(await postOne(db.ledger, operation)).toEqual({ ...first, replayed: true });
  }
  expect((await postOne(db.ledger, { ...capture, minor: 41n })).outcome).toBe('idempotency-key-reused');
});

it('answers several callers of one key with one effect', async () => {
  const before = (await balanceOf(db.ledger, 'asha')) ?? 0n;
  const post = aPost();
  const verdicts = await Promise.all(Array.from({ length: 12 }, () => postOne(db.ledger, post)));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(verdicts.map(() => 'posted'));
  expect(verdicts.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await balanceOf(db.ledger, 'asha')).toBe(before - 100n);
});
