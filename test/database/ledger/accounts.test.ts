import { type NewAccount, systemAccount } from '../../../lambdas/payments/domain/account.ts';
import { type LedgerUnderTest, startLedger } from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
});

afterAll(() => db.services.drop());

const wallet: NewAccount = { id: 'wallet:asha', owner: 'asha', kind: 'customer', currency: 'INR', floor: 0n };

it('opens an account once, and tells when its id stands for another', async () => {
  expect(await Promise.all([1, 2, 3].map(() => db.ledger.openAccount(wallet)))).toContain('opened');
  expect(await db.ledger.openAccount(wallet)).toBe('known');
  expect(await db.ledger.openAccount({ ...wallet, currency: 'USD' })).toBe('id-reused');
  expect(await db.ledger.account(wallet.id)).toEqual({
    ...wallet,
    status: 'open',
    balance: 0n,
    held: 0n,
    available: 0n,
    version: 0n,
  });
  expect(await db.ledger.account('nobody')).toBeUndefined();
});

it.each<[string, Partial<NewAccount>]>([
  ['an id like a stripe', { id: 'wallet#1' }],
  ['an id with a space', { id: 'a b' }],
  ['an empty id', { id: '' }],
  ['a currency in small letters', { currency: 'inr' }],
  ['a floor above nothing', { floor: 1n }],
])('refuses %s', async (_, change) => {
  expect(await db.ledger.openAccount({ ...wallet, id: 'new', ...change })).toBe('invalid');
});

it('has the system’s accounts of rupees, and makes those of another currency when they are needed', async () => {
  for (const purpose of ['cash-in', 'fees', 'suspense', 'vendor-settlement'] as const)
    expect(await db.ledger.account(systemAccount(purpose, 'INR'))).toMatchObject({ kind: 'system', floor: null });
  expect(await Promise.all([1, 2].map(() => db.ledger.systemAccount('fees', 'HKD')))).toEqual([
    'system:fees:HKD',
    'system:fees:HKD',
  ]);
  expect(await db.ledger.account('system:fees:HKD')).toMatchObject({ currency: 'HKD', available: null });
});
