import decodeQr from 'jsqr';
import { PNG } from 'pngjs';
import type { QrCode, QrRequest, QrScan } from '../../lambdas/contracts/api/qr.ts';
import { crc16 } from '../../lambdas/payments/domain/qr/crc16.ts';
import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { balanceOf, inr, openWallets } from '../support/money.ts';
import { aCode, aStaticCode, bodyOf, payloadOf, withChecksum } from '../support/qr.ts';
import { storesOf } from '../support/stores.ts';

type Problem = { type: string };
type Receipt = { id: string; payee: string; balance: { minor: string } };
type Told = { id: string; type: string; subject: string; data: Record<string, unknown> };

const customers = Array.from({ length: 10 }, (_, index) => `payer-${index}`);
const shop = { name: 'Fresh Mart', city: 'Pune', category: '5411', vpa: 'freshmart@upi' };

let cloud: Cloud;
let keys = 0;
const keyed = (key = `qr-key-${keys++}`) => ({ 'idempotency-key': key });

beforeAll(async () => {
  cloud = await aCloud();
  await openWallets(cloud, { 'shop-1': 0, poor: 1, ...Object.fromEntries(customers.map((each) => [each, 5000])) });
});

afterAll(() => cloud.stop());

const make = (body: object, headers = keyed()) =>
  callAs<QrCode>(cloud, { customer: 'shop-1' }, 'POST', '/v1/merchants/shop-1/qr', body, headers);

async function aCodeOf(body: object): Promise<QrCode> {
  const made = await make({ shop, ...body });
  expect(made).toMatchObject({ status: 201 });
  return made.body;
}

const dynamic = (rupees: number, more: object = {}) => aCodeOf({ use: 'dynamic', amount: inr(rupees), ...more });

const pay = (customer: string, payload: string, more: object = {}, headers = keyed()) =>
  callAs<Receipt & Problem>(cloud, { customer }, 'POST', '/v1/qr/pay', { payload, ...more }, headers);

const decode = (payload: string) =>
  callAs<QrScan & Problem>(cloud, { customer: 'payer-0' }, 'POST', '/v1/qr/decode', { payload });

const stateOf = async ({ requestId }: QrCode) =>
  (await callAs<QrRequest>(cloud, { customer: 'shop-1' }, 'GET', `/v1/merchants/shop-1/qr/${requestId}`)).body;

const refused = (status: number, kind: string) => ({ status, body: { type: `/docs#problem-${kind}` } });

function scanned({ png }: QrCode): string | undefined {
  const { data, width, height } = PNG.sync.read(Buffer.from(png, 'base64'));
  return decodeQr(new Uint8ClampedArray(data), width, height)?.data;
}

it('makes a code that a camera reads, and that says whom and how much it pays', async () => {
  const code = await dynamic(1250, { note: 'Groceries', order: 'A-4711' });
  expect(code).toMatchObject({
    state: 'created',
    svg: expect.stringMatching(/^<svg /),
    text: expect.stringContaining('█'),
    upiLink: expect.stringMatching(
      /^upi:\/\/pay\?pa=freshmart@upi&pn=Fresh%20Mart&am=1250\.00&cu=INR&tn=Groceries&tr=/,
    ),
  });
  expect(scanned(code)).toBe(code.payload);
  expect(await decode(code.payload)).toEqual({
    status: 200,
    body: {
      origin: 'genuine',
      payable: true,
      use: 'dynamic',
      merchant: { id: 'shop-1', name: 'Fresh Mart', city: 'Pune' },
      amount: inr(1250),
      note: 'Groceries',
      order: 'A-4711',
      requestId: code.requestId,
      state: 'created',
      expiresAt: code.expiresAt,
    },
  });
});

it('gives the same code for the same key, and refuses another under it', async () => {
  const body = { use: 'dynamic', amount: inr(10), shop };
  const first = await make(body, keyed('order-0001'));
  expect(await make(body, keyed('order-0001'))).toEqual(first);
  expect(await make({ ...body, amount: inr(11) }, keyed('order-0001'))).toMatchObject(
    refused(409, 'idempotency-key-reused'),
  );
});

it('lets one of ten pay who scan at the same time, and tells both sides once', async () => {
  const code = await dynamic(100, { order: 'A-4712' });
  const before = await balanceOf(cloud, 'shop-1');
  const answers = await Promise.all(customers.map((customer) => pay(customer, code.payload)));
  const winner = customers[answers.findIndex(({ status }) => status === 201)] ?? '';
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)]);
  for (const { status, body } of answers) if (status === 409) expect(body.type).toBe('/docs#problem-already-paid');
  expect(await balanceOf(cloud, 'shop-1')).toBe(before + 10_000);
  const transferId = answers.find(({ status }) => status === 201)?.body.id;
  expect(await stateOf(code)).toMatchObject({ state: 'paid', transferId, paidAt: expect.stringMatching(/Z$/) });
  expect((await decode(code.payload)).body).toMatchObject({ payable: false, state: 'paid' });

  await cloud.drained();
  const stores = storesOf(cloud);
  const events = (await stores.records('DomainEvents')).map((text) => JSON.parse(text) as Told);
  stores.close();
  const told = events.filter(
    ({ type, data }) => type === 'sangam.payments.qr-paid.v1' && data.requestId === code.requestId,
  );
  const common = { transferId, amount: '10000', currency: 'INR', requestId: code.requestId, order: 'A-4712' };
  expect(told.map(({ subject, data }) => ({ subject, data }))).toEqual(
    expect.arrayContaining([
      { subject: winner, data: { ...common, role: 'payer', counterparty: 'shop-1' } },
      { subject: 'shop-1', data: { ...common, role: 'payee', counterparty: winner } },
    ]),
  );
  expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  expect(told).toHaveLength(2);
});

it('answers the same key as the first time, and keeps a refusal', async () => {
  const code = await dynamic(20);
  expect(await pay('poor', code.payload, {}, keyed('poor-00001'))).toMatchObject(refused(422, 'insufficient-funds'));
  const first = await pay('payer-0', code.payload, {}, keyed('once-00001'));
  expect(first.status).toBe(201);
  expect(await pay('payer-0', code.payload, {}, keyed('once-00001'))).toEqual(first);
  expect(await pay('payer-0', code.payload)).toMatchObject(refused(409, 'already-paid'));
  expect(await pay('poor', code.payload, {}, keyed('poor-00001'))).toMatchObject(refused(422, 'insufficient-funds'));
});

it('takes nothing for a code that is over or cancelled', async () => {
  const [short, called] = [await dynamic(5, { expiresInSec: 1 }), await dynamic(5)];
  const path = `/v1/merchants/shop-1/qr/${called.requestId}`;
  expect((await callAs(cloud, { customer: 'shop-1' }, 'DELETE', path)).status).toBe(204);
  expect((await callAs(cloud, { customer: 'payer-0' }, 'DELETE', path)).status).toBe(403);
  expect(await pay('payer-0', called.payload)).toMatchObject(refused(409, 'code-cancelled'));
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, Date.parse(short.expiresAt ?? '') + 50 - Date.now())));
  expect(await pay('payer-0', short.payload)).toMatchObject(refused(409, 'code-expired'));
  expect([(await stateOf(short)).state, (await stateOf(called)).state]).toEqual(['expired', 'cancelled']);
});

it('takes any sum by a sticker that says none, again and again', async () => {
  const sticker = await aCodeOf({ use: 'static', amount: { currency: 'INR' } });
  expect(sticker).toMatchObject({ requestId: null, state: null, expiresAt: null });
  const before = await balanceOf(cloud, 'shop-1');
  for (const rupees of [7, 8])
    expect((await pay('payer-1', sticker.payload, { amount: inr(rupees) })).status).toBe(201);
  expect(await balanceOf(cloud, 'shop-1')).toBe(before + 1500);
  expect(await pay('payer-1', sticker.payload)).toMatchObject(refused(422, 'amount-missing'));
  expect(await pay('payer-1', sticker.payload, { amount: { minor: '700', currency: 'USD' } })).toMatchObject(
    refused(422, 'wrong-currency'),
  );
  expect(await pay('shop-1', sticker.payload, { amount: inr(1) })).toMatchObject(refused(400, 'invalid-request'));
  const priced = await aCodeOf({ use: 'static', amount: inr(9) });
  expect(await pay('payer-1', priced.payload, { amount: inr(8) })).toMatchObject(refused(422, 'amount-differs'));
  expect((await pay('payer-1', priced.payload)).status).toBe(201);
});

it('pays nothing by a code that was changed, is another’s or names no merchant', async () => {
  const { payload } = await dynamic(30);
  const changed = withChecksum(bodyOf(payload).replace('540530.00', '540503.00'));
  expect(changed).not.toBe(payload);
  expect(await pay('payer-0', changed)).toMatchObject(refused(422, 'tampered-code'));
  expect((await decode(changed)).body).toMatchObject({ origin: 'tampered', payable: false, merchant: null });
  expect(await pay('payer-0', payloadOf(aCode()))).toMatchObject(refused(422, 'tampered-code'));

  const damaged = payload.replace('Fresh', 'Frash');
  expect(crc16(damaged.slice(0, -4))).not.toBe(damaged.slice(-4));
  for (const call of [pay('payer-0', damaged), decode(damaged), decode('https://example.com')])
    expect(await call).toMatchObject(refused(422, 'unreadable-code'));

  const foreign = payloadOf(aStaticCode({ own: null, upi: { vpa: 'a@upi', reference: null } }), null);
  expect(await pay('payer-0', foreign, { amount: inr(1) })).toMatchObject(refused(422, 'foreign-code'));
  expect((await decode(foreign)).body).toMatchObject({ origin: 'foreign', payable: false, merchant: { id: null } });
  expect((await decode('upi://pay?pa=a@upi&pn=Else')).body).toMatchObject({ origin: 'foreign', payable: false });

  const asCustomer = { use: 'static', amount: { currency: 'INR' }, shop };
  expect(
    await callAs(cloud, { customer: 'payer-0' }, 'POST', '/v1/merchants/payer-0/qr', asCustomer, keyed()),
  ).toMatchObject(refused(422, 'unknown-merchant'));
  expect(
    await callAs(cloud, { customer: 'payer-0' }, 'POST', '/v1/merchants/shop-1/qr', asCustomer, keyed()),
  ).toMatchObject(refused(403, 'not-yours'));
});

it('finds the books in order', async () => {
  expect(await cloud.fire('Verify')).toBe(1);
  await cloud.drained();
  expect(cloud.metric('AccountsDrifted').sum + cloud.metric('CurrenciesUnbalanced').sum).toBe(0);
});
