import type { Cloud } from '../../local/cloud.ts';
import { seed, seededCustomers, seededMerchant } from '../../local/seed.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { balanceOf, inr, pay } from '../support/money.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await aCloud();
  await seed(cloud);
});

afterAll(() => cloud.stop());

it('gives each customer consents and money, and somebody to pay', async () => {
  for (const customer of seededCustomers) {
    expect(await balanceOf(cloud, customer)).toBe(2_500_000);
    const { body } = await callAs<{ consents: object[] }>(cloud, { customer }, 'GET', '/v1/consents');
    expect(body.consents).toHaveLength(2);
  }
  expect(await balanceOf(cloud, seededMerchant)).toBe(0);
});

it('says how each customer is reached and that they want offers, and drafts a campaign to them', async () => {
  for (const [index, customer] of seededCustomers.entries()) {
    const { body: contact } = await callAs<object>(cloud, { customer }, 'GET', '/v1/contact');
    expect(contact).toMatchObject({ phone: `+919800000${String(index + 1).padStart(3, '0')}`, devices: 1 });
    const { body: said } = await callAs<object>(cloud, { customer }, 'GET', '/v1/notification-preferences');
    expect(said).toMatchObject({ preferences: [{ purpose: 'promotional', channel: '*', wanted: true }] });
  }
  const { body } = await callAs<{ campaigns: object[] }>(cloud, { client: 'operations' }, 'GET', '/v1/campaigns');
  expect(body.campaigns).toMatchObject([{ name: 'Festive offer', state: 'draft' }]);
});

it('changes nothing at the next start', async () => {
  const [customer] = seededCustomers;
  await pay(cloud, customer, 'between-starts', { payee: seededMerchant, amount: inr(349) });
  await callAs(cloud, { customer }, 'DELETE', '/v1/consents/device.sms');
  const own = { language: 'ta', zone: 'Europe/Berlin' };
  await callAs(cloud, { customer }, 'PUT', '/v1/contact', own);
  await seed(cloud);
  expect((await callAs<object>(cloud, { customer }, 'GET', '/v1/contact')).body).toMatchObject(own);
  expect([await balanceOf(cloud, customer), await balanceOf(cloud, seededMerchant)]).toEqual([2_465_100, 34_900]);
  const { body } = await callAs<{ consents: { status: string }[] }>(cloud, { customer }, 'GET', '/v1/consents');
  expect(body.consents.map(({ status }) => status).toSorted()).toEqual(['active', 'withdrawn']);
});
