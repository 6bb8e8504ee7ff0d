import { inr } from '../../../lambdas/payments/domain/money.ts';
import { type Hold, operationId } from '../../../lambdas/payments/domain/operation.ts';
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
let payer: string;
let payee: string;

beforeAll(async () => {
  db = await startLedger();
});

beforeEach(async () => {
  payer = newKey();
  payee = newKey();
  await openWallets(db.ledger, { [payer]: 1000n, [payee]: 0n });
});

afterEach(async () => {
  expect(await db.drifts()).toEqual([]);
});

afterAll(() => db.services.drop());

const outcomeOf = async (operation: Parameters<typeof postOne>[1]) => (await postOne(db.ledger, operation)).outcome;

async function held(minor: bigint, overrides: Partial<Hold> = {}): Promise<string> {
  const hold = aHold({ debit: payer, credit: payee, amount: inr(minor), ...overrides });
  expect(await outcomeOf(hold)).toBe('held');
  return operationId(hold);
}

async function paid(minor: bigint): Promise<string> {
  const post = aPost({ debit: payer, credit: payee, amount: inr(minor) });
  expect(await outcomeOf(post)).toBe('posted');
  return operationId(post);
}

/** As if the time of a hold were over. */
const age = (hold: string) =>
  db.admin.query(`UPDATE payments.hold SET expires_at = now() - interval '1 second' WHERE id = :hold`, { hold });

describe('a hold', () => {
  it('counts in what is available, not in the balance', async () => {
    await held(700n);
    expect(await db.ledger.account(payer)).toMatchObject({ balance: 1000n, held: 700n, available: 300n });
    expect(await outcomeOf(aPost({ debit: payer, credit: payee, amount: inr(301n) }))).toBe('insufficient-funds');
    expect(await outcomeOf(aHold({ debit: payer, credit: payee, amount: inr(301n) }))).toBe('insufficient-funds');
    expect(await outcomeOf(aPost({ debit: payer, credit: payee, amount: inr(300n) }))).toBe('posted');
  });

  it('is captured in parts until nothing is left', async () => {
    const hold = await held(500n);
    expect(await outcomeOf(aCapture(hold, { minor: 200n }))).toBe('captured');
    expect(await outcomeOf(aCapture(hold, { minor: 301n }))).toBe('exceeds-hold');
    expect(await outcomeOf(aCapture(hold, { minor: 100n }))).toBe('captured');
    expect(await outcomeOf(aCapture(hold))).toBe('captured');
    expect(await outcomeOf(aCapture(hold))).toBe('hold-not-active');
    expect(await outcomeOf(aVoid(hold))).toBe('hold-not-active');
    expect(await db.ledger.account(payer)).toMatchObject({ balance: 500n, held: 0n, available: 500n });
    expect(await balanceOf(db.ledger, payee)).toBe(500n);
  });

  it('gives back what was not captured when it is voided', async () => {
    const hold = await held(500n);
    await outcomeOf(aCapture(hold, { minor: 200n }));
    expect(await outcomeOf(aVoid(hold))).toBe('voided');
    expect(await outcomeOf(aCapture(hold, { minor: 1n }))).toBe('hold-not-active');
    expect(await db.ledger.account(payer)).toMatchObject({ balance: 800n, held: 0n });
  });

  it('is captured and voided several times within one batch', async () => {
    const hold = await held(500n);
    const batch = [
      aCapture(hold, { minor: 200n }),
      aCapture(hold, { minor: 200n }),
      aCapture(hold, { minor: 200n }),
      aVoid(hold),
      aCapture(hold),
    ];
    const verdicts = await db.ledger.post(batch);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual([
      'captured',
      'captured',
      'exceeds-hold',
      'voided',
      'hold-not-active',
    ]);
    expect(await db.ledger.account(payer)).toMatchObject({ balance: 600n, held: 0n });
  });

  it('pays from money that is held although nothing else is left', async () => {
    const hold = await held(1000n);
    expect(await outcomeOf(aCapture(hold))).toBe('captured');
    expect(await db.ledger.account(payer)).toMatchObject({ balance: 0n, held: 0n });
  });

  it('is given back, but not captured, when the payer is frozen', async () => {
    const hold = await held(500n);
    await db.ledger.setStatus(payer, 'frozen');
    expect(await outcomeOf(aCapture(hold))).toBe('account-not-open');
    expect(await outcomeOf(aVoid(hold))).toBe('voided');
  });

  it('is not captured after its time, and released once', async () => {
    const hold = await held(500n);
    const young = await held(100n);
    await outcomeOf(aCapture(hold, { minor: 100n }));
    await age(hold);
    expect(await outcomeOf(aCapture(hold))).toBe('hold-expired');
    const released = await Promise.all([1, 2, 3].map(() => db.ledger.expireHolds(100)));
    expect(released.toSorted()).toEqual([0, 0, 1]);
    expect(await db.ledger.expireHolds(100)).toBe(0);
    expect(await db.ledger.account(payer)).toMatchObject({ balance: 900n, held: 100n });
    expect(await outcomeOf(aCapture(young))).toBe('captured');
  });

  it('may be voided after its time and before it is released', async () => {
    const hold = await held(500n);
    await age(hold);
    expect(await outcomeOf(aVoid(hold))).toBe('voided');
    expect(await db.ledger.expireHolds(100)).toBe(0);
  });

  it('is released in portions', async () => {
    for (const hold of [await held(1n), await held(2n), await held(3n)]) await age(hold);
    expect(await db.ledger.expireHolds(2)).toBe(2);
    expect(await db.ledger.expireHolds(2)).toBe(1);
  });
});

describe('a transfer', () => {
  it('is paid back in parts, never more than was paid', async () => {
    const transfer = await paid(500n);
    expect(await outcomeOf(aReverse(transfer, { minor: 200n }))).toBe('reversed');
    expect(await outcomeOf(aReverse(transfer, { minor: 301n }))).toBe('exceeds-transfer');
    expect(await outcomeOf(aReverse(transfer))).toBe('reversed');
    expect(await outcomeOf(aReverse(transfer))).toBe('exceeds-transfer');
    expect(await outcomeOf(aReverse(transfer, { minor: 1n }))).toBe('exceeds-transfer');
    expect(await balanceOf(db.ledger, payer)).toBe(1000n);
  });

  it('is paid back once by two who ask at the same time under different keys', async () => {
    const transfer = await paid(500n);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcomeOf(aReverse(transfer))));
    expect(outcomes.toSorted()).toEqual(['exceeds-transfer', 'exceeds-transfer', 'exceeds-transfer', 'reversed']);
    const batch = [await paid(10n), await paid(10n)].flatMap((id) => [aReverse(id), aReverse(id)]);
    expect((await db.ledger.post(batch)).map(({ outcome }) => outcome)).toEqual([
      'reversed',
      'exceeds-transfer',
      'reversed',
      'exceeds-transfer',
    ]);
  });

  it('is not paid back from money that the payee no longer has', async () => {
    const transfer = await paid(500n);
    const other = newKey();
    await openWallets(db.ledger, { [other]: 0n });
    await outcomeOf(aPost({ debit: payee, credit: other, amount: inr(400n) }));
    expect(await outcomeOf(aReverse(transfer))).toBe('insufficient-funds');
    expect(await outcomeOf(aReverse(transfer, { minor: 100n }))).toBe('reversed');
  });

  it('is paid back when it came from a hold', async () => {
    const capture = aCapture(await held(300n), { minor: 200n });
    await outcomeOf(capture);
    expect(await outcomeOf(aReverse(operationId(capture)))).toBe('reversed');
    expect(await db.ledger.account(payer)).toMatchObject({ balance: 1000n, held: 100n });
  });

  it('is no transfer when it is a hold, a refusal or a reversal', async () => {
    const hold = await held(100n);
    const refused = aPost({ debit: payee, credit: payer, amount: inr(5n) });
    await outcomeOf(refused);
    const reverse = aReverse(await paid(50n));
    await outcomeOf(reverse);
    for (const id of [hold, operationId(refused), operationId(reverse)])
      expect(await outcomeOf(aReverse(id))).toBe('unknown-transfer');
  });
});

describe('a group', () => {
  const fee = (minor: bigint) => aPost({ debit: payer, credit: 'system:fees:INR', amount: inr(minor), kind: 'fee' });
  const pay = (minor: bigint) => aPost({ debit: payer, credit: payee, amount: inr(minor) });
  const outcomes = async (batch: Parameters<typeof db.ledger.post>[0]) =>
    (await db.ledger.post(batch)).map(({ outcome }) => outcome);

  it('succeeds as a whole', async () => {
    const group = newKey();
    const batch = [
      { ...pay(900n), group },
      { ...fee(100n), group },
    ];
    expect(await outcomes(batch)).toEqual(['posted', 'posted']);
  });

  it('is refused as a whole, wherever its refusal stands, and others of the batch are not', async () => {
    const hold = await held(50n);
    const group = newKey();
    const batch = [
      pay(1n),
      { ...pay(900n), group },
      { ...aHold({ debit: payer, credit: payee, amount: inr(10n) }), group },
      { ...aCapture(hold, { minor: 20n }), group },
      { ...aVoid(hold), group },
      { ...fee(500n), group },
      { ...fee(1n), group },
      pay(940n),
      aCapture(hold),
    ];
    expect(await outcomes(batch)).toEqual([
      'posted',
      'group-refused',
      'group-refused',
      'group-refused',
      'group-refused',
      'insufficient-funds',
      'group-refused',
      'posted',
      'captured',
    ]);
    expect(await db.ledger.account(payer)).toMatchObject({ balance: 9n, held: 0n });
    // A part of it that comes again alone must not go through after all.
    expect(await outcomes(batch.slice(1, 2))).toEqual(['group-refused']);
  });

  it('may be mended and sent again when a request in it was wrong', async () => {
    const group = newKey();
    const good = { ...pay(10n), group };
    const bad = { ...fee(0n), group };
    expect(await outcomes([good, bad])).toEqual(['group-invalid', 'invalid']);
    expect(await outcomes([good, { ...fee(1n), group }])).toEqual(['posted', 'posted']);
  });

  it('is one group only when its members stand side by side', async () => {
    const group = newKey();
    expect(await outcomes([{ ...pay(1n), group }, pay(1n), { ...pay(1n), group }])).toEqual([
      'invalid',
      'posted',
      'invalid',
    ]);
  });

  it('is replayed as a whole', async () => {
    const group = newKey();
    const batch = [
      { ...pay(10n), group },
      { ...fee(1n), group },
    ];
    const first = await db.ledger.post(batch);
    expect(await db.ledger.post(batch)).toEqual(first.map((verdict) => ({ ...verdict, replayed: true })));
  });
});
