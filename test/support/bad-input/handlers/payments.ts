import { makeAccounts } from '../../../../lambdas/payments/accounts/handler.ts';
import { makeCashIns } from '../../../../lambdas/payments/cash-ins/handler.ts';
import { makeOrders } from '../../../../lambdas/payments/orders/handler.ts';
import { makePayouts } from '../../../../lambdas/payments/payouts/handler.ts';
import { makeQr } from '../../../../lambdas/payments/qr/handler.ts';
import { makeQrPay } from '../../../../lambdas/payments/qr-pay/handler.ts';
import { makeReviews } from '../../../../lambdas/payments/reviews/handler.ts';
import { makeTransfers } from '../../../../lambdas/payments/transfers/handler.ts';
import { makeVendorCallbacks } from '../../../../lambdas/payments/vendor-callbacks/handler.ts';
import { makeVendors } from '../../../../lambdas/payments/vendors/handler.ts';
import type { HttpHandler } from '../../../../lambdas/shared/http.ts';
import { aKnownOrder, aKnownVendor } from '../../orders.ts';
import { aKnownTransfer, anAccountOf, aVendor, aVerdict } from '../../payments.ts';
import { aPayoutFile, payoutsCsv } from '../../payouts.ts';
import { aKnownQrRequest, someKeys } from '../../qr.ts';
import { signing, someVendorKeys } from '../../vendor-keys.ts';
import { customer, vendorClient } from '../index.ts';
import { deps, write, written } from './witness.ts';

export const paymentHandlers: Readonly<Record<string, HttpHandler>> = {
  'payments/transfers': makeTransfers({
    ...deps,
    post: async (operations) => {
      written.push('post');
      return operations.map((operation) => aVerdict(operation));
    },
    readTransfer: async () => aKnownTransfer({ debit: 'ravi:INR', credit: `${customer}:INR` }),
    screen: async (operation) => ({ do: 'post', operation }),
    screenReversal: async () => undefined,
    standardLane: write('standard lane'),
    reversalLane: write('reversal lane'),
    nudge: write('nudge'),
    within: (work) => work,
  }),
  'payments/reviews': makeReviews({
    ...deps,
    waiting: async () => ({ reviews: [], next: undefined }),
    post: async (operations) => {
      written.push('post');
      return operations.map((operation) => aVerdict(operation, { outcome: 'captured' }));
    },
    readTransfer: async () => aKnownTransfer({ op: 'hold', outcome: 'held', kind: 'review' }),
    nudge: write('nudge'),
  }),
  'payments/accounts': makeAccounts({
    ...deps,
    ledger: {
      openAccount: async () => {
        written.push('open account');
        return 'opened';
      },
      account: async (id) => anAccountOf(id),
      entries: async () => ({ entries: [], next: undefined }),
      balanceAt: async () => 0n,
      setStatus: async (_, status) => {
        written.push('set status');
        return status;
      },
    },
  }),
  'payments/cash-ins': makeCashIns({
    ...deps,
    readTransfer: async () => undefined,
    ledger: {
      account: async (id) => anAccountOf(id),
      systemAccount: async (purpose, currency) => `system:${purpose}:${currency}`,
      post: async (operations) => {
        written.push('post');
        return operations.map((operation) => aVerdict(operation));
      },
    },
    vendorNamed: async (id) => aVendor({ id }),
    nudge: write('nudge'),
    lanes: { standard: write('standard lane'), bulk: write('bulk lane') },
  }),
  'payments/qr': makeQr({
    ...deps,
    account: async (id) => anAccountOf(id, { kind: 'merchant' }),
    requests: {
      open: async () => {
        written.push('open request');
        return 'opened';
      },
      find: async (id) => aKnownQrRequest({ id, merchantId: customer }),
      cancel: async () => {
        written.push('cancel request');
        return 'cancelled';
      },
    },
    keys: async () => someKeys(),
  }),
  'payments/qr-pay': makeQrPay({
    ...deps,
    account: async (id) => anAccountOf(id, { kind: 'merchant' }),
    post: async (operations) => {
      written.push('post');
      return operations.map((operation) => aVerdict(operation));
    },
    requests: {
      find: async (id) => aKnownQrRequest({ id }),
      pay: async (_, operation) => {
        written.push('pay request');
        return { kind: 'answered', verdict: aVerdict(operation) };
      },
    },
    readTransfer: async () => undefined,
    screen: async (operation) => ({ do: 'post', operation }),
    keys: async () => someKeys(),
    nudge: write('nudge'),
  }),
  'payments/orders': makeOrders({
    ...deps,
    orders: {
      open: async () => {
        written.push('open order');
        return 'opened';
      },
      read: async () => aKnownOrder(),
      list: async () => [],
    },
    vendorNamed: async (id) => aKnownVendor({ id }),
    screen: async (operation) => ({ do: 'post', operation }),
    start: write('start'),
  }),
  'payments/vendor-callbacks': signing(
    makeVendorCallbacks({
      ...deps,
      orders: {
        read: async () => aKnownOrder(),
        answer: async (_, answer) => {
          written.push('answer');
          return answer;
        },
      },
      vendorNamed: async (id) => aKnownVendor({ id, client: vendorClient }),
      keysOf: async () => someVendorKeys,
      wake: write('wake'),
      start: write('start'),
    }),
    deps.now,
  ),
  'payments/vendors': makeVendors({
    ...deps,
    vendors: { all: async () => [aKnownVendor()], put: write('put vendor') },
    withKeys: new Set(['bill-payments']),
    mayBeLoopback: false,
  }),
  'payments/payouts': makePayouts({
    ...deps,
    files: {
      open: async (file) => {
        written.push('open');
        return file;
      },
      get: async (fileId) => aPayoutFile({ fileId }),
      submit: write('submit'),
    },
    beginningOf: async () => ({ start: Buffer.from(payoutsCsv([])), bytes: 38, etag: '"1"' }),
    signedUrl: async (_, key) => `https://reports.example/${key}`,
    vendorNamed: async (id) => aVendor({ id }),
    systemAccount: async (purpose, currency) => `system:${purpose}:${currency}`,
    bulkLane: write('bulk lane'),
  }),
};
