import { anOrder, anOrderReceipt, aStuckOrder, aVendorView } from './order-examples.ts';
import {
  cashOutRequest,
  order,
  orderPath,
  orderReceipt,
  orderRequest,
  orders,
  ordersQuery,
  vendor,
  vendorAnswerReceipt,
  vendorAnswerRequest,
  vendorPath,
  vendorRequest,
  vendors,
} from './orders.ts';
import { paymentConfirmation } from './payment-confirmation.ts';
import { idempotencyKey } from './payments.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const payHeaders = { 'idempotency-key': idempotencyKey, 'payment-confirmation': paymentConfirmation };
const orderParameter = { orderId: orderPath.shape.orderId };
const placed = {
  status: 202,
  description: 'It is under way',
  json: { schema: orderReceipt, example: anOrderReceipt },
} as const;
const { vendorId: _, ...vendorTerms } = aVendorView;

export const orderRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/orders',
    entry: 'payments/orders',
    operationId: 'postOrder',
    summary: 'Pay for what a vendor has to confirm',
    description:
      'Holds the money, asks the vendor, and pays when it accepts: all of it, or the part that it delivers. When it refuses, does not answer in time or does not deliver, the money goes back. The same key and request again get the same order. Where screening wants an enrolled phone to confirm it, `toSign` names `order`, the vendor and the merchant for the payee.',
    scopes: ['customers/self'],
    headers: payHeaders,
    request: {
      schema: orderRequest,
      example: {
        vendor: 'bill-payments',
        merchant: 'shop-1',
        amount: { minor: '125000', currency: 'INR' },
        reference: 'bill-2026-11',
        items: [{ sku: 'electricity', quantity: 1 }],
      },
    },
    response: placed,
    problems: [
      ...wrongBody,
      'idempotency-key-reused',
      'limit-exceeded',
      'step-up-required',
      'confirmation-refused',
      'payment-blocked',
    ],
  },
  {
    method: 'POST',
    path: '/v1/cash-outs',
    entry: 'payments/orders',
    operationId: 'postCashOut',
    summary: 'Take money out through a bank',
    description:
      'An order whose vendor is the bank that pays it out; for the payee, `toSign` names `cash-out` and the vendor.',
    scopes: ['customers/self'],
    headers: payHeaders,
    request: {
      schema: cashOutRequest,
      example: { vendor: 'payout-bank', amount: { minor: '50000', currency: 'INR' }, reference: 'to-my-account' },
    },
    response: placed,
    problems: [
      ...wrongBody,
      'idempotency-key-reused',
      'limit-exceeded',
      'step-up-required',
      'confirmation-refused',
      'payment-blocked',
    ],
  },
  {
    method: 'GET',
    path: '/v1/orders',
    entry: 'payments/orders',
    operationId: 'getOrders',
    summary: 'List orders and cash-outs by status',
    description:
      'To operators, the oldest first, in pages: those that are stuck and wait for a person, or those that are under way at some step.',
    scopes: ['ops/read'],
    query: ordersQuery,
    response: {
      status: 200,
      description: 'A page',
      json: { schema: orders, example: { orders: [aStuckOrder], next: null } },
    },
    problems: ['invalid-request'],
  },
  {
    method: 'GET',
    path: '/v1/orders/{orderId}',
    entry: 'payments/orders',
    operationId: 'getOrder',
    summary: 'Show an order or a cash-out',
    description: 'To who pays it and to operators: its state, and each step with its time.',
    scopes: ['customers/self', 'ops/read'],
    parameters: orderParameter,
    response: { status: 200, description: 'The order', json: { schema: order, example: anOrder } },
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'POST',
    path: '/v1/vendor-callbacks/{orderId}',
    entry: 'payments/vendor-callbacks',
    operationId: 'postVendorAnswer',
    summary: 'Answer an order, as its vendor',
    description:
      'With a token of the client that the vendor is registered with, and a header `sangam-signature` by a key of the vendor: `t=<seconds>,k=<key id>,v1=<hex>`, the HMAC-SHA256 of `POST\\n<path>\\n<seconds>\\n<body>`, no older than five minutes. The first answer counts; the same again changes nothing. An acceptance that comes when nobody waits any more is answered `too-late`, and a cancellation follows.',
    scopes: ['vendors/write'],
    parameters: orderParameter,
    request: { schema: vendorAnswerRequest, example: { status: 'accepted' } },
    response: {
      status: 200,
      description: 'What became of the answer',
      json: { schema: vendorAnswerReceipt, example: { orderId: anOrder.orderId, outcome: 'taken' } },
    },
    problems: [...wrongBody, 'signature-refused', 'not-found', 'conflict'],
  },
  {
    method: 'GET',
    path: '/v1/vendors',
    entry: 'payments/vendors',
    operationId: 'getVendors',
    summary: 'List vendors',
    description: 'Their class of service, limits, fees and time-outs, and where orders are sent.',
    scopes: ['ops/read'],
    response: {
      status: 200,
      description: 'All vendors',
      json: { schema: vendors, example: { vendors: [aVendorView] } },
    },
    problems: ['invalid-request'],
  },
  {
    method: 'PUT',
    path: '/v1/vendors/{vendorId}',
    entry: 'payments/vendors',
    operationId: 'putVendor',
    summary: 'Add or change a vendor',
    description:
      'Where orders are sent is taken only of a vendor whose keys are deployed. Counts for what is placed from a minute on; what is under way keeps its fees and its time-out.',
    scopes: ['ops/write'],
    parameters: { vendorId: vendorPath.shape.vendorId },
    request: { schema: vendorRequest, example: { ...vendorTerms, client: undefined } },
    response: { status: 200, description: 'The vendor', json: { schema: vendor, example: aVendorView } },
    problems: wrongBody,
  },
];
