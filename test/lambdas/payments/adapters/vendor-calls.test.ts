import { VendorAway, vendorOver } from '../../../../lambdas/payments/adapters/vendor-calls.ts';
import { signBy } from '../../../../lambdas/payments/adapters/vendor-keys.ts';
import { faultIn, signatureHeader } from '../../../../lambdas/payments/domain/vendor-signature.ts';
import { anOrder } from '../../../support/orders.ts';
import { someVendorKeys } from '../../../support/vendor-keys.ts';

const order = anOrder();
const endpoint = 'https://bills.example/sangam/';
const at = new Date('2026-11-21T06:00:00.000Z');
const sign = signBy(
  async () => someVendorKeys,
  () => at,
);

function answering(status: number, body?: unknown) {
  const sent: { readonly url: string; readonly request: RequestInit }[] = [];
  const send = async (url: unknown, request: RequestInit = {}) => {
    sent.push({ url: String(url), request });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  return { calls: vendorOver(send as typeof fetch, sign, 1000), sent };
}

it('names the order in each call, so that a vendor knows a repeat', async () => {
  const { calls, sent } = answering(200, { status: 'accepted' });
  await calls.ask(endpoint, order);
  await calls.poll(endpoint, order);
  await calls.confirm(endpoint, order, 100n);
  await calls.cancel(endpoint, order, 'no-answer');
  expect(sent.map(({ url, request }) => `${request.method} ${url}`)).toEqual([
    `PUT https://bills.example/sangam/orders/${order.id}`,
    `GET https://bills.example/sangam/orders/${order.id}`,
    `PUT https://bills.example/sangam/orders/${order.id}/delivery`,
    `PUT https://bills.example/sangam/orders/${order.id}/cancellation`,
  ]);
  for (const { request } of sent) {
    expect(request.headers).toMatchObject({ 'idempotency-key': order.id });
    expect(request.redirect).toBe('error');
  }
});

it('signs each call as it is sent', async () => {
  const { calls, sent } = answering(200, { status: 'accepted' });
  await calls.ask(endpoint, order);
  await calls.poll(endpoint, order);
  await calls.confirm(endpoint, order, 100n);
  await calls.cancel(endpoint, order, 'no-answer');
  expect(sent).toHaveLength(4);
  for (const { url, request } of sent) {
    const header = (request.headers as Record<string, string>)[signatureHeader];
    const call = { method: String(request.method), path: new URL(url).pathname, body: String(request.body ?? '') };
    expect(faultIn(header, call, someVendorKeys.ring, at)).toBeUndefined();
  }
});

it('sends nothing to a vendor without keys', async () => {
  const send = async () => {
    throw new Error('was sent');
  };
  const unsigned = signBy(
    async () => undefined,
    () => at,
  );
  await expect(vendorOver(send as typeof fetch, unsigned, 1000).ask(endpoint, order)).rejects.toThrow(
    'the vendor has no keys',
  );
});

it('tells a vendor what is ordered, and nothing of who ordered it', async () => {
  const { calls, sent } = answering(200, { status: 'pending' });
  await calls.ask(endpoint, order);
  const body = String(sent[0]?.request.body);
  expect(JSON.parse(body)).toMatchObject({ orderId: order.id, reference: 'bill-1', amount: { minor: '125000' } });
  expect(body).not.toContain('asha');
});

it.each([
  ['all of it', 200, { status: 'accepted' }, { kind: 'accepted', minor: 125_000n }],
  ['a part', 200, { status: 'accepted', amount: { minor: '5', currency: 'INR' } }, { kind: 'accepted', minor: 5n }],
  [
    'another currency as nothing',
    200,
    { status: 'accepted', amount: { minor: '5', currency: 'USD' } },
    { kind: 'accepted', minor: 0n },
  ],
  [
    'no digits as nothing',
    200,
    { status: 'accepted', amount: { minor: '5e3', currency: 'INR' } },
    { kind: 'accepted', minor: 0n },
  ],
  ['a refusal', 200, { status: 'refused' }, { kind: 'refused' }],
  ['a 4xx as a refusal', 422, 'no', { kind: 'refused' }],
  ['that it comes later', 202, { status: 'pending' }, 'pending'],
])('reads %s', async (_, status, body, answer) => {
  expect(await answering(status, body).calls.ask(endpoint, order)).toEqual(answer);
});

it.each([
  ['a 5xx', 503, {}],
  ['a limit of calls', 429, {}],
  ['a token that it does not take', 401, {}],
  ["a proxy's page", 200, '<html>'],
  ['JSON that says nothing', 200, null],
])('takes %s for a vendor that is away', async (_, status, body) => {
  await expect(answering(status, body).calls.ask(endpoint, order)).rejects.toThrow(VendorAway);
});

it('takes no answer, and one that takes too long, for a vendor that is away', async () => {
  const hangs = (_: unknown, { signal }: RequestInit = {}) =>
    new Promise<Response>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  const hanging = vendorOver(hangs as typeof fetch, sign, 20);
  // A timer of its own: the one of the limit keeps no process alive.
  const alive = setInterval(() => undefined, 5);
  await expect(hanging.ask(endpoint, order)).rejects.toThrow(VendorAway);
  clearInterval(alive);
});

it('knows by a 4xx that a vendor will not deliver, and by 404 that it need not cancel', async () => {
  expect(await answering(409).calls.confirm(endpoint, order, 1n)).toBe(false);
  expect(await answering(200).calls.confirm(endpoint, order, 1n)).toBe(true);
  expect(await answering(409).calls.cancel(endpoint, order, 'no-answer')).toBe(false);
  expect(await answering(404).calls.cancel(endpoint, order, 'no-answer')).toBe(true);
});

it('asks a vendor again that has not heard of the order yet', async () => {
  expect(await answering(404).calls.poll(endpoint, order)).toBe('pending');
});
