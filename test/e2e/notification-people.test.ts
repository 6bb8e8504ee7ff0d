import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { inr, openWallets, pay } from '../support/money.ts';
import { until } from '../support/until.ts';

let cloud: Cloud;

const customer = 'latha';
const self = { customer };
const server = { client: 'payments' };
const operator = { client: 'operations' };
const get = async <Body>(who: typeof self | typeof operator, path: string) =>
  (await callAs<Body>(cloud, who, 'GET', path)).body;

type Inbox = {
  messages: { notificationId: string; title: string; body: string; readAt: string | null }[];
  unread: number;
};
type History = {
  notifications: {
    notificationId: string;
    ruleId: string | null;
    openedAt: string | null;
    convertedAt: string | null;
  }[];
};

beforeAll(async () => {
  cloud = await aCloud();
});

afterAll(() => cloud.stop());

it('reaches a customer as servers say, and one phone serves one of them', async () => {
  const contacts = [
    { customerId: customer, name: 'Latha', phone: '+919800000042', email: 'latha@example.in' },
    { customerId: 'ravi', phone: 'nobody' },
  ];
  const { body } = await callAs(cloud, server, 'POST', '/v1/contacts', { contacts });
  expect(body).toMatchObject({ saved: 1, refused: [{ index: 1, problems: [{ pointer: '/phone' }] }] });
  const phone = '/v1/push-tokens/a-token:of_one-phone';
  for (const owner of [customer, 'ravi'])
    expect((await callAs(cloud, { customer: owner }, 'PUT', phone, { platform: 'android' })).status).toBe(204);
  expect(await get(self, '/v1/contact')).toMatchObject({ phone: '+919800000042', devices: 0 });
  expect((await callAs(cloud, self, 'PUT', `/v1/customers/ravi/contact`, {})).status).toBe(403);
});

it('tells of money by the rule for it, in the app, and knows when it was read', async () => {
  await openWallets(cloud, { [customer]: 500, ravi: 0 });
  await until(async () => (await get<Inbox>(self, '/v1/inbox')).unread === 1);
  const [message] = (await get<Inbox>(self, '/v1/inbox')).messages;
  expect(message).toMatchObject({ title: 'Money added', body: '₹500 is in your wallet.', readAt: null });
  await callAs(cloud, self, 'POST', `/v1/inbox/${message?.notificationId}/read`);
  expect((await get<Inbox>(self, '/v1/inbox')).unread).toBe(0);
  const history = () => get<History>(operator, `/v1/customers/${customer}/notifications`);
  await until(async () => (await history()).notifications.some(({ openedAt }) => openedAt !== null));
  expect((await history()).notifications).toMatchObject([{ ruleId: 'money-added', convertedAt: null }]);
});

it('counts the payment that a campaign was for', async () => {
  const changes = [{ purpose: 'promotional', channel: '*', wanted: true }];
  await callAs(cloud, self, 'PUT', '/v1/notification-preferences', { changes });
  await callAs(cloud, operator, 'PUT', '/v1/templates/pay-more', {
    purpose: 'offers',
    inbox: { texts: { en: { title: 'Pay more', body: 'It pays.' } } },
  });
  const drafted = await callAs<{ campaignId: string }>(
    cloud,
    operator,
    'POST',
    '/v1/campaigns',
    {
      name: 'Pay more',
      variants: [{ name: 'a', template: { id: 'pay-more' }, weight: 1 }],
      audience: { segment: { field: 'customer.channels', op: 'has', value: 'sms' } },
      channels: ['inbox'],
      conversion: { eventType: 'sangam.payments.transfer-posted.v1', withinHours: 1 },
    },
    { 'idempotency-key': 'pay-more' },
  );
  const path = `/v1/campaigns/${drafted.body.campaignId}`;
  const counts = async () => (await get<{ counts: Record<string, number> }>(operator, path)).counts;
  await callAs(cloud, operator, 'POST', `${path}/start`);
  await until(async () => (await counts()).accepted === 1);
  await pay(cloud, customer, 'led-by-a-campaign', { payee: 'ravi', amount: inr(50) });
  await until(async () => (await counts()).converted === 1);
  await pay(cloud, customer, 'once-more', { payee: 'ravi', amount: inr(50) });
  await until(async () => {
    const { notifications } = await get<History>(operator, `/v1/customers/${customer}/notifications`);
    return notifications.filter(({ ruleId }) => ruleId === 'money-paid').length === 2;
  });
  expect((await counts()).converted).toBe(1);
});
