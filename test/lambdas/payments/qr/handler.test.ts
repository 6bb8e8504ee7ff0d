import type { QrCode } from '../../../../lambdas/contracts/api/qr.ts';
import type { NewQrRequest } from '../../../../lambdas/payments/adapters/qr-requests.ts';
import { makeQr, type QrDeps } from '../../../../lambdas/payments/qr/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { anAccountOf } from '../../../support/payments.ts';
import { aKey, aKnownQrRequest, readOf, someKeys } from '../../../support/qr.ts';

const inert: QrDeps = {
  account: unexpected('account'),
  requests: { open: unexpected('open'), find: unexpected('find'), cancel: unexpected('cancel') },
  keys: unexpected('keys'),
  log: silentLog,
  meter: silentMeter,
};

const shop = { name: 'Fresh Mart', city: 'Pune', category: '5411' };
const wanted = { use: 'dynamic', amount: { minor: '125050', currency: 'INR' }, shop, note: 'Groceries' };
const requestId = aKnownQrRequest().id;

const create = (body: object, who: { subject?: string; scope?: string } = {}) =>
  httpEvent({
    route: 'POST /v1/merchants/{merchantId}/qr',
    path: { merchantId: 'merchant-7' },
    headers: { 'content-type': 'application/json', 'idempotency-key': 'order-4711' },
    body,
    subject: 'merchant-7',
    ...who,
  });

const about = (method: 'GET' | 'DELETE', subject: string, scope?: string) =>
  httpEvent({
    route: `${method} /v1/merchants/{merchantId}/qr/{requestId}`,
    path: { merchantId: 'merchant-7', requestId },
    subject,
    ...(scope !== undefined && { scope }),
  });

const merchants: Pick<QrDeps, 'account' | 'keys'> = {
  account: async (id) => anAccountOf(id, { kind: 'merchant' }),
  keys: async () => someKeys(),
};

describe('making a code', () => {
  it('keeps a request before its code is shown, and signs what was asked', async () => {
    const opened: NewQrRequest[] = [];
    const handle = makeQr({
      ...inert,
      ...merchants,
      requests: {
        ...inert.requests,
        open: async (request) => {
          opened.push(request);
          return 'opened';
        },
        find: async (id) => aKnownQrRequest({ id, payload: opened[0]?.payload ?? '' }),
      },
    });
    const answer = await handle(create(wanted));
    const code = jsonOf<QrCode>(answer);
    expect([answer.statusCode, answer.headers?.['idempotency-replayed']]).toEqual([201, undefined]);
    expect(readOf(code.payload).code).toMatchObject({
      own: { merchantId: 'merchant-7', requestId: code.requestId },
      amount: 125_050n,
      additional: { purpose: 'Groceries' },
    });
    expect(opened).toMatchObject([{ id: code.requestId, minor: 125_050n, expiresInSec: 900 }]);
    expect(code.upiLink).toBeNull();
  });

  it('gives the first payload again when another key signs by now', async () => {
    const first = aKnownQrRequest().payload;
    const handle = makeQr({
      ...inert,
      ...merchants,
      keys: async () => someKeys(aKey({ id: 'k2' })),
      requests: { ...inert.requests, open: async () => 'known', find: async () => aKnownQrRequest() },
    });
    const answer = await handle(create(wanted));
    expect(jsonOf<QrCode>(answer).payload).toBe(first);
    expect(answer.headers).toMatchObject({ 'idempotency-replayed': 'true' });
  });

  it('keeps nothing of a sticker', async () => {
    const handle = makeQr({ ...inert, ...merchants });
    const answer = await handle(create({ ...wanted, use: 'static', amount: { currency: 'INR' } }));
    expect(jsonOf(answer)).toMatchObject({ requestId: null, state: null, expiresAt: null });
  });

  it.each([
    ['another merchant', { subject: 'merchant-8' }, 'not-yours'],
    ['an operator who only reads', { subject: 'operations', scope: 'ops/read' }, 'not-yours'],
  ])('refuses %s', async (_, who, kind) => {
    expect(problemOf(await makeQr(inert)(create(wanted, who))).type).toBe(`/docs#problem-${kind}`);
  });

  it.each([
    ['whose account is a customer’s', 'customer'],
    ['who has no account in the currency', undefined],
  ] as const)('refuses a merchant %s', async (_, kind) => {
    const account: QrDeps['account'] = async (id) => (kind === undefined ? undefined : anAccountOf(id, { kind }));
    const answer = await makeQr({ ...inert, account })(create(wanted));
    expect(problemOf(answer).type).toBe('/docs#problem-unknown-merchant');
  });

  it.each([
    ['a currency that no code is written in', { amount: { minor: '1', currency: 'XXX' } }, '/amount/currency'],
    ['a sticker that ends', { use: 'static', expiresInSec: 60 }, '/expiresInSec'],
  ])('refuses %s', async (_, change, pointer) => {
    const { errors } = problemOf(await makeQr(inert)(create({ ...wanted, ...change })));
    expect(errors).toMatchObject([{ in: 'body', pointer }]);
  });
});

describe('a request', () => {
  const handle = makeQr({
    ...inert,
    requests: { ...inert.requests, find: async () => aKnownQrRequest({ paidBy: 'qr/1', state: 'paid' }) },
  });

  it('is shown to its merchant and to operators', async () => {
    for (const event of [about('GET', 'merchant-7'), about('GET', 'operations', 'ops/read')])
      expect(jsonOf(await handle(event))).toMatchObject({ requestId, state: 'paid', transferId: 'qr.1' });
  });

  it('is not there for another merchant', async () => {
    expect((await makeQr(inert)(about('GET', 'merchant-8'))).statusCode).toBe(403);
    const others = makeQr({
      ...inert,
      requests: { ...inert.requests, find: async () => aKnownQrRequest({ merchantId: 'merchant-8' }) },
    });
    for (const method of ['GET', 'DELETE'] as const)
      expect((await others(about(method, 'merchant-7'))).statusCode).toBe(404);
  });

  it.each([
    ['cancelled', 204],
    ['already-paid', 409],
  ] as const)('that is %s answers a cancellation with %i', async (answer, status) => {
    const requests = { ...inert.requests, find: async () => aKnownQrRequest(), cancel: async () => answer };
    expect((await makeQr({ ...inert, requests })(about('DELETE', 'merchant-7'))).statusCode).toBe(status);
  });
});
