import { auroraLedger } from '../../../lambdas/payments/adapters/aurora-ledger.ts';
import { postAtOnceBy } from '../../../lambdas/payments/adapters/post-at-once.ts';
import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId, type Post } from '../../../lambdas/payments/domain/operation.ts';
import { silentLog } from '../../support/fakes.ts';
import {
  aCapture,
  aPost,
  aVoid,
  balanceOf,
  type LedgerUnderTest,
  newKey,
  openWallets,
  startLedger,
} from '../../support/ledger-under-test.ts';

/** Postings in one SELECT under a login of their own, and what must go the long way. */

let db: LedgerUnderTest;
let atOnce: ReturnType<typeof postAtOnceBy>;

beforeAll(async () => {
  db = await startLedger();
  atOnce = postAtOnceBy(db.poster, silentLog);
  await openWallets(db.ledger, { asha: 1000n, shop: 0n, stall: 0n });
  await db.ledger.stripe('stall', 4);
});

afterEach(async () => {
  expect(await db.drifts()).toEqual([]);
});

afterAll(() => db.services.drop());

it('posts a plain transfer and tells both balances', async () => {
  const [asha, shop] = [await balanceOf(db.ledger, 'asha'), await balanceOf(db.ledger, 'shop')];
  const post = aPost({ amount: inr(30n), kind: 'payment', reference: 'bill 7', metadata: { table: 4 } });
  expect(await atOnce([post])).toBe(`posted ${(asha ?? 0n) - 30n} ${(shop ?? 0n) + 30n}`);
  const [row] = await db.app.query(
    `SELECT debit, credit, amount::text AS amount, kind, reference, metadata::text AS metadata FROM payments.transfer WHERE id = :id`,
    { id: operationId(post) },
  );
  expect(row).toEqual({
    debit: 'asha',
    credit: 'shop',
    amount: '30',
    kind: 'payment',
    reference: 'bill 7',
    metadata: '{"table": 4}',
  });
});

it('locks in the order of ids, whoever pays', async () => {
  expect(await atOnce([aPost({ debit: 'shop', credit: 'asha', amount: inr(1n) })])).toMatch(/^posted /);
});

it('pays into a stripe of a striped account, and tells nothing of it', async () => {
  expect(await atOnce([aPost({ credit: 'stall', amount: inr(5n) })])).toMatch(/^posted \d+ -$/);
  expect(await balanceOf(db.ledger, 'stall')).toBe(5n);
});

it('works at SERIALIZABLE, whatever the server likes', async () => {
  expect(await db.poster('SHOW transaction_isolation')).toEqual([{ transaction_isolation: 'serializable' }]);
});

const posted = aPost();

it.each<[string, () => Promise<Post> | Post]>([
  ['costs more than there is', () => aPost({ amount: inr(100_000n) })],
  [
    'costs more than there is, with the payee locked first',
    () => aPost({ debit: 'shop', credit: 'asha', amount: inr(9000n) }),
  ],
  ['names an account that is not there', () => aPost({ credit: 'nobody' })],
  ['is in another currency', () => aPost({ amount: { minor: 1n, currency: 'USD' } })],
  ['debits a striped account that has a floor', () => aPost({ debit: 'stall', credit: 'asha', amount: inr(1n) })],
  ['pays oneself', () => aPost({ credit: 'asha' })],
  ['moves nothing', () => aPost({ amount: inr(0n) })],
  ['moves more than a balance holds', () => aPost({ amount: inr(10n ** 18n) })],
  ['is one of a group', () => aPost({ group: 'g' })],
  ['says too much', () => aPost({ metadata: { text: 'x'.repeat(600) } })],
  ['has a key that is too long', () => aPost({ key: 'k'.repeat(201) })],
  [
    'has a key that is known',
    async () => {
      await db.ledger.post([posted]);
      return posted;
    },
  ],
])('leaves to the long way what %s, and writes nothing', async (_, make) => {
  const post = await make();
  const before = await db.app.query('SELECT id, balance::text, version::text, last FROM payments.account ORDER BY id');
  expect(await atOnce([post])).toBeUndefined();
  expect(await db.app.query('SELECT id, balance::text, version::text, last FROM payments.account ORDER BY id')).toEqual(
    before,
  );
});

it('answers the same as the long way alone', async () => {
  const long = auroraLedger(db.app);
  for (const make of [
    () => aPost({ amount: inr(1n) }),
    () => aPost({ amount: inr(100_000n) }),
    () => aPost({ credit: 'nobody' }),
    () => aPost({ credit: 'stall', amount: inr(1n) }),
    () => aPost({ amount: inr(0n) }),
  ]) {
    const [[short], [plain]] = [await db.ledger.post([make()]), await long.post([make()])];
    expect(short?.outcome).toBe(plain?.outcome);
    expect(short?.creditBalance === null).toBe(plain?.creditBalance === null);
  }
  const again = aPost({ amount: inr(1n) });
  await db.ledger.post([again]);
  expect(await long.post([again])).toMatchObject([{ outcome: 'posted', replayed: true }]);
  expect(await db.ledger.post([again])).toMatchObject([{ outcome: 'posted', replayed: true }]);
});

it('posts one of several that come under the same key at once', async () => {
  const post = aPost({ amount: inr(1n) });
  const before = (await balanceOf(db.ledger, 'asha')) ?? 0n;
  const verdicts = await Promise.all(Array.from({ length: 6 }, () => db.ledger.post([post])));
  expect(verdicts.flat().map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'posted'));
  expect(verdicts.flat().filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await balanceOf(db.ledger, 'asha')).toBe(before - 1n);
});

it('says what else went wrong, and goes the long way', async () => {
  const warned: unknown[] = [];
  const broken = postAtOnceBy(() => Promise.reject(new Error('ERROR: no such login; SQLState: 28P01')), {
    ...silentLog,
    warn: (event, fields) => warned.push([event, fields]),
  });
  expect(await broken([aPost()])).toBeUndefined();
  expect(warned).toEqual([['ledger.not-at-once', { state: '28P01', name: 'Error' }]]);
});

it('posts by the long way what was too late', async () => {
  const late = postAtOnceBy(() => Promise.reject(new Error('ERROR: too late; SQLState: 40001')), silentLog);
  const [verdict] = await auroraLedger(db.app, late).post([aPost({ amount: inr(1n) })]);
  expect(verdict).toMatchObject({ outcome: 'posted', replayed: false });
});

it('leaves holds, captures and batches to the long way', async () => {
  expect(await atOnce([aCapture('test/none')])).toBeUndefined();
  expect(await atOnce([aVoid('test/none')])).toBeUndefined();
  expect(await atOnce([aPost({ amount: inr(1n) }), aPost({ amount: inr(1n) })])).toBeUndefined();
  expect(await atOnce([])).toBeUndefined();
});

it.each([
  ['read accounts', 'SELECT id FROM payments.account'],
  ['post a batch', `CALL payments.post('[]', NULL)`],
  ['take facts', 'SELECT * FROM payments.take_outbox(1, 1)'],
  ['open an account', `SELECT payments.open_account('x', 'x', 'customer', NULL, 'INR', 0)`],
  ['read devices', 'SELECT count(*) FROM devices.sms'],
])('its login may not %s', async (_, sql) => {
  await expect(db.poster(sql)).rejects.toThrow(/SQLState: 42501/);
});

it('lets the books rest on nothing that is made up', async () => {
  const call = (caller: string, debit: string, credit: string, minor: string) =>
    db.poster<{ line: string | null }>(
      `SELECT payments.post_one(:id, :debit, :credit, :minor::bigint, 'INR', NULL, NULL, NULL) AS line`,
      { id: `${caller}/${newKey()}`, debit, credit, minor },
    );
  for (const [caller, debit, credit, minor] of [
    ['t', 'asha', 'shop', '-5'],
    ['t', 'asha', 'shop', '0'],
    ['t', 'asha', 'asha', '5'],
    ['#fold', 'asha', 'shop', '5'],
    ['t', 'asha', 'shop', '9223372036854775807'],
  ] as const)
    expect(await call(caller, debit, credit, minor)).toEqual([{ line: null }]);
});
