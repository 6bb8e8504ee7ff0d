import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId } from '../../../lambdas/payments/domain/operation.ts';
import { pastPaymentsIn } from '../../../lambdas/screening/adapters/past-payments.ts';
import {
  aCapture,
  aHold,
  aPost,
  type LedgerUnderTest,
  openWallets,
  startLedger,
} from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { 'asha:INR': 1000n, 'shop:INR': 1000n });
  const debit = 'asha:INR';
  const credit = 'shop:INR';
  await db.ledger.post([
    aPost({ debit, credit, amount: inr(1n) }),
    aPost({ debit: credit, credit: debit, amount: inr(50n) }),
    aPost({ debit, credit: 'system:fees:INR', amount: inr(60n) }),
    aPost({ debit, credit, amount: inr(5000n) }),
    aPost({ debit, credit, amount: inr(2n) }),
    aPost({ debit, credit, amount: inr(3n) }),
  ]);
});

afterAll(() => db.services.drop());

it.each([
  [50, [1n, 2n, 3n]],
  [2, [2n, 3n]],
])('tells the last %i payments that left a customer, the oldest first', async (last, amounts) => {
  const payments = await pastPaymentsIn(db.app)('asha', 'INR', last);
  expect(payments.map(({ amountMinor }) => amountMinor)).toEqual(amounts);
});

it('tells nothing of a customer without payments, or without an account', async () => {
  expect(await pastPaymentsIn(db.app)('nobody', 'INR', 5)).toEqual([]);
});

it('tells what left through a vendor, and not its fee', async () => {
  await openWallets(db.ledger, { 'lata:INR': 1000n });
  const settlement = await db.ledger.systemAccount('vendor-settlement', 'INR');
  await db.ledger.post([
    aPost({ debit: 'lata:INR', credit: settlement, amount: inr(70n), kind: 'cash-out' }),
    aPost({ debit: 'lata:INR', credit: 'system:fees:INR', amount: inr(1n), kind: 'fee' }),
  ]);
  expect(await pastPaymentsIn(db.app)('lata', 'INR', 5)).toMatchObject([
    { payeeId: settlement, payeeKind: 'merchant', amountMinor: 70n },
  ]);
});

it('knows where a payment was made that was held at first', async () => {
  await openWallets(db.ledger, { 'mira:INR': 1000n });
  const metadata = { context: { deviceId: 'phone', place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } } };
  const hold = aHold({ debit: 'mira:INR', credit: 'shop:INR', amount: inr(7n), metadata });
  await db.ledger.post([hold]);
  await db.ledger.post([aCapture(operationId(hold))]);
  expect(await pastPaymentsIn(db.app)('mira', 'INR', 5)).toMatchObject([
    { amountMinor: 7n, deviceId: 'phone', place: { region: 'IN-KA' } },
  ]);
});
