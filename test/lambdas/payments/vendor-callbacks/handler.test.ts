import type { KnownOrder } from '../../../../lambdas/payments/adapters/orders-table.ts';
import type { Answer } from '../../../../lambdas/payments/domain/order/answer.ts';
import {
  makeVendorCallbacks,
  type VendorCallbacksDeps,
} from '../../../../lambdas/payments/vendor-callbacks/handler.ts';
import { countingMeter, silentLog, unexpected } from '../../../support/fakes.ts';
import { httpEvent } from '../../../support/http.ts';
import { aKnownOrder, aKnownVendor, anOrder } from '../../../support/orders.ts';

const { id } = anOrder();

/** @param first the answer that counts, when it is not the one that comes */
async function told(
  body: object,
  { first, known = {} as Partial<KnownOrder>, subject = 'vendor-client' } = {} as {
    readonly first?: Answer;
    readonly known?: Partial<KnownOrder>;
    readonly subject?: string;
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
    wake: async (callbackId) => void effects.push(`wake ${callbackId}`),
    start: async ({ run, orderId }) => void effects.push(`start ${run} ${orderId}`),
    log: silentLog,
    meter: countingMeter(),
  };
  const reply = await makeVendorCallbacks(deps)(
    httpEvent({
      route: 'POST /v1/vendor-callbacks/{orderId}',
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

it('has no caller to check without the order', async () => {
  const deps = { log: silentLog, meter: countingMeter(), wake: unexpected('wake'), start: unexpected('start') };
  const handle = makeVendorCallbacks({
    ...deps,
    orders: { read: async () => undefined, answer: unexpected('answer') },
    vendorNamed: unexpected('vendorNamed'),
  });
  const event = httpEvent({
    route: 'POST /v1/vendor-callbacks/{orderId}',
    subject: 'vendor-client',
    scope: 'vendors/write',
    path: { orderId: id },
    body: { status: 'accepted' },
  });
  expect((await handle(event)).statusCode).toBe(404);
});
