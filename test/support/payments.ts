import type { KnownTransfer } from '../../lambdas/payments/adapters/transfers-reader.ts';
import type { Account } from '../../lambdas/payments/domain/account.ts';
import { type Operation, operationId, type Post } from '../../lambdas/payments/domain/operation.ts';
import type { Vendor } from '../../lambdas/payments/domain/vendor.ts';
import type { Verdict } from '../../lambdas/payments/domain/verdict.ts';
import { ownerOf } from '../../lambdas/payments/domain/wallet.ts';

export const aPost = (changes: Partial<Post> = {}): Post => ({
  op: 'post',
  caller: 'api',
  key: 'key-1',
  debit: 'asha:INR',
  credit: 'ravi:INR',
  amount: { minor: 125_000n, currency: 'INR' },
  kind: 'payment',
  ...changes,
});

export const aVerdict = (operation: Operation, changes: Partial<Verdict> = {}): Verdict => ({
  id: operationId(operation),
  outcome: 'posted',
  replayed: false,
  debitBalance: 375_000n,
  creditBalance: 125_000n,
  ...changes,
});

export const aKnownTransfer = (changes: Partial<KnownTransfer> = {}): KnownTransfer => ({
  id: 'api/key-1',
  op: 'post',
  outcome: 'posted',
  debit: 'asha:INR',
  credit: 'ravi:INR',
  amount: 125_000n,
  currency: 'INR',
  kind: 'payment',
  reference: null,
  reverses: null,
  reversed: 0n,
  at: '2026-11-21T06:00:00.000Z',
  ...changes,
});

export const anAccountOf = (id: string, changes: Partial<Account> = {}): Account => ({
  id,
  owner: ownerOf(id),
  kind: 'customer',
  currency: id.slice(-3),
  status: 'open',
  floor: 0n,
  balance: 500_000n,
  held: 0n,
  available: 500_000n,
  version: 1n,
  ...changes,
});

export const aVendor = (changes: Partial<Vendor> = {}): Vendor => ({
  id: 'upi-gateway',
  lane: 'instant',
  currency: 'INR',
  minMinor: 100n,
  maxMinor: 10_000_000n,
  feeMinor: 0n,
  feeBasisPoints: 0,
  timeoutSec: 30,
  ...changes,
});
