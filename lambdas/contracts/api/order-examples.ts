import type { OrderView, VendorView } from './orders.ts';

/** What the reference shows; a test holds each to its schema. */

const inr = (minor: string) => ({ minor, currency: 'INR' });
const orderId = '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11';

export const anOrderReceipt = { orderId, state: 'placed' };

export const anOrder: OrderView = {
  orderId,
  kind: 'order',
  state: 'delivered',
  vendor: 'bill-payments',
  merchant: 'shop-1',
  amount: inr('125000'),
  captured: inr('125000'),
  reference: 'bill-2026-11',
  reason: null,
  steps: [
    { step: 'placed', at: '2026-11-21T06:00:00.000Z' },
    { step: 'held', at: '2026-11-21T06:00:00.120Z' },
    { step: 'accepted', at: '2026-11-21T06:00:01.410Z' },
    { step: 'captured', at: '2026-11-21T06:00:01.480Z' },
    { step: 'delivered', at: '2026-11-21T06:00:01.730Z' },
  ],
};

export const aStuckOrder: OrderView = {
  ...anOrder,
  state: 'stuck',
  captured: inr('0'),
  reason: 'no-answer',
  steps: [
    { step: 'placed', at: '2026-11-21T06:00:00.000Z' },
    { step: 'held', at: '2026-11-21T06:00:00.120Z' },
    { step: 'no-answer', at: '2026-11-21T07:00:01.410Z' },
    { step: 'undoing', at: '2026-11-21T07:00:01.480Z' },
    { step: 'voided', at: '2026-11-21T07:00:01.730Z' },
    { step: 'cancel-failed', at: '2026-11-21T09:00:02.110Z' },
    { step: 'stuck', at: '2026-11-21T09:00:02.140Z' },
  ],
};

export const aVendorView: VendorView = {
  vendorId: 'bill-payments',
  lane: 'standard',
  currency: 'INR',
  min: '100',
  max: '10000000',
  fee: { minor: '500', basisPoints: 0 },
  timeoutSec: 3600,
  enabled: true,
  endpoint: 'https://bills.example/sangam',
  answers: 'callback',
  client: null,
};
