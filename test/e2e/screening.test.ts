import type { PaymentFlagged } from '../../lambdas/contracts/screening.ts';
import { stepOf } from '../../lambdas/screening/domain/payment-of-event.ts';
import { shippedRules } from '../../lambdas/screening/domain/rules/shipped-rules.ts';
import { toItem } from '../../lambdas/screening/domain/state/item.ts';
import { isHold } from '../../lambdas/screening/domain/state/state.ts';
import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { balanceOf, cashIn, inr, openWallets, pay } from '../support/money.ts';
import { aPhone, type Phone } from '../support/phones.ts';
import { statesAfter } from '../support/screening.ts';
import { storesOf } from '../support/stores.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await aCloud();
  await openWallets(cloud, {
    ...{ asha: 100_000, ravi: 100_000, meena: 100_000, john: 100_000, lata: 100_000, mira: 100_000 },
    ...{ sita: 20_000, 'shop-1': 0, 'shop-2': 0 },
  });
  await cashIn(cloud, 'lata', 100_000, 'second-lata');
});

afterAll(() => cloud.stop());

async function events(): Promise<{ id: string; type: string; data: Record<string, unknown> }[]> {
  const stores = storesOf(cloud);
  const told = (await stores.records('DomainEvents')).map((text) => JSON.parse(text));
  stores.close();
  return told;
}

const flags = async (): Promise<PaymentFlagged[]> =>
  (await events()).filter(({ type }) => type === 'sangam.screening.payment-flagged.v1') as unknown as PaymentFlagged[];

const rulesOf = (flag: PaymentFlagged | undefined) => flag?.data.rules.map(({ id }) => id);

/** Each payer's phone. */
const phones = new Map<string, Phone>();

async function enrolledPhone(customer: string): Promise<Phone> {
  const phone = phones.get(customer) ?? aPhone(`phone-of-${customer}`);
  if (phones.has(customer)) return phone;
  phones.set(customer, phone);
  const path = `/v1/device-keys/${phone.deviceId}`;
  expect((await callAs(cloud, { customer }, 'PUT', path, phone.key)).status).toBe(200);
  return phone;
}

const payWith = (payer: string, key: string, body: object, headers: object) =>
  callAs<{ type?: string; toSign?: string }>(cloud, { customer: payer }, 'POST', '/v1/transfers', body, {
    'idempotency-key': key,
    ...headers,
  });

type Payment = {
  readonly payee: string | undefined;
  readonly amount: { readonly minor: string; readonly currency: string };
  readonly context?: object;
};

/** A payment that the payer's phone confirms without having been asked. */
async function payConfirmed(payer: string, key: string, body: Payment): Promise<number> {
  const phone = await enrolledPhone(payer);
  const { payee, amount } = body;
  return (await payWith(payer, key, body, phone.header(`${key}\n${payee}\n${amount.minor} ${amount.currency}`))).status;
}

const review = (id: unknown, decision: 'release' | 'refuse') =>
  callAs<Record<string, unknown>>(cloud, { client: 'operations' }, 'POST', `/v1/reviews/${id}`, { decision });

type Waiting = {
  readonly transferId: string;
  readonly payer: string;
  readonly rules: { readonly id: string }[] | null;
};

/** Whose payments wait for an operator, and by which rules. */
async function waiting(): Promise<[unknown, string, string[] | undefined][]> {
  const { body } = await callAs<{ reviews: Waiting[] }>(cloud, { client: 'operations' }, 'GET', '/v1/reviews');
  return body.reviews.map(({ transferId, payer, rules }) => [transferId, payer, rules?.map(({ id }) => id)]);
}

const stepUp = { status: 403, body: { type: '/docs#problem-step-up-required' } };

it('stops a burst, lets it go on when a phone confirms it, and still answers what was posted before', async () => {
  const small = { payee: 'shop-1', amount: inr(10) };
  for (let n = 1; n <= 6; n++) expect((await pay(cloud, 'asha', `burst-00${n}`, small)).status).toBe(201);
  await cloud.drained();
  expect(await pay(cloud, 'asha', 'burst-007', small)).toMatchObject(stepUp);
  expect((await pay(cloud, 'asha', 'burst-006', small)).status).toBe(201);
  expect(await balanceOf(cloud, 'shop-1')).toBe(6000);
  expect(await payConfirmed('asha', 'burst-007', small)).toBe(201);
  const asked = (await flags()).filter(({ data, subject }) => subject === 'asha' && data.stage === 'asked');
  expect(asked.map((flag) => [flag.data.decision, ...(rulesOf(flag) ?? [])])).toEqual([['step-up', 'velocity-10m']]);
});

it('asks for a confirmation before much goes to a new payee, but not to a shop', async () => {
  expect(await pay(cloud, 'ravi', 'new-payee-1', { payee: 'sita', amount: inr(12_000) })).toMatchObject(stepUp);
  expect((await pay(cloud, 'ravi', 'new-shop-01', { payee: 'shop-1', amount: inr(12_000) })).status).toBe(201);
});

const refusedConfirmation = {
  status: 403,
  body: {
    type: '/docs#problem-confirmation-refused',
    errors: [{ in: 'header', pointer: '/payment-confirmation' }],
  },
};

it('says what to sign, and lets an enrolled phone confirm this very payment and no other', async () => {
  const phone = aPhone('phone-of-john');
  const path = `/v1/device-keys/${phone.deviceId}`;
  const sum = { payee: 'lata', amount: inr(15_000) };
  const before = await balanceOf(cloud, 'lata');
  const asked = await payWith('john', 'confirm-01', sum, {});
  expect(asked).toMatchObject({ status: 403, body: { toSign: 'confirm-01\nlata\n1500000 INR' } });
  const signed = phone.header(asked.body.toSign ?? '');
  expect(await payWith('john', 'confirm-01', sum, signed)).toMatchObject(refusedConfirmation);

  expect((await callAs(cloud, { customer: 'john' }, 'PUT', path, phone.key)).status).toBe(200);
  const elsewhere = aPhone(phone.deviceId).header(asked.body.toSign ?? '');
  for (const [key, body, headers] of [
    ['confirm-01', { ...sum, amount: inr(15_001) }, signed],
    ['confirm-01', { ...sum, payee: 'ravi' }, signed],
    ['confirm-02', sum, signed],
    ['confirm-01', sum, elsewhere],
  ] as const)
    expect(await payWith('john', key, body, headers)).toMatchObject(refusedConfirmation);
  expect(await payWith('john', 'confirm-01', sum, { 'payment-confirmation': 'yes' })).toMatchObject({ status: 400 });
  expect(await balanceOf(cloud, 'lata')).toBe(before);

  const paid = await payWith('john', 'confirm-01', sum, signed);
  expect(paid).toMatchObject({ status: 201, body: { status: 'posted', amount: sum.amount } });
  expect((await callAs(cloud, { customer: 'john' }, 'DELETE', path)).status).toBe(204);
  expect((await callAs(cloud, { customer: 'john' }, 'GET', '/v1/device-keys')).body).toEqual({ devices: [] });
  for (const headers of [signed, {}]) expect(await payWith('john', 'confirm-01', sum, headers)).toEqual(paid);
  expect(await balanceOf(cloud, 'lata')).toBe(before + 1_500_000);
  const next = { payee: 'mira', amount: inr(15_000) };
  const late = phone.header('confirm-03\nmira\n1500000 INR');
  expect(await payWith('john', 'confirm-03', next, late)).toMatchObject(refusedConfirmation);
  expect(cloud.metric('ConfirmationsRefused').sum).toBe(6);
});

it('enrols no phone with a token of somebody who signed in long ago', async () => {
  const claims = { auth_time: Math.floor(Date.now() / 1000) - 301 };
  const token = await cloud.mint({ sub: 'ravi', scopes: ['customers/self'], claims });
  const response = await fetch(`${cloud.apiUrl}/v1/device-keys/phone-1`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(aPhone().key),
  });
  expect([response.status, await response.json()]).toMatchObject([
    403,
    { type: '/docs#problem-fresh-sign-in-required' },
  ]);
});

it('lets a phone confirm what a code asks for', async () => {
  const phone = await enrolledPhone('meena');
  const code = {
    use: 'dynamic',
    amount: inr(60_000),
    shop: { name: 'Fresh Mart', city: 'Pune', category: '5411', vpa: 'freshmart@upi' },
    expiresInSec: 900,
  };
  const made = await callAs<{ payload: string; requestId: string }>(
    ...([cloud, { client: 'operations' }, 'POST', '/v1/merchants/shop-1/qr', code] as const),
    { 'idempotency-key': 'code-to-confirm' },
  );
  const payCode = (headers: object) =>
    callAs<{ toSign?: string }>(
      cloud,
      { customer: 'meena' },
      'POST',
      '/v1/qr/pay',
      { payload: made.body.payload },
      {
        'idempotency-key': 'pay-the-code',
        ...headers,
      },
    );
  const asked = await payCode({});
  const toSign = `pay-the-code\nqr shop-1 ${made.body.requestId}\n6000000 INR`;
  expect(asked).toMatchObject({ status: 403, body: { toSign } });
  expect(await payCode(phone.header(toSign.replace(/qr shop-1 .*/, 'shop-1')))).toMatchObject(refusedConfirmation);
  expect((await payCode(phone.header(toSign))).status).toBe(201);
});

it('holds sums that stay just below the limit, until an operator releases one', async () => {
  for (const n of [1, 2])
    expect((await pay(cloud, 'lata', `below-000${n}`, { payee: 'shop-2', amount: inr(46_000) })).status).toBe(201);
  await cloud.drained();
  const context = { deviceId: 'phone-lata', place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } };
  const third = { payee: 'shop-2', amount: inr(46_000), context };
  const held = await pay(cloud, 'lata', 'below-0003', third);
  expect(held).toMatchObject({ status: 202, body: { status: 'review', balance: null } });
  expect(await pay(cloud, 'lata', 'below-0003', third)).toEqual(held);
  expect(await balanceOf(cloud, 'shop-2')).toBe(9_200_000);
  expect(await waiting()).toEqual([[held.body.id, 'lata', ['sum-per-day', 'structuring']]]);

  expect(await review(held.body.id, 'release')).toMatchObject({ status: 200, body: { status: 'released' } });
  expect((await review(held.body.id, 'release')).status).toBe(200);
  expect((await review(held.body.id, 'refuse')).status).toBe(409);
  expect(await balanceOf(cloud, 'shop-2')).toBe(13_800_000);
  const shown = await callAs(cloud, { customer: 'lata' }, 'GET', `/v1/transfers/${held.body.id}`);
  expect(shown.body).toMatchObject({ outcome: 'captured' });
  expect(await waiting()).toEqual([]);
  await cloud.drained();
  const captured = (await events()).filter(({ type }) => type === 'sangam.payments.hold-captured.v1');
  expect(captured.map(({ data }) => [data.role, data.context])).toContainEqual(['payer', context]);
});

it('holds what came in from many and is to leave at once, and gives it back when it is refused', async () => {
  for (const payer of ['ravi', 'meena', 'john'])
    expect((await pay(cloud, payer, 'to-a-mule', { payee: 'sita', amount: inr(9000) })).status).toBe(201);
  await cloud.drained();
  const before = await balanceOf(cloud, 'sita');
  const held = await pay(cloud, 'sita', 'mule-out-1', { payee: 'shop-2', amount: inr(25_000) });
  expect(held).toMatchObject({ status: 202, body: { status: 'review' } });
  await cloud.drained();
  const flag = (await flags()).find(({ data }) => data.transferId === held.body.id);
  expect(rulesOf(flag)).toContain('mule-in-and-out');
  expect(await review(held.body.id, 'refuse')).toMatchObject({ status: 200, body: { status: 'refused' } });
  const { body } = await callAs<{ available: { minor: string } }>(
    cloud,
    { client: 'operations' },
    'GET',
    '/v1/accounts/sita:INR',
  );
  expect(Number(body.available.minor)).toBe(before);
  expect((await review('api.nothing', 'refuse')).status).toBe(404);
});

it('lets nobody pay who is blocked, from the answer on, also after their limits were renewed', async () => {
  const blockPath = '/v1/screening/blocks/mira';
  const ops = (method: string, body?: object) => callAs(cloud, { client: 'operations' }, method, blockPath, body);
  const small = { payee: 'shop-1', amount: inr(10) };
  expect((await pay(cloud, 'mira', 'block-0001', small)).status).toBe(201);
  expect(await ops('PUT', { reason: 'account-takeover' })).toMatchObject({ status: 200, body: { until: null } });
  const blocked = { status: 403, body: { type: '/docs#problem-payment-blocked' } };
  expect(await pay(cloud, 'mira', 'block-0002', small)).toMatchObject(blocked);
  await cloud.drained();
  expect(await pay(cloud, 'mira', 'block-0002', small)).toMatchObject(blocked);
  expect((await pay(cloud, 'mira', 'block-0001', small)).status).toBe(201);
  const flag = (await flags()).find(({ subject, data }) => subject === 'mira' && data.stage === 'asked');
  expect(flag?.data).toMatchObject({ decision: 'block', blockedFor: 'account-takeover' });
  expect((await ops('DELETE')).status).toBe(204);
  expect((await pay(cloud, 'mira', 'block-0002', small)).status).toBe(201);
  expect((await ops('GET')).status).toBe(404);
});

it('tells of a phone with many accounts afterwards, when all states are known', async () => {
  const payers = ['asha', 'ravi', 'meena', 'john'];
  for (const payer of payers) {
    const body = { payee: 'shop-1', amount: inr(5), context: { deviceId: 'phone-x' } };
    expect(await payConfirmed(payer, 'one-phone-1', body)).toBe(201);
    await cloud.drained();
  }
  const told = (await flags()).filter((flag) => rulesOf(flag)?.includes('device-many-accounts'));
  expect(told.map(({ subject, data }) => [subject, data.stage, data.decision])).toEqual([['john', 'posted', 'review']]);
});

it('goes on without its table, by the rules about the payment alone, and says so', async () => {
  const before = await pay(cloud, 'meena', 'static-000', { payee: 'shop-1', amount: inr(20) });
  const lift = cloud.faults.inject({ kind: 'away', service: 'dynamodb', principal: 'Transfers' });
  const paid = await pay(cloud, 'meena', 'static-001', { payee: 'shop-1', amount: inr(20) });
  expect(paid.status).toBe(201);
  expect(await pay(cloud, 'meena', 'static-002', { payee: 'shop-1', amount: inr(60_000) })).toMatchObject(stepUp);
  lift();
  expect(await pay(cloud, 'meena', 'static-001', { payee: 'shop-1', amount: inr(20) })).toEqual(paid);
  await cloud.drained();
  const marks = (await events())
    .filter(({ type, data }) => type === 'sangam.payments.transfer-posted.v1' && data.role === 'payer')
    .map(({ data }) => [data.transferId, data.screening]);
  expect(marks).toContainEqual([before.body.id, undefined]);
  expect(marks).toContainEqual([paid.body.id, 'static']);
});

it('comes to the same states, however its batches are repeated, shuffled and cut short', async () => {
  cloud.faults.disorder({ twice: 0.5, shuffle: true });
  for (const when of ['before', 'during', 'after'] as const)
    cloud.faults.inject({ principal: 'Screen', kind: 'crash', when, times: 3, probability: 0.1 });
  cloud.faults.inject({ principal: 'Screen', service: 'dynamodb', kind: 'throttle', probability: 0.05, times: 10 });
  const payers = ['asha', 'ravi', 'meena', 'john', 'mira'];
  for (let n = 0; n < 4; n++)
    await Promise.all(
      payers.map((payer, index) =>
        payConfirmed(payer, `storm-${n}00`, {
          payee: payers[(index + n + 1) % payers.length] === payer ? 'shop-1' : payers[(index + n + 1) % payers.length],
          amount: inr(10 + n),
          context: { deviceId: `phone-${payer}`, place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } },
        }),
      ),
    );
  await cloud.drained();
  cloud.faults.clear();

  const told = await events();
  const steps = told.flatMap((event) => stepOf(event as unknown as Parameters<typeof stepOf>[0]) ?? []);
  const payments = steps.flatMap((step) => (isHold(step) ? [] : [step.id]));
  expect(new Set(payments).size).toBe(payments.length);
  const stores = storesOf(cloud);
  const rows = await stores.table('ScreeningStates');
  stores.close();
  const sorted = (item: { applied?: string[] }) => ({ ...item, applied: item.applied?.toSorted() });
  const kept = Object.fromEntries(rows.map(({ entity, state }) => [entity, sorted(state as never)]));
  const model = Object.fromEntries(
    [...statesAfter(steps)].map(([key, state]) => [key, sorted(toItem(state) as never)]),
  );
  expect(kept).toEqual(model);
  for (const { discardedRecords, lostRecords } of cloud.mappingStats('Screen'))
    expect({ discardedRecords, lostRecords }).toEqual({ discardedRecords: 0, lostRecords: 0 });
});

it('shows, changes and tries rules, and says where new ones are wrong', async () => {
  const ops = (method: string, path: string, body?: object) =>
    callAs<Record<string, never>>(cloud, { client: 'operations' }, method, path, body);
  const [velocity, ...others] = shippedRules.rules;
  const strict = { ...velocity, version: 2, thresholds: { most: { base: 2 } } };
  const tried = await ops('POST', '/v1/screening/dry-run', { currency: 'INR', rules: [strict], customer: 'asha' });
  expect(tried).toMatchObject({ status: 200, body: { rules: [{ id: 'velocity-10m', hits: expect.any(Number) }] } });
  expect((tried.body as unknown as { rules: { hits: number }[] }).rules[0]?.hits).toBeGreaterThan(4);

  const sameVersion = { currency: 'INR', rules: [{ ...strict, version: 1 }] };
  expect(await ops('PUT', '/v1/screening/rules', sameVersion)).toMatchObject({
    status: 400,
    body: { errors: [{ in: 'body', pointer: '/rules/0/version' }] },
  });
  const unknown = { currency: 'INR', rules: [{ ...strict, condition: { feature: 'paid.10m.cuont', above: 3 } }] };
  expect(await ops('PUT', '/v1/screening/rules', unknown)).toMatchObject({
    status: 400,
    body: { errors: [{ in: 'body', pointer: '/rules/0/condition/feature' }] },
  });
  const changed = { currency: 'INR', rules: [{ ...strict, mode: 'shadow' }, ...others] };
  expect(await ops('PUT', '/v1/screening/rules', changed)).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await ops('PUT', '/v1/screening/rules', changed)).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await ops('GET', '/v1/screening/rules')).toMatchObject({
    status: 200,
    body: { ruleSets: [{ currency: 'INR', version: 2, mode: 'live' }] },
  });
});
