import type { PayoutFileState } from '../../lambdas/contracts/api/payouts.ts';
import type { PayoutFile } from '../../lambdas/payments/domain/payouts/file.ts';
import type { Cloud } from '../../local/cloud.ts';
import { callAs } from './cloud.ts';

export const aPayoutFile = (changes: Partial<PayoutFile> = {}): PayoutFile => ({
  fileId: 'file-1',
  payer: 'shop-1',
  name: 'Cashback of October',
  vendor: null,
  terms: null,
  state: 'awaiting-upload',
  createdAt: '2026-11-21T06:00:00.000Z',
  etag: null,
  reason: null,
  plan: null,
  sent: 0,
  parts: {},
  ...changes,
});

export const payoutsCsv = (rows: readonly string[]): string =>
  ['reference,payee,amount,currency,note', ...rows, ''].join('\n');

const operations = { client: 'operations' };

/** Opens a file of that name, and uploads it where one is given. */
export async function handIn(
  cloud: Cloud,
  name: string,
  payer: string,
  csv?: string,
  vendor?: string,
): Promise<PayoutFileState> {
  const request = { payer, name, vendor };
  const { status, body } = await callAs<PayoutFileState>(cloud, operations, 'POST', '/v1/payout-files', request, {
    'idempotency-key': `file-${name}`,
  });
  if (status !== 201) throw new Error(`opening a payout file answered ${status} ${JSON.stringify(body)}`);
  if (csv === undefined) return body;
  const uploaded = await fetch(String(body.uploadUrl), { method: 'PUT', body: csv });
  if (!uploaded.ok) throw new Error(`the upload answered ${uploaded.status} ${await uploaded.text()}`);
  return body;
}

export const submit = (cloud: Cloud, fileId: string) =>
  callAs<PayoutFileState>(cloud, operations, 'POST', `/v1/payout-files/${fileId}/submission`);

export async function payoutFileAt(cloud: Cloud, fileId: string): Promise<PayoutFileState> {
  return (await callAs<PayoutFileState>(cloud, operations, 'GET', `/v1/payout-files/${fileId}`)).body;
}

/** The lines of a file's result. */
export async function resultOf({ resultUrl }: PayoutFileState): Promise<string[]> {
  const answer = await fetch(String(resultUrl));
  if (!answer.ok) throw new Error(`the result answered ${answer.status}`);
  return (await answer.text()).trimEnd().split('\n');
}
