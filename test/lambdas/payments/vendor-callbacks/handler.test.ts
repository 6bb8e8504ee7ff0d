import type { KnownOrder } from '../../../../lambdas/payments/adapters/orders-table.ts';
import type { Answer } from '../../../../lambdas/payments/domain/order/answer.ts';
import {
  makeVendorCallbacks,
  type VendorCallbacksDeps,
} from '../../../../lambdas/payments/vendor-callbacks/handler.ts';
import { countingMeter, silentLog, unexpected } from '../../../support/fakes.ts';
import { httpEvent } from '../../../support/http.ts';
import { aKnownOrder, aKnownVendor, anOrder } from '../../../support/orders.ts';
import { signedAnswer, someVendorKeys } from '../../../support/vendor-keys.ts';

const { id } = anOrder();
const route = 'POST /v1/vendor-callbacks/{orderId}';
const path = '/v1/vendor-callbacks/{orderId}';
const at = new Date('2026-11-21T06:00:00.000Z');

/** @param first the answer that counts, when it is not the one that comes */
async function told(
  body: object,
  {
    first,
    known = {} as Partial<KnownOrder>,
    subject = 'vendor-client',
    headers = signedAnswer(path, body, at),
    keysOf = async () => someVendorKeys,
  } = {} as {
    readonly first?: Answer;
    readonly known?: Partial<KnownOrder>;
    readonly subject?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly keysOf?: VendorCallbacksDeps['keysOf'];
  },
) {
  const effects: string[] = [];
  const deps: VendorCallbacksDeps = {
    orders: {
      read: async () => aKnownOrder(known),
      answer: async (_, answer) => {
        effects.push('answer');
        return first ?? answer;
      },
    },
    vendorNamed: async (vendor) => aKnownVendor({ id: vendor }),
    keysOf,
    now: () => at,
    wake: async (callbackId) => void effects.push(`wake ${callbackId}`),
    start: async ({ run, orderId }) => void effects.push(`start ${run} ${orderId}`),
    log: silentLog,
    meter: countingMeter(),
  };
  const reply = await makeVendorCallbacks(deps)(
    httpEvent({
      route,
      headers,
      subject,
      scope: 'vendors/write',
      path: { orderId: id },
      body,
    }),
  );
  return { status: reply.statusCode, body: JSON.parse(reply.body ?? '{}') as Record<string, unknown>, effects };
}

it('keeps the answer and wakes the execution that waits for it', async () => {
  expect(await told({ status: 'accepted' })).toMatchObject({
    status: 200,
    body: { orderId: id, outcome: 'taken' },
    effects: ['answer', 'wake callback-1'],
  });
});

it('wakes nobody where nobody sleeps', async () => {
  expect((await told({ status: 'refused' }, { known: { callbackId: null } })).effects).toEqual(['answer']);
});

it('has the vendor told to cancel what it accepts too late', async () => {
  expect(await told({ status: 'accepted' }, { first: { kind: 'no-answer' } })).toMatchObject({
    status: 200,
    body: { outcome: 'too-late' },
    effects: ['answer', `start late ${id}`],
  });
});

it('refuses an answer that contradicts the first', async () => {
  expect(await told({ status: 'refused' }, { first: { kind: 'accepted', minor: 125_000n } })).toMatchObject({
    status: 409,
    effects: ['answer'],
  });
});

it('hears no other vendor, and does not say that there is such an order', async () => {
  expect(await told({ status: 'accepted' }, { subject: 'another-client' })).toMatchObject({ status: 404, effects: [] });
});

it.each([
  ['more than was ordered', { minor: '125001', currency: 'INR' }, '/amount/minor'],
  ['another currency', { minor: '125000', currency: 'USD' }, '/amount/currency'],
])('refuses an acceptance of %s', async (_, amount, pointer) => {
  expect(await told({ status: 'accepted', amount })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer }] },
    effects: [],
  });
});

it.each<[string, Readonly<Record<string, string>>]>([
  ['no signature', { 'content-type': 'application/json' }],
  ['the signature of another answer', signedAnswer(path, { status: 'refused' }, at)],
  ['the signature of another order', signedAnswer('/v1/vendor-callbacks/another', { status: 'accepted' }, at)],
  ['a signature of ten minutes ago', signedAnswer(path, { status: 'accepted' }, new Date(at.getTime() - 600_000))],
])('takes no answer with %s, whoever sends it', async (_, headers) => {
  expect(await told({ status: 'accepted' }, { headers })).toMatchObject({
    status: 401,
    body: { type: '/docs#problem-signature-refused' },
    effects: [],
  });
});

it('takes no answer of a vendor without keys', async () => {
  expect(await told({ status: 'accepted' }, { keysOf: async () => undefined })).toMatchObject({
    status: 401,
    effects: [],
  });
});

it('has no caller to check without the order', async () => {
  const deps = { log: silentLog, meter: countingMeter(), wake: unexpected('wake'), start: unexpected('start') };
  const handle = makeVendorCallbacks({
    ...deps,
    orders: { read: async () => undefined, answer: unexpected('answer') },
    vendorNamed: unexpected('vendorNamed'),
    keysOf: unexpected('keysOf'),
    now: unexpected('now'),
  });
  const event = httpEvent({
    route,
    subject: 'vendor-client',
    scope: 'vendors/write',
    path: { orderId: id },
    body: { status: 'accepted' },
  });
  expect((await handle(event)).statusCode).toBe(404);
});
