import type { KnownOrder } from '../../lambdas/payments/adapters/orders-table.ts';
import type { Order } from '../../lambdas/payments/domain/order/order.ts';
import type { KnownVendor } from '../../lambdas/payments/domain/vendor.ts';
import { aVendor } from './payments.ts';

export const anOrder = (changes: Partial<Order> = {}): Order => ({
  id: '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  payer: 'asha',
  kind: 'order',
  vendor: 'bill-payments',
  merchant: 'shop-1',
  amount: { minor: 125_000n, currency: 'INR' },
  reference: 'bill-1',
  items: [],
  terms: { feeMinor: 500n, feeBasisPoints: 0, timeoutSec: 30 },
  ...changes,
});

export const aKnownOrder = (changes: Partial<KnownOrder> = {}): KnownOrder => ({
  order: anOrder(),
  state: 'held',
  reason: null,
  captured: 0n,
  answer: undefined,
  callbackId: 'callback-1',
  steps: [{ step: 'placed', at: '2026-11-21T06:00:00.000Z' }],
  ...changes,
});

export const aKnownVendor = (changes: Partial<KnownVendor> = {}): KnownVendor => ({
  ...aVendor({ id: 'bill-payments' }),
  enabled: true,
  endpoint: 'https://bills.example/sangam',
  answers: 'callback',
  client: 'vendor-client',
  ...changes,
});
