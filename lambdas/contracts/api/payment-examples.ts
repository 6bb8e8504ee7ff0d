import type { AccountState, Entries, Transfer, TransferReceipt } from './payments.ts';

/** What the reference shows; a test holds each to its schema. */

const inr = (minor: string) => ({ minor, currency: 'INR' });
const id = 'api.5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11';
const at = '2026-11-21T06:00:00.000Z';

export const aTransferReceipt: TransferReceipt = {
  id,
  status: 'posted',
  payer: 'asha',
  payee: 'ravi',
  amount: inr('125000'),
  balance: inr('375000'),
};

export const aTransfer: Transfer = {
  id,
  operation: 'post',
  outcome: 'posted',
  payer: 'asha:INR',
  payee: 'ravi:INR',
  amount: inr('125000'),
  reversed: inr('0'),
  kind: 'payment',
  reference: null,
  at,
};

export const aReversal = { id: 'reversal.0b0e3c55-7a10-8f0e-b0f3-5be9a1c4d2aa', status: 'accepted', reverses: id };

export const anAccount: AccountState = {
  id: 'asha:INR',
  owner: 'asha',
  kind: 'customer',
  status: 'open',
  balance: inr('375000'),
  held: inr('0'),
  available: inr('375000'),
  asOf: null,
};

export const someEntries: Entries = {
  entries: [
    {
      transferId: id,
      outcome: 'posted',
      amount: inr('-125000'),
      held: inr('0'),
      balance: inr('375000'),
      counterparty: 'ravi:INR',
      kind: 'payment',
      reference: null,
      at,
    },
  ],
  next: null,
};

export const aCashIn = {
  id: 'cash-in.9a1d7e9c-0d52-8c3f-8a53-6f6a2c1be111',
  status: 'posted',
  customer: 'asha',
  amount: inr('500000'),
  fee: inr('0'),
  balance: inr('500000'),
};
