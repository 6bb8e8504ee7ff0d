import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { preferenceChanged } from '../../../../lambdas/contracts/notifications.ts';
import { signLink, unsubscribeLink } from '../../../../lambdas/notifications/domain/links/token.ts';
import { makeUnsubscribe, type UnsubscribeDeps } from '../../../../lambdas/notifications/unsubscribe/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent } from '../../../support/http.ts';
import { linkKeys } from '../../../support/links.ts';
import { aSentMessage } from '../../../support/notifications.ts';

const keys = linkKeys();
const notificationId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const now = new Date('2026-11-21T06:30:00.000Z');
const tokenFor = (link: number, expiresOn = new Date('2026-12-21')) =>
  signLink(keys, { notificationId, link, expiresOn });
const request = (method: 'GET' | 'POST', token = tokenFor(unsubscribeLink)) =>
  httpEvent({
    route: `${method} /u/{token}`,
    path: { token },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    subject: null,
    ...(method === 'POST' && { body: 'List-Unsubscribe=One-Click' }),
  });

const inert: UnsubscribeDeps = {
  keys: async () => keys,
  find: async () => aSentMessage({ channel: 'email' }),
  unsubscribe: unexpected('unsubscribe'),
  publish: unexpected('publish'),
  now: () => now,
  log: silentLog,
  meter: silentMeter,
};

it('shows a button on GET and changes nothing: machines look at links before people do', async () => {
  const { statusCode, headers = {}, body = '' } = await makeUnsubscribe(inert)(request('GET'));
  expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
  expect(body).toContain('No more e-mails about offers?');
  expect(body).toContain('<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">');
});

it.each([
  ['of this month', new Date('2026-12-21')],
  ['that is long over', new Date('2025-01-01')],
])('ends messages of the purpose by the channel on POST by a link %s, and tells it', async (_, expiresOn) => {
  const wishes: unknown[] = [];
  const published: EventEnvelope[] = [];
  const handle = makeUnsubscribe({
    ...inert,
    unsubscribe: async (wish, at) => {
      wishes.push([wish, at]);
      return [{ ...wish, wanted: false, source: 'unsubscribe-link', changedAt: at }];
    },
    publish: async (events) => void published.push(...events),
  });
  const { statusCode, body } = await handle(request('POST', tokenFor(unsubscribeLink, expiresOn)));
  expect(statusCode).toBe(200);
  expect(body).toContain('We send you no more e-mails about offers.');
  expect(wishes).toEqual([[{ customerId: 'asha', purpose: 'offers', channel: 'email' }, now.toISOString()]]);
  expect(published.map((event) => preferenceChanged.parse(event))).toMatchObject([
    { subject: 'asha', data: { purpose: 'offers', channel: 'email', wanted: false, source: 'unsubscribe-link' } },
  ]);
});

it('says done, and tells nobody, when the customer had said so in the app', async () => {
  const handle = makeUnsubscribe({ ...inert, unsubscribe: async () => [] });
  expect((await handle(request('POST'))).statusCode).toBe(200);
});

it.each([
  ['a link of the template', tokenFor(0)],
  ['a tampered token', `B${tokenFor(unsubscribeLink).slice(1)}`],
])('takes %s for nothing', async (_, token) => {
  for (const method of ['GET', 'POST'] as const)
    expect((await makeUnsubscribe({ ...inert, find: unexpected('find') })(request(method, token))).statusCode).toBe(
      404,
    );
});

it('asks to come again when the wish cannot be told', async () => {
  const handle = makeUnsubscribe({
    ...inert,
    unsubscribe: async () => {
      throw Object.assign(new Error('away'), { name: 'ServiceUnavailableError' });
    },
  });
  expect((await handle(request('POST'))).statusCode).toBe(503);
});
