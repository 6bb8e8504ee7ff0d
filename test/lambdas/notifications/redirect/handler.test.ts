import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { receiptTaken } from '../../../../lambdas/contracts/notifications.ts';
import { signLink, unsubscribeLink } from '../../../../lambdas/notifications/domain/links/token.ts';
import { makeRedirect, type RedirectDeps } from '../../../../lambdas/notifications/redirect/handler.ts';
import { PublishFailed } from '../../../../lambdas/shared/publish.ts';
import { withinMs } from '../../../../lambdas/shared/within.ts';
import { countingMeter, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent } from '../../../support/http.ts';
import { linkKeys } from '../../../support/links.ts';
import { aSentMessage } from '../../../support/notifications.ts';

const keys = linkKeys();
const notificationId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const now = new Date('2026-11-21T06:30:00.000Z');
const expiresOn = new Date('2026-12-21');
const token = (link = 0) => signLink(keys, { notificationId, link, expiresOn });
const browser = {
  'user-agent': 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
};
const click = (sent: string, headers: Record<string, string> = browser) =>
  httpEvent({ route: 'GET /r/{token}', path: { token: sent }, headers, subject: null });

const inert: RedirectDeps = {
  keys: async () => keys,
  find: unexpected('find'),
  hosts: new Set(['shop.example']),
  tell: unexpected('tell'),
  within: (work) => work,
  now: () => now,
  log: silentLog,
  meter: silentMeter,
};

it('leads to the target of the link, keeps nothing on the way, and says that it was clicked', async () => {
  const told: EventEnvelope[] = [];
  const redirect = makeRedirect({
    ...inert,
    find: async () => aSentMessage(),
    tell: async (events) => void told.push(...events),
  });
  const { statusCode, headers } = await redirect(click(token(1)));
  expect([statusCode, headers]).toEqual([
    302,
    {
      location:
        'https://shop.example/terms?utm_source=sangam&utm_medium=sms&utm_campaign=5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11&utm_content=a',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    },
  ]);
  expect(told.map((event) => receiptTaken.parse(event))).toMatchObject([
    {
      subject: 'asha',
      data: { notificationId, kind: 'clicked', link: 'terms', isMachine: false, at: '2026-11-21T06:30:00.000Z' },
    },
  ]);
});

it.each([
  ['a preview of a chat', 'sms', { 'user-agent': 'WhatsApp/2.23' }, true],
  ['a browser that fetches in advance', 'sms', { ...browser, 'sec-purpose': 'prefetch' }, true],
  ['a person', 'sms', browser, false],
] as const)('marks the click of %s', async (_, channel, headers, expected) => {
  const marks: unknown[] = [];
  const redirect = makeRedirect({
    ...inert,
    find: async () => aSentMessage({ channel }),
    tell: async (events) => void marks.push(...events.map(({ data }) => receiptTaken.shape.data.parse(data).isMachine)),
  });
  expect((await redirect(click(token(), headers))).statusCode).toBe(302);
  expect(marks).toEqual([expected]);
});

describe('leads nowhere and says so on a page that loads and sends nothing', () => {
  it.each([
    ['a tampered token', `B${token().slice(1)}`, undefined, 404],
    ['no token of ours', 'x', undefined, 404],
    ['a message that nobody knows', token(), async () => undefined, 404],
    ['a link that the template has not', token(7), async () => aSentMessage(), 404],
    ['the link that ends messages', token(unsubscribeLink), async () => aSentMessage(), 404],
    [
      'a host that left the list',
      token(),
      async () => aSentMessage({ links: [{ name: 'offer', target: 'https://other.example/' }] }),
      404,
    ],
    [
      'a link of long ago',
      signLink(keys, { notificationId, link: 0, expiresOn: new Date('2026-11-20') }),
      undefined,
      410,
    ],
  ])('for %s', async (_, sent, find, status) => {
    const meter = countingMeter();
    const redirect = makeRedirect({ ...inert, meter, ...(find !== undefined && { find }) });
    const { statusCode, headers = {}, body = '' } = await redirect(click(sent));
    expect([statusCode, headers.location, meter.counts]).toEqual([status, undefined, { LinksRefused: 1 }]);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^;]+'; form-action 'self'/,
    );
    expect(body).toMatch(/^<!doctype html><html lang="en">/);
    expect(body).not.toMatch(/<script|http/);
  });
});

it.each([
  ['is away', async () => Promise.reject(new PublishFailed('1 of 1 events refused')), inert.within],
  ['does not answer', () => new Promise<void>(() => undefined), withinMs(20)],
])('leads on when the stream %s, and counts what nobody hears of', async (_, tell, within) => {
  const meter = countingMeter();
  const redirect = makeRedirect({ ...inert, meter, find: async () => aSentMessage(), tell, within });
  expect((await redirect(click(token()))).statusCode).toBe(302);
  expect(meter.counts).toEqual({ ClicksUntold: 1, LinksFollowed: 1 });
});

it('asks to come again when the database is away', async () => {
  const redirect = makeRedirect({
    ...inert,
    find: async () => {
      throw Object.assign(new Error('resuming'), { name: 'DatabaseResumingException' });
    },
  });
  const { statusCode, headers = {}, body } = await redirect(click(token()));
  expect([statusCode, headers['retry-after']]).toEqual([503, '5']);
  expect(body).toContain('Please try again in a moment');
});
