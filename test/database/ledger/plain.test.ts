import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId, type Post } from '../../../lambdas/payments/domain/operation.ts';
import {
  aPost,
  balanceOf,
  cashIn,
  type LedgerUnderTest,
  newKey,
  openWallets,
  startLedger,
} from '../../support/ledger-under-test.ts';

/** From twenty posts on, a batch goes the short way when all of them are plain; fewer go the way of all operations. */
const many = 40;

let db: LedgerUnderTest;
let [payer, payee]: [string, string] = ['', ''];

beforeAll(async () => {
  db = await startLedger();
});

beforeEach(async () => {
  [payer, payee] = [newKey(), newKey()];
  await openWallets(db.ledger, { [payer]: 1000n, [payee]: 0n });
});

afterEach(async () => {
  expect(await db.drifts()).toEqual([]);
});

afterAll(() => db.services.drop());

const posts = (count: number, minor: bigint, overrides: Partial<Post> = {}): Post[] =>
  Array.from({ length: count }, () => aPost({ debit: payer, credit: payee, amount: inr(minor), ...overrides }));

const outcomes = async (batch: readonly Post[]): Promise<string[]> =>
  (await db.ledger.post(batch)).map(({ outcome, replayed }) => (replayed ? `=${outcome}` : outcome));

const repeated = (outcome: string, times: number): string[] => Array.from({ length: times }, () => outcome);

it('tells both balances after each posting, also of those it refuses', async () => {
  const verdicts = await db.ledger.post(posts(many, 30n));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual([
    ...repeated('posted', 33),
    ...repeated('insufficient-funds', 7),
  ]);
  expect(verdicts.at(0)).toMatchObject({ debitBalance: 970n, creditBalance: 30n });
  expect(verdicts.at(-1)).toMatchObject({ debitBalance: 10n, creditBalance: 990n });
});

it('lets money that comes early in a batch be paid later in it', async () => {
  const back = posts(many / 2, 50n, { debit: payee, credit: payer });
  expect(await outcomes([...posts(many / 2, 50n), ...back])).toEqual(repeated('posted', many));
  expect(await balanceOf(db.ledger, payer)).toBe(1000n);
});

it('counts what is held as not there', async () => {
  await db.ledger.post([
    { op: 'hold', caller: 'test', key: newKey(), debit: payer, credit: payee, amount: inr(995n), holdSec: 60 },
  ]);
  expect(await outcomes(posts(many, 1n))).toEqual([
    ...repeated('posted', 5),
    ...repeated('insufficient-funds', many - 5),
  ]);
});

it('answers a repeated batch as before and moves nothing', async () => {
  const batch = posts(many, 30n);
  const first = await outcomes(batch);
  expect(await outcomes(batch)).toEqual(first.map((outcome) => `=${outcome}`));
  expect(await balanceOf(db.ledger, payee)).toBe(990n);
});

it('writes each key once when a batch has it twice', async () => {
  const [first, ...rest] = posts(many, 1n);
  if (first === undefined) throw new Error('a batch has a first post');
  expect(await outcomes([first, ...rest, first])).toEqual([...repeated('posted', many), '=posted']);
  expect(await balanceOf(db.ledger, payee)).toBe(BigInt(many));
});

it.each([
  ['an account that nobody opened', () => ({ credit: 'nobody' }), 'unknown-account'],
  ['another currency', () => ({ amount: { minor: 1n, currency: 'USD' } }), 'currency-mismatch'],
  ['a caller of the ledger itself', () => ({ caller: '#fold' }), 'invalid'],
  ['a stripe by its name', () => ({ credit: `${payee}#1` }), 'unknown-account'],
])('leaves the others be when one names %s', async (_, overrides, outcome) => {
  const [odd] = posts(1, 1n, overrides());
  if (odd === undefined) throw new Error('there is one');
  expect(await outcomes([...posts(many, 1n), odd])).toEqual([...repeated('posted', many), outcome]);
  expect(await balanceOf(db.ledger, payee)).toBe(BigInt(many));
});

it('refuses a frozen account and pays the others', async () => {
  const frozen = newKey();
  await openWallets(db.ledger, { [frozen]: 0n });
  await db.ledger.setStatus(frozen, 'frozen');
  expect(await outcomes([...posts(many, 1n), ...posts(1, 1n, { credit: frozen })])).toEqual([
    ...repeated('posted', many),
    'account-not-open',
  ]);
});

it('folds the stripes of a merchant that pays', async () => {
  await db.ledger.stripe(payee, 4);
  expect(await outcomes(posts(many, 10n))).toEqual(repeated('posted', many));
  expect((await db.ledger.post(posts(1, 1n)))[0]).toMatchObject({ creditBalance: null });
  expect(await outcomes(posts(many, 10n, { debit: payee, credit: payer }))).toEqual(repeated('posted', many));
  expect(await balanceOf(db.ledger, payee)).toBe(1n);
});

it('tells of every row in its order', async () => {
  const batch = posts(250, 1n, { debit: cashIn });
  await db.ledger.post(batch);
  const told = await db.admin.query<{ id: string }>(
    'SELECT f.id FROM payments.outbox AS o CROSS JOIN LATERAL unnest(o.ids) WITH ORDINALITY AS f (id, n) ORDER BY o.seq, f.n',
  );
  expect(told.slice(-250).map(({ id }) => id)).toEqual(batch.map(operationId));
});

describe('what nobody read from a batch', () => {
  const forged = async (changes: Record<string, string>): Promise<unknown> => {
    const names = [payer, payee].toSorted();
    const [debit, credit] = names[0] === payer ? [1, 2] : [2, 1];
    const asked: Record<string, string> = {
      names: `ARRAY['${names.join("','")}']`,
      money: `'INR'`,
      ids: `ARRAY['forged/${newKey()}']`,
      debit_at: `ARRAY[${debit}]`,
      credit_at: `ARRAY[${credit}]`,
      amounts: 'ARRAY[100::bigint]',
      kinds: 'ARRAY[NULL::text]',
      refs: 'ARRAY[NULL::text]',
      metas: 'ARRAY[NULL::jsonb]',
      ...changes,
    };
    const given = Object.entries(asked).map(([name, value]) => `${name} => ${value}`);
    const [row] = await db.app.query<{ verdicts: unknown }>(
      `SELECT to_jsonb(p.verdicts) AS verdicts FROM payments.post_plain(${given.join(', ')}) AS p`,
    );
    return row?.verdicts;
  };

  it('is posted when it is sound', async () => {
    expect(await forged({})).not.toBeNull();
    expect(await balanceOf(db.ledger, payee)).toBe(100n);
  });

  it.each([
    ['a negative amount', { amounts: 'ARRAY[-100::bigint]' }],
    ['no amount', { amounts: 'ARRAY[NULL::bigint]' }],
    ['more than the ledger counts', { amounts: 'ARRAY[1000000000000000000]' }],
    ['one account on both sides', { debit_at: 'ARRAY[1]', credit_at: 'ARRAY[1]' }],
    ['an account out of the list', { credit_at: 'ARRAY[3]' }],
    ['the id of a fold', { ids: `ARRAY['#fold/x/1']` }],
    ['another currency', { money: `'USD'` }],
    ['more operations than accounts for them', { ids: `ARRAY['forged/a', 'forged/b']` }],
  ])('moves nothing with %s', async (_, changes) => {
    expect(await forged(changes)).toBeNull();
    expect(await balanceOf(db.ledger, payee)).toBe(0n);
  });

  it('moves nothing when accounts are out of their order', async () => {
    const names = [payer, payee].toSorted().toReversed();
    expect(await forged({ names: `ARRAY['${names.join("','")}']` })).toBeNull();
    expect(await balanceOf(db.ledger, payee)).toBe(0n);
  });
});
