import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { balanceOf, cashIn, inr, openWallets, pay } from '../support/money.ts';
import { storesOf } from '../support/stores.ts';

type Told = { id: string; type: string; subject: string; data: { amount: string } };

let cloud: Cloud;

beforeAll(async () => {
  cloud = await aCloud();
  await openWallets(cloud, { asha: 5000, ravi: 0, 'shop-1': 0 });
});

afterAll(() => cloud.stop());

it('posts a payment before it is answered, once for each key', async () => {
  const rent = { payee: 'ravi', amount: inr(1250) };
  const first = await pay(cloud, 'asha', 'rent-2026-11', rent);
  expect(first).toMatchObject({ status: 201, body: { status: 'posted', balance: inr(3750) } });
  expect(await pay(cloud, 'asha', 'rent-2026-11', rent)).toEqual(first);
  expect(await pay(cloud, 'asha', 'rent-2026-11', { ...rent, amount: inr(1) })).toMatchObject({
    status: 409,
    body: { type: '/docs#problem-idempotency-key-reused' },
  });
  expect([await balanceOf(cloud, 'asha'), await balanceOf(cloud, 'ravi')]).toEqual([375_000, 125_000]);
});

it('refuses what the payer does not have, and says so for good', async () => {
  const much = { payee: 'ravi', amount: inr(9000) };
  const refused = { status: 422, body: { type: '/docs#problem-insufficient-funds' } };
  expect(await pay(cloud, 'asha', 'too-much-1', much)).toMatchObject(refused);
  await cashIn(cloud, 'asha', 100_000, 'windfall');
  expect(await pay(cloud, 'asha', 'too-much-1', much)).toMatchObject(refused);
});

it('shows a transfer to its two sides and to nobody else', async () => {
  const { body } = await pay(cloud, 'asha', 'visible-1', { payee: 'shop-1', amount: inr(20) });
  const path = `/v1/transfers/${body.id}`;
  for (const customer of ['asha', 'shop-1'])
    expect(await callAs(cloud, { customer }, 'GET', path)).toMatchObject({
      status: 200,
      body: { outcome: 'posted', payer: 'asha:INR', payee: 'shop-1:INR', amount: inr(20) },
    });
  expect((await callAs(cloud, { customer: 'ravi' }, 'GET', path)).status).toBe(404);
});

it('carries what may wait on the standard lane', async () => {
  const before = await balanceOf(cloud, 'shop-1');
  const sent = await pay(cloud, 'asha', 'later-0001', { payee: 'shop-1', amount: inr(30), lane: 'standard' });
  expect(sent).toMatchObject({ status: 202, body: { status: 'accepted', balance: null } });
  await cloud.drained();
  expect(await balanceOf(cloud, 'shop-1')).toBe(before + 3000);
  const known = await callAs(cloud, { customer: 'asha' }, 'GET', `/v1/transfers/${sent.body.id}`);
  expect(known).toMatchObject({ status: 200, body: { outcome: 'posted' } });
});

it('credits what a slower vendor brings in by its lane, once', async () => {
  const before = await balanceOf(cloud, 'ravi');
  for (const vendor of ['bank-transfer', 'payout-bank']) {
    const transfer = { vendor, reference: 'UTR-1', customer: 'ravi', amount: inr(60) };
    const send = () => callAs<{ status: string }>(cloud, { client: 'payments' }, 'POST', '/v1/cash-ins', transfer);
    expect(await send()).toMatchObject({ status: 202, body: { status: 'accepted', balance: null } });
    await cloud.drained();
    expect(await send()).toMatchObject({ status: 201, body: { status: 'posted' } });
  }
  // Less the fees, of Rs 5 and Rs 2.50.
  expect(await balanceOf(cloud, 'ravi')).toBe(before + 12_000 - 750);
});

it('lets the lane take over when the database is away, and never pays twice', async () => {
  const before = await balanceOf(cloud, 'shop-1');
  const gift = { payee: 'shop-1', amount: inr(40) };
  const lift = cloud.faults.inject({ kind: 'away', service: 'rds-data', principal: 'Transfers' });
  const sent = await pay(cloud, 'asha', 'away-00001', gift);
  lift();
  expect(sent).toMatchObject({ status: 202, body: { status: 'accepted' } });
  expect((await pay(cloud, 'asha', 'away-00001', gift)).status).toBe(201);
  await cloud.drained();
  expect(await balanceOf(cloud, 'shop-1')).toBe(before + 4000);
});

it('pays back by the reversal lane, never more than was paid', async () => {
  const { body } = await pay(cloud, 'asha', 'refund-me-1', { payee: 'shop-1', amount: inr(100) });
  const before = await balanceOf(cloud, 'asha');
  const reverse = (key: string, rupees: number) =>
    callAs(
      cloud,
      { customer: 'shop-1' },
      'POST',
      `/v1/transfers/${body.id}/reversals`,
      { amount: inr(rupees) },
      {
        'idempotency-key': key,
      },
    );
  expect((await reverse('back-00001', 60)).status).toBe(202);
  await cloud.drained();
  expect((await reverse('back-00001', 60)).status).toBe(202);
  expect((await reverse('back-00002', 41)).status).toBe(422);
  expect((await reverse('back-00003', 40)).status).toBe(202);
  await cloud.drained();
  expect(await balanceOf(cloud, 'asha')).toBe(before + 10_000);
});

it('states each side of what happened as events, once', async () => {
  await cloud.drained();
  const stores = storesOf(cloud);
  const events = (await stores.records('DomainEvents')).map((text) => JSON.parse(text) as Told);
  stores.close();
  const payments = events.filter(({ type }) => String(type).startsWith('sangam.payments.'));
  const ids = payments.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const told = payments.map(({ type, subject, data }) => [type, subject, data.amount]);
  expect(told).toContainEqual(['sangam.payments.transfer-posted.v1', 'asha', '125000']);
  expect(told).toContainEqual(['sangam.payments.transfer-posted.v1', 'ravi', '125000']);
  expect(told).toContainEqual(['sangam.payments.transfer-refused.v1', 'asha', '900000']);
  expect(told).toContainEqual(['sangam.payments.transfer-reversed.v1', 'shop-1', '6000']);
});

it('lists what changed an account in pages', async () => {
  type Page = { entries: { transferId: string; amount: { minor: string } }[]; next: string | null };
  const page = (query: string) =>
    callAs<Page>(cloud, { customer: 'shop-1' }, 'GET', `/v1/accounts/shop-1:INR/entries?limit=2${query}`);
  const amounts: number[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const { status, body } = await page(next === '' ? '' : `&before=${next}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    amounts.push(...body.entries.map(({ amount }) => Number(amount.minor)));
    next = body.next;
  }
  expect(amounts).toEqual([-4000, -6000, 10_000, 4000, 3000, 2000]);
});

it('finds the books in order', async () => {
  expect(await cloud.fire('Verify')).toBe(1);
  await cloud.drained();
  expect(cloud.metric('LedgerVerified').sum).toBe(1);
  expect(cloud.metric('AccountsDrifted').sum + cloud.metric('CurrenciesUnbalanced').sum).toBe(0);
});
