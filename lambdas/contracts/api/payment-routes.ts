import { paymentConfirmation } from './payment-confirmation.ts';
import { aCashIn, anAccount, aReversal, aTransfer, aTransferReceipt, someEntries } from './payment-examples.ts';
import {
  account,
  accountPath,
  accountQuery,
  accountRequest,
  cashInReceipt,
  cashInRequest,
  entries,
  entriesQuery,
  idempotencyKey,
  reversalReceipt,
  reversalRequest,
  statusRequest,
  transfer,
  transferPath,
  transferReceipt,
  transferRequest,
} from './payments.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const keyHeader = { 'idempotency-key': idempotencyKey };
const payHeaders = { ...keyHeader, 'payment-confirmation': paymentConfirmation };
const transferParameter = { transferId: transferPath.shape.transferId };
const accountParameter = { accountId: accountPath.shape.accountId };

export const paymentRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/transfers',
    entry: 'payments/transfers',
    operationId: 'postTransfer',
    summary: 'Pay a customer or merchant',
    description:
      'Moves money from the own wallet in the currency of the sum. 201: it is posted. 202: it is on its lane and will be posted or refused. The same key and request again get the first answer, whatever happened in between; a refusal stays a refusal. Screening may want an enrolled phone to confirm this very payment first (`step-up-required`: let it sign `toSign`, which is the idempotency key, the payee, and the sum as `<minor> <currency>`, a line each, and send the same again with `Payment-Confirmation`), or hold the money until an operator decides (202, `review`).',
    scopes: ['customers/self'],
    headers: payHeaders,
    request: {
      schema: transferRequest,
      example: {
        payee: 'ravi',
        amount: { minor: '125000', currency: 'INR' },
        note: 'October rent',
        context: { deviceId: 'phone-1', place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } },
      },
    },
    response: {
      status: 201,
      description: 'Posted',
      json: { schema: transferReceipt, example: aTransferReceipt },
    },
    orElse: [
      {
        status: 202,
        description: 'On its lane (`accepted`), or held until an operator decides (`review`)',
        json: { schema: transferReceipt, example: { ...aTransferReceipt, status: 'accepted', balance: null } },
      },
    ],
    problems: [
      ...wrongBody,
      'step-up-required',
      'confirmation-refused',
      'payment-blocked',
      'idempotency-key-reused',
      'account-not-open',
      'insufficient-funds',
      'unknown-account',
      'limit-exceeded',
    ],
  },
  {
    method: 'GET',
    path: '/v1/transfers/{transferId}',
    entry: 'payments/transfers',
    operationId: 'getTransfer',
    summary: 'Show a transfer',
    description: 'To its payer, its payee and operators. One that is still on its lane is not there yet.',
    scopes: ['customers/self', 'ops/read'],
    parameters: transferParameter,
    response: { status: 200, description: 'The transfer', json: { schema: transfer, example: aTransfer } },
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'POST',
    path: '/v1/transfers/{transferId}/reversals',
    entry: 'payments/transfers',
    operationId: 'postReversal',
    summary: 'Pay a transfer back',
    description:
      'By who received it, or by an operator: all that is left of it, or a part. Who is blocked pays nothing back: an operator may do it. What a vendor brought in is given back by operators alone; its fee is a transfer of its own. Goes by the reversal lane, which is served before all others. Under a key that was answered, all and a part are two requests.',
    scopes: ['customers/self', 'ops/write'],
    parameters: transferParameter,
    headers: keyHeader,
    request: { schema: reversalRequest, example: { amount: { minor: '25000', currency: 'INR' }, reason: 'returned' } },
    response: {
      status: 202,
      description: 'On the reversal lane',
      json: { schema: reversalReceipt, example: aReversal },
    },
    problems: [...wrongBody, 'idempotency-key-reused', 'not-found', 'not-yours', 'not-reversible', 'payment-blocked'],
  },
  {
    method: 'POST',
    path: '/v1/accounts',
    entry: 'payments/accounts',
    operationId: 'postAccount',
    summary: 'Open the wallet of a customer or merchant',
    description: 'One in each currency. The same again changes nothing.',
    scopes: ['ops/write'],
    request: { schema: accountRequest, example: { owner: 'asha', kind: 'customer', currency: 'INR' } },
    response: { status: 201, description: 'The account', json: { schema: account, example: anAccount } },
    orElse: [{ status: 200, description: 'It was there, as it is now', json: { schema: account, example: anAccount } }],
    problems: [...wrongBody, 'conflict'],
  },
  {
    method: 'GET',
    path: '/v1/accounts/{accountId}',
    entry: 'payments/accounts',
    operationId: 'getAccount',
    summary: 'Show an account',
    description:
      'To its owner and to operators: what is held, what may be paid now, and the balance, now or after the entries up to an instant, those of its millisecond among them.',
    scopes: ['customers/self', 'ops/read'],
    parameters: accountParameter,
    query: accountQuery,
    response: { status: 200, description: 'The account', json: { schema: account, example: anAccount } },
    problems: ['invalid-request', 'not-yours', 'not-found'],
  },
  {
    method: 'GET',
    path: '/v1/accounts/{accountId}/entries',
    entry: 'payments/accounts',
    operationId: 'getEntries',
    summary: 'List what changed an account',
    description: 'The newest first, in pages.',
    scopes: ['customers/self', 'ops/read'],
    parameters: accountParameter,
    query: entriesQuery,
    response: { status: 200, description: 'A page', json: { schema: entries, example: someEntries } },
    problems: ['invalid-request', 'not-yours', 'not-found'],
  },
  {
    method: 'PUT',
    path: '/v1/accounts/{accountId}/status',
    entry: 'payments/accounts',
    operationId: 'putAccountStatus',
    summary: 'Freeze, open again or close an account',
    description: 'Closing is for good and needs an empty account.',
    scopes: ['ops/write'],
    parameters: accountParameter,
    request: { schema: statusRequest, example: { status: 'frozen' } },
    response: { status: 200, description: 'The account', json: { schema: account, example: anAccount } },
    problems: [...wrongBody, 'not-found', 'conflict'],
  },
  {
    method: 'POST',
    path: '/v1/cash-ins',
    entry: 'payments/cash-ins',
    operationId: 'postCashIn',
    summary: 'Credit what a vendor took for a customer',
    description:
      "From a server, when the vendor confirmed the money. The vendor's reference is the key: the same again counts once. Its fee is taken in the same step. 201 from a vendor of the class `instant`; 202 from one of `standard` or `bulk`, whose lane credits it within minutes or hours.",
    scopes: ['payments/write'],
    request: {
      schema: cashInRequest,
      example: {
        vendor: 'upi-gateway',
        reference: 'UPI632514789012',
        customer: 'asha',
        amount: { minor: '500000', currency: 'INR' },
      },
    },
    response: { status: 201, description: 'Credited', json: { schema: cashInReceipt, example: aCashIn } },
    orElse: [
      {
        status: 202,
        description: 'On the lane of its vendor',
        json: { schema: cashInReceipt, example: { ...aCashIn, status: 'accepted', balance: null } },
      },
    ],
    problems: [
      ...wrongBody,
      'idempotency-key-reused',
      'account-not-open',
      'insufficient-funds',
      'unknown-account',
      'limit-exceeded',
    ],
  },
];
