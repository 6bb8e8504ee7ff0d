import { type PayoutFileState, payoutFile } from '../../../../lambdas/contracts/api/payouts.ts';
import type { ProblemDetails } from '../../../../lambdas/contracts/api/problem.ts';
import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import type { PayoutFile } from '../../../../lambdas/payments/domain/payouts/file.ts';
import { makePayouts, type PayoutsDeps } from '../../../../lambdas/payments/payouts/handler.ts';
import { keepingLog, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, type RequestUnderTest } from '../../../support/http.ts';
import { aVendor } from '../../../support/payments.ts';
import { payoutStoreOf } from '../../../support/payout-store.ts';
import { payoutsCsv } from '../../../support/payouts.ts';

const now = () => new Date('2026-11-21T06:30:00.000Z');

function endpointOf(file: Partial<PayoutFile>, csv: string, changes: Partial<PayoutsDeps> = {}) {
  const store = payoutStoreOf(file, csv);
  const lane: EventEnvelope[] = [];
  const handle = makePayouts({
    files: store.files,
    beginningOf: store.objects.beginningOf,
    signedUrl: async (method, key) => `${method} ${key}`,
    vendorNamed: unexpected('vendorNamed'),
    systemAccount: unexpected('systemAccount'),
    bulkLane: async (events) => void lane.push(...events),
    now,
    log: silentLog,
    meter: silentMeter,
    ...changes,
  });
  const call = async (request: RequestUnderTest) => {
    const answer = await handle(httpEvent({ subject: 'operations', scope: 'ops/write', ...request }));
    return { status: answer.statusCode, body: jsonOf<PayoutFileState & ProblemDetails>(answer) };
  };
  const headers = { 'content-type': 'application/json' };
  return {
    store,
    lane,
    open: (key: string, body: object) =>
      call({ route: 'POST /v1/payout-files', body, headers: { ...headers, 'idempotency-key': key } }),
    submit: (fileId = 'file-1') => call({ route: 'POST /v1/payout-files/{fileId}/submission', path: { fileId } }),
    show: (fileId = 'file-1') => call({ route: 'GET /v1/payout-files/{fileId}', path: { fileId } }),
  };
}

const request = { payer: 'shop-1', name: 'October' };

it('opens a file once for each key', async () => {
  const { open } = endpointOf({}, '');
  const first = await open('october-1', request);
  expect(first.status).toBe(201);
  expect(payoutFile.parse(first.body)).toMatchObject({
    ...request,
    state: 'awaiting-upload',
    uploadUrl: `PUT payouts/uploads/${first.body.fileId}.csv`,
    resultUrl: null,
  });
  expect(await open('october-1', request)).toEqual(first);
  expect((await open('october-2', request)).body.fileId).not.toBe(first.body.fileId);
  const other = await open('october-1', { ...request, payer: 'shop-2' });
  expect([other.status, other.body.type]).toEqual([409, '/docs#problem-idempotency-key-reused']);
});

it("keeps a vendor's limits as they are when the file is opened", async () => {
  const { open, store } = endpointOf({}, '', {
    vendorNamed: async (id) => (id === 'upi-gateway' ? aVendor({ minMinor: 5n }) : undefined),
  });
  const { body } = await open('october-1', { ...request, vendor: 'upi-gateway' });
  expect(store.fileOf(body.fileId)).toMatchObject({ terms: { currency: 'INR', minMinor: '5' } });
  const unknown = await open('october-2', { ...request, vendor: 'nobody' });
  expect(unknown).toMatchObject({ status: 400, body: { errors: [{ pointer: '/vendor' }] } });
});

it('opens a file again whose vendor is disabled by now', async () => {
  let vendors = 1;
  const { open } = endpointOf({}, '', { vendorNamed: async (id) => (vendors-- > 0 ? aVendor({ id }) : undefined) });
  const first = await open('october-1', { ...request, vendor: 'upi-gateway' });
  expect(first.status).toBe(201);
  expect(await open('october-1', { ...request, vendor: 'upi-gateway' })).toEqual(first);
  expect((await open('october-1', request)).status).toBe(409);
});

it("keeps a vendor's fee, and where it goes, as they are when the file is opened", async () => {
  const { open, store } = endpointOf({}, '', {
    vendorNamed: async (id) => aVendor({ id, feeMinor: 250n, feeBasisPoints: 10 }),
    systemAccount: async (purpose, currency) => `system:${purpose}:${currency}`,
  });
  const { body } = await open('october-1', { ...request, vendor: 'payout-bank' });
  expect(store.fileOf(body.fileId)).toMatchObject({
    terms: { fee: { minor: '250', basisPoints: 10, account: 'system:fees:INR' } },
  });
});

it('takes a file for payment, and says so again until somebody has taken it up', async () => {
  const { submit, store, lane } = endpointOf({}, payoutsCsv(['P-1,asha,100,INR,']));
  expect(await submit()).toMatchObject({ status: 202, body: { state: 'submitted', uploadUrl: null } });
  expect(store.fileOf()).toMatchObject({ state: 'submitted', etag: '"1"' });
  await submit();
  expect(lane.map(({ type, subject }) => [type, subject])).toEqual(
    Array.from({ length: 2 }, () => ['sangam.payments.payout-file-submitted.v1', 'shop-1']),
  );
  expect(lane[0]?.id).toBe(lane[1]?.id);
  await store.files.plan('file-1', { rows: 1, parts: 1, rowsInPart: 500 });
  expect(await submit()).toMatchObject({ status: 202, body: { state: 'paying', rows: 1 } });
  expect(lane).toHaveLength(2);
});

it('has in the log who opened a file and who submitted which content', async () => {
  const log = keepingLog();
  const { open, submit } = endpointOf({}, payoutsCsv(['P-1,asha,100,INR,']), { log });
  const { body } = await open('october-1', request);
  await submit();
  expect(log.told).toEqual([
    ['payout-file.opened', { fileId: body.fileId, payer: 'shop-1', vendor: undefined, by: 'operations' }],
    ['payout-file.submitted', { fileId: 'file-1', etag: '"1"', by: 'operations' }],
  ]);
});

it.each([
  ['nothing is uploaded', '', {}, 409, 'not-uploaded'],
  ['the first line is wrong', 'payee,amount\nasha,100\n', {}, 422, 'file-refused'],
  [
    'the file is too large',
    '',
    { beginningOf: async () => ({ start: Buffer.from(payoutsCsv([])), bytes: 33 * 1024 * 1024, etag: '"1"' }) },
    422,
    'file-refused',
  ],
] as const)('submits nothing when %s', async (_, csv, changes, status, kind) => {
  const { submit, store, lane } = endpointOf({}, csv, changes);
  const answer = await submit();
  expect([answer.status, answer.body.type]).toEqual([status, `/docs#problem-${kind}`]);
  expect(store.fileOf()).toMatchObject({ state: 'awaiting-upload', etag: null });
  expect(lane).toEqual([]);
});

it('takes the first line as sheets write it', async () => {
  const { submit } = endpointOf({}, `\ufeff${payoutsCsv(['P-1,asha,100,INR,']).replaceAll('\n', '\r\n')}`);
  expect((await submit()).status).toBe(202);
});

it('shows how far a file is, and its result when it is done', async () => {
  const parts = { 0: { bytes: 1, paid: 499, refused: 1 }, 1: { bytes: 1, paid: 3, refused: 0 } };
  const plan = { rows: 503, parts: 2, rowsInPart: 500 };
  const { show } = endpointOf({ state: 'done', plan, parts }, '');
  const { status, body } = await show();
  expect(status).toBe(200);
  expect(payoutFile.parse(body)).toMatchObject({
    rows: 503,
    paid: 502,
    refused: 1,
    uploadUrl: null,
    resultUrl: 'GET payouts/results/file-1.csv',
  });
  expect((await show('file-2')).status).toBe(404);
});
