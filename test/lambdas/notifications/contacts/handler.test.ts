import type { ContactsReport } from '../../../../lambdas/contracts/api/contacts.ts';
import {
  aContact,
  aContactRequest,
  someCustomers,
} from '../../../../lambdas/contracts/api/notification-people-examples.ts';
import { type ContactsDeps, makeContacts } from '../../../../lambdas/notifications/contacts/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf, type RequestUnderTest } from '../../../support/http.ts';

const inert: ContactsDeps['contacts'] = {
  put: unexpected('put'),
  list: unexpected('list'),
  find: unexpected('find'),
  putOwn: unexpected('putOwn'),
  putToken: unexpected('putToken'),
  removeToken: unexpected('removeToken'),
};
const server = { subject: 'php-server', scope: 'customers/write' };
const call = (contacts: Partial<ContactsDeps['contacts']>, request: RequestUnderTest) =>
  makeContacts({ contacts: { ...inert, ...contacts }, log: silentLog, meter: silentMeter })(httpEvent(request));

it('saves those of a list that are right, and tells what is wrong with the others without repeating it', async () => {
  const put: string[] = [];
  const answer = await call(
    { put: async (contacts) => void put.push(...contacts.map(({ customerId }) => customerId)) },
    {
      route: 'POST /v1/contacts',
      ...server,
      body: {
        contacts: [
          { customerId: 'asha', ...aContactRequest },
          { customerId: 'ravi', phone: '09800000002', email: 'ravi', language: 'hindi', zone: '+05:30' },
          { phone: '+919800000003' },
          { customerId: 'asha' },
          { customerId: 'meera', fax: '1' },
          { customerId: 'latha', zone: 'Mars/Base' },
          { customerId: 'kiran' },
        ],
      },
    },
  );
  expect(answer.statusCode).toBe(200);
  const { saved, refused } = jsonOf<ContactsReport>(answer);
  expect(saved).toBe(2);
  expect(put).toEqual(['asha', 'kiran']);
  expect(refused.map(({ index, problems }) => [index, problems.map(({ pointer }) => pointer).toSorted()])).toEqual([
    [1, ['/email', '/language', '/phone', '/zone']],
    [2, ['/customerId']],
    [3, ['/customerId']],
    [4, ['/fax']],
    [5, ['/zone']],
  ]);
  expect(answer.body).not.toMatch(/09800000002|Mars/);
});

it('asks the database for nothing when the whole list is wrong', async () => {
  const answer = await call({}, { route: 'POST /v1/contacts', ...server, body: { contacts: [{}] } });
  expect(jsonOf(answer)).toMatchObject({ saved: 0, refused: [{ index: 0 }] });
});

it('takes addresses from servers alone', async () => {
  const answer = await call(
    {},
    { route: 'PUT /v1/contact', body: { language: 'en', zone: 'Asia/Kolkata', phone: '+1' } },
  );
  expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ pointer: '/phone' }] });
  const other = await call(
    {},
    { route: 'PUT /v1/customers/{customerId}/contact', path: { customerId: 'ravi' }, body: aContactRequest },
  );
  expect(problemOf(other)).toMatchObject({ status: 403 });
});

it('shows a customer themselves after what they changed, and says when nothing is known', async () => {
  const own: unknown[] = [];
  const request = { route: 'PUT /v1/contact', body: { language: 'ta', zone: 'Europe/Berlin' } };
  const answer = await call({ putOwn: async (...said) => void own.push(said), find: async () => aContact }, request);
  expect(own).toEqual([['asha', { language: 'ta', zone: 'Europe/Berlin' }]]);
  expect(jsonOf(answer)).toEqual(aContact);
  expect((await call({ find: async () => undefined }, { route: 'GET /v1/contact' })).statusCode).toBe(404);
});

it('keeps and removes the token in the path for the customer of the caller', async () => {
  const said: unknown[] = [];
  const tell = async (...told: unknown[]) => void said.push(told);
  const path = { token: 'fMEP0vJqS0:APA91bHun4MxP5egoKMwt2KZFBaFUH' };
  const route = '/v1/push-tokens/{token}';
  const kept = await call({ putToken: tell }, { route: `PUT ${route}`, path, body: { platform: 'ios' } });
  const gone = await call({ removeToken: tell }, { route: `DELETE ${route}`, path });
  expect([kept.statusCode, gone.statusCode]).toEqual([204, 204]);
  expect(said).toEqual([
    ['asha', path.token, 'ios'],
    ['asha', path.token],
  ]);
});

it('lists customers page by page, by what their ids begin with', async () => {
  const asked: unknown[] = [];
  const list: ContactsDeps['contacts']['list'] = async (page) => {
    asked.push(page);
    return someCustomers;
  };
  const operator = { route: 'GET /v1/customers', subject: 'operations', scope: 'ops/read' };
  const answer = await call({ list }, { ...operator, query: { prefix: 'as', after: 'asa', limit: '2' } });
  expect([answer.statusCode, jsonOf(answer)]).toEqual([200, someCustomers]);
  await call({ list }, operator);
  expect(asked).toEqual([{ prefix: 'as', after: 'asa', limit: 2 }, { limit: 50 }]);
});

it.each([[{ prefix: '%' }], [{ after: '~' }], [{ limit: '101' }], [{ name: 'Asha' }]])(
  'does not list by %j',
  async (query) => {
    const answer = await call({}, { route: 'GET /v1/customers', subject: 'operations', scope: 'ops/read', query });
    expect(problemOf(answer).status).toBe(400);
  },
);
