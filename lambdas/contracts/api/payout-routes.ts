import { idempotencyKey } from './payments.ts';
import { type PayoutFileState, payoutFile, payoutFilePath, payoutFileRequest } from './payouts.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const fileParameter = { fileId: payoutFilePath.shape.fileId };

const opened: PayoutFileState = {
  fileId: '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  payer: 'shop-1',
  name: 'Cashback of October',
  state: 'awaiting-upload',
  reason: null,
  rows: null,
  paid: 0,
  refused: 0,
  createdAt: '2026-11-21T06:00:00.000Z',
  uploadUrl: 'https://reports.s3.ap-south-1.amazonaws.com/payouts/uploads/5d0c6d5e?X-Amz-Signature=1f0c',
  resultUrl: null,
};
const submitted: PayoutFileState = { ...opened, state: 'submitted', uploadUrl: null };
const done: PayoutFileState = {
  ...submitted,
  state: 'done',
  rows: 2000,
  paid: 1994,
  refused: 6,
  resultUrl: 'https://reports.s3.ap-south-1.amazonaws.com/payouts/results/5d0c6d5e.csv?X-Amz-Signature=9a1d',
};

export const payoutRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/payout-files',
    entry: 'payments/payouts',
    operationId: 'postPayoutFile',
    summary: 'Open a file of payouts',
    description:
      'Up to 100,000 payouts from one wallet. PUT the file to `uploadUrl`: UTF-8 CSV of up to 32 MiB, its first line `reference,payee,amount,currency,note`; `reference` is unique in the file, `amount` whole minor units, `note` may be empty. Then submit it. The same key and request again get the same file, with a fresh address.',
    scopes: ['ops/write'],
    headers: { 'idempotency-key': idempotencyKey },
    request: { schema: payoutFileRequest, example: { payer: 'shop-1', name: 'Cashback of October' } },
    response: { status: 201, description: 'Opened', json: { schema: payoutFile, example: opened } },
    problems: [...wrongBody, 'idempotency-key-reused'],
  },
  {
    method: 'POST',
    path: '/v1/payout-files/{fileId}/submission',
    entry: 'payments/payouts',
    operationId: 'submitPayoutFile',
    summary: 'Pay what a file says',
    description:
      'By the bulk lane: no other payment waits for it. A row that is wrong stops no other. A file whose first line is wrong is refused as a whole and may be uploaded again. Submitting again changes nothing.',
    scopes: ['ops/write'],
    parameters: fileParameter,
    response: { status: 202, description: 'Submitted', json: { schema: payoutFile, example: submitted } },
    problems: ['invalid-request', 'not-found', 'not-uploaded', 'file-refused'],
  },
  {
    method: 'GET',
    path: '/v1/payout-files/{fileId}',
    entry: 'payments/payouts',
    operationId: 'getPayoutFile',
    summary: 'Show how far a file is',
    description:
      'When it is done, `resultUrl` leads to a CSV with the line, the reference, the status, the transfer and the reason of every row.',
    scopes: ['ops/read', 'ops/write'],
    parameters: fileParameter,
    response: { status: 200, description: 'The file', json: { schema: payoutFile, example: done } },
    problems: ['invalid-request', 'not-found'],
  },
];
