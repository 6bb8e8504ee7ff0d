import { paymentConfirmation } from './payment-confirmation.ts';
import { idempotencyKey, transferReceipt } from './payments.ts';
import { merchantPath, qrCode, qrCodeRequest, qrRequest, qrRequestPath, qrScan } from './qr.ts';
import { aQrCode, aQrReceipt, aQrRequest, aQrScan, staticPayload } from './qr-examples.ts';
import { qrDecodeRequest, qrPaymentRequest } from './qr-payment.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const keyHeader = { 'idempotency-key': idempotencyKey };
const payHeaders = { ...keyHeader, 'payment-confirmation': paymentConfirmation };
const { merchantId, requestId } = qrRequestPath.shape;

export const qrRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/merchants/{merchantId}/qr',
    entry: 'payments/qr',
    operationId: 'postQrCode',
    summary: 'Make a code to be paid by',
    description:
      'By the merchant, or by an operator. A dynamic code is for one payment and ends by itself; the same key and request again get the same code. A static one is a sticker and nothing is kept of it.',
    scopes: ['customers/self', 'ops/write'],
    parameters: { merchantId: merchantPath.shape.merchantId },
    headers: keyHeader,
    request: {
      schema: qrCodeRequest,
      example: {
        use: 'dynamic',
        amount: { minor: '125050', currency: 'INR' },
        shop: { name: 'Fresh Mart', city: 'Pune', category: '5411', vpa: 'freshmart@upi' },
        note: 'Groceries',
        order: 'A-4711',
        expiresInSec: 900,
      },
    },
    response: { status: 201, description: 'The code', json: { schema: qrCode, example: aQrCode } },
    problems: [...wrongBody, 'not-yours', 'unknown-merchant', 'idempotency-key-reused'],
  },
  {
    method: 'GET',
    path: '/v1/merchants/{merchantId}/qr/{requestId}',
    entry: 'payments/qr',
    operationId: 'getQrRequest',
    summary: 'Show whether a dynamic code was paid',
    description: 'To its merchant and to operators.',
    scopes: ['customers/self', 'ops/read'],
    parameters: { merchantId, requestId },
    response: { status: 200, description: 'The request', json: { schema: qrRequest, example: aQrRequest } },
    problems: ['invalid-request', 'not-yours', 'not-found'],
  },
  {
    method: 'DELETE',
    path: '/v1/merchants/{merchantId}/qr/{requestId}',
    entry: 'payments/qr',
    operationId: 'deleteQrRequest',
    summary: 'Cancel a dynamic code',
    description: 'Nobody can pay it from the moment this is answered. Again changes nothing.',
    scopes: ['customers/self', 'ops/write'],
    parameters: { merchantId, requestId },
    response: { status: 204, description: 'Cancelled' },
    problems: ['invalid-request', 'not-yours', 'not-found', 'already-paid'],
  },
  {
    method: 'POST',
    path: '/v1/qr/decode',
    entry: 'payments/qr-pay',
    operationId: 'postQrDecode',
    summary: 'Tell what a scanned code says',
    description:
      'Whose it is, how much it asks for, and whether it can be paid here now. Changes nothing. Show the name to the payer before they pay.',
    scopes: ['customers/self'],
    request: { schema: qrDecodeRequest, example: { payload: staticPayload } },
    response: { status: 200, description: 'What it says', json: { schema: qrScan, example: aQrScan } },
    problems: [...wrongBody, 'not-yours', 'unreadable-code'],
  },
  {
    method: 'POST',
    path: '/v1/qr/pay',
    entry: 'payments/qr-pay',
    operationId: 'postQrPayment',
    summary: 'Pay a scanned code',
    description:
      'From the own wallet to the merchant of the code, in its currency. A dynamic code is paid once, whoever comes first. The same key and request again get the first answer. Where screening wants an enrolled phone to confirm it, `toSign` names `qr`, the merchant and the request of a dynamic code for the payee.',
    scopes: ['customers/self'],
    headers: payHeaders,
    request: {
      schema: qrPaymentRequest,
      example: {
        payload: staticPayload,
        amount: { minor: '125050', currency: 'INR' },
        context: { deviceId: 'phone-1', place: { lat: 18.52, lon: 73.86, region: 'IN-MH' } },
      },
    },
    response: { status: 201, description: 'Posted', json: { schema: transferReceipt, example: aQrReceipt } },
    problems: [
      ...wrongBody,
      'not-yours',
      'not-found',
      'unreadable-code',
      'tampered-code',
      'foreign-code',
      'unknown-merchant',
      'wrong-currency',
      'amount-missing',
      'amount-differs',
      'already-paid',
      'code-expired',
      'code-cancelled',
      'idempotency-key-reused',
      'account-not-open',
      'step-up-required',
      'confirmation-refused',
      'payment-blocked',
      'insufficient-funds',
      'unknown-account',
      'limit-exceeded',
    ],
  },
];
