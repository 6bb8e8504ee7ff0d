import { auroraLedger } from '../../../lambdas/payments/adapters/aurora-ledger.ts';
import { qrRequestsIn } from '../../../lambdas/payments/adapters/qr-requests.ts';
import { inr } from '../../../lambdas/payments/domain/money.ts';
import type { Database, Query } from '../../../lambdas/shared/data-api.ts';
import {
  aPost,
  balanceOf,
  type LedgerUnderTest,
  newKey,
  openWallets,
  startLedger,
} from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 10_000n, shop: 0n, 'corner:INR': 0n });
});

afterEach(async () => expect(await db.drifts()).toEqual([]));
afterAll(() => db.services.drop());

/** The application's database behind a Data API that treats procedures in its own way. */
function databaseWhere(call: Query): { database: Database; calls: string[] } {
  const calls: string[] = [];
  const query: Query = (sql, params) => {
    if (!sql.startsWith('CALL ')) return db.app.query(sql, params);
    calls.push(sql);
    return call(sql, params);
  };
  return { database: { ...db.app, query }, calls };
}

const lettingNoneEndItsTransaction: Query = async () => {
  throw new Error('ERROR: invalid transaction termination; SQLState: 2D000');
};
const tellingNoAnswer: Query = async (sql, params) => {
  await db.app.query(sql, params);
  return [];
};

describe.each([
  ['lets no procedure end its own transaction', lettingNoneEndItsTransaction, false],
  ['does not tell what a procedure answered', tellingNoAnswer, true],
])('behind a Data API that %s', (_, call, isReplayed) => {
  it('posts one and many once, and calls no procedure again', async () => {
    const { database, calls } = databaseWhere(call);
    const ledger = auroraLedger(database);
    const before = (await balanceOf(db.ledger, 'shop')) ?? 0n;
    const one = aPost();
    const many = Array.from({ length: 25 }, () => aPost());
    expect(await ledger.post([one])).toMatchObject([{ outcome: 'posted', replayed: isReplayed }]);
    expect((await ledger.post(many)).map(({ outcome }) => outcome)).toEqual(many.map(() => 'posted'));
    expect(await ledger.post([one])).toMatchObject([{ outcome: 'posted', replayed: true }]);
    expect(await balanceOf(db.ledger, 'shop')).toBe(before + 2_600n);
    expect(calls).toHaveLength(1);
  });

  it('takes one payment of a code', async () => {
    const { database, calls } = databaseWhere(call);
    const requests = qrRequestsIn(database);
    const id = newKey();
    const asked = { minor: 100n, currency: 'INR', terms: {}, payload: 'the code', expiresInSec: 600 };
    await requests.open({ id, merchantId: 'corner', ...asked });
    const payment = aPost({ credit: 'corner:INR', amount: inr(100n), reference: id });
    expect(await requests.pay(id, payment)).toMatchObject({ verdict: { outcome: 'posted', replayed: isReplayed } });
    expect(await requests.pay(id, { ...payment, key: newKey() })).toMatchObject({ reason: 'already-paid' });
    expect(calls).toHaveLength(1);
  });
});

it('lets other errors of a procedure out', async () => {
  const { database, calls } = databaseWhere(async () => {
    throw new Error('ERROR: permission denied; SQLState: 42501');
  });
  const ledger = auroraLedger(database);
  await expect(ledger.post([aPost()])).rejects.toThrow('permission denied');
  await expect(ledger.post([aPost()])).rejects.toThrow('permission denied');
  expect(calls).toHaveLength(2);
});
