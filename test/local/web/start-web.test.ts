import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { CloudOutbox } from '../../../local/services/messaging/index.ts';
import type { OutboxMessage } from '../../../local/services/messaging/outbox.ts';
import { startWeb, type Web } from '../../../local/web/start-web.ts';

const message: OutboxMessage = {
  id: 'ses-1',
  at: '2026-11-21T06:00:00.000Z',
  provider: 'ses',
  channel: 'email',
  address: 'asha@example.in',
  notificationId: 'one',
  outcome: 'accepted',
  content: { title: 'An offer', body: 'Text', html: '<p>Hi <a href="https://a.example">Asha</a></p>' },
  configurationSet: undefined,
  receipts: [],
};
const opened: string[] = [];
const outbox: CloudOutbox = {
  messages: () => [message, { ...message, id: 'ses-2', notificationId: 'two' }],
  message: (id) => (id === message.id ? message : undefined),
  counts: () => ({}),
  onMessage: () => () => undefined,
  open: (id) => id === message.id && opened.push(id) > 0,
  click: () => false,
  tune: () => undefined,
};
let api: Server;
let web: Web;

/** Answers with what it was asked. */
beforeAll(async () => {
  api = createServer(async ({ method, url, headers }, response) => {
    response.writeHead(url?.includes('teapot') ? 418 : 200, { 'content-type': 'application/json', 'x-own': 'kept' });
    const { authorization, accept, cookie } = headers;
    response.end(JSON.stringify({ method, url, authorization, accept, cookie }));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const token = async (who: object) => JSON.stringify(who);
  web = await startWeb({ cloud: { apiUrl, token, outbox }, port: 0 });
});

afterAll(async () => {
  await web.stop();
  await new Promise((resolve) => api.close(resolve));
});

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly text: string };

/** `fetch` would not let a test say who it is for. */
const ask = (path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(`${web.url}${path}`, { method, headers, agent: false }, async (response) => {
      const text = (await buffer(response)).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    asked.once('error', reject);
    asked.end();
  });
const json = { 'content-type': 'application/json' };

it.each([
  ['/as/customer/asha/v1/inbox?limit=3', 'GET', '/v1/inbox?limit=3', '{"customer":"asha"}'],
  ['/as/customer/a%3Ab/v1/inbox', 'GET', '/v1/inbox', '{"customer":"a:b"}'],
  ['/as/operations/v1/campaigns/7/start', 'POST', '/v1/campaigns/7/start', '{"client":"Operations"}'],
  ['/as/gateway/v1/sms-replies', 'POST', '/v1/sms-replies', '{"client":"PhpServer"}'],
])('asks the API %s %s in the name of who is meant', async (path, method, url, who) => {
  const { status, text } = await ask(path, method, { ...json, accept: 'text/csv', cookie: 'other=1' });
  expect([status, JSON.parse(text)]).toEqual([
    200,
    { method, url, authorization: `Bearer ${who}`, accept: 'text/csv' },
  ]);
});

it('hands back what the API says, when it refuses too', async () => {
  const { status, headers, text } = await ask('/as/operations/v1/teapot');
  expect([status, JSON.parse(text).url, headers['x-own'], headers['cache-control']]).toEqual([
    418,
    '/v1/teapot',
    undefined,
    'no-store',
  ]);
});

it.each(['/as/nobody/v1/inbox', '/as/customer/v1/inbox', '/as/operations/internal', '/as/operations', '/as/'])(
  'asks nobody for %s',
  async (path) => {
    expect((await ask(path)).status).toBe(404);
  },
);

it.each([
  ['under the name of another site', 'GET', '/recorded?id=one', { host: 'evil.example' }],
  [
    'from a script of another site',
    'GET',
    '/recorded?id=one',
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ],
  [
    'from another port of this computer',
    'GET',
    '/recorded?id=one',
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
  ],
  ['from a form of another site', 'POST', '/as/operations/v1/x', { 'sec-fetch-site': 'cross-site', ...json }],
])('refuses whoever asks %s', async (_, method, path, headers) => {
  expect((await ask(path, method, headers)).status).toBe(403);
});

it('takes nothing that a form could send', async () => {
  expect((await ask('/as/operations/v1/x', 'POST', { 'content-type': 'text/plain' })).status).toBe(415);
});

it('lets another site lead to a page, and no page run what is not its own', async () => {
  for (const page of ['/outbox', '/campaigns']) {
    const { status, headers, text } = await ask(page, 'GET', {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
    });
    expect([status, headers['content-security-policy']]).toEqual([
      200,
      expect.stringMatching(/^default-src 'none'; script-src 'self';(?!.*unsafe)/),
    ]);
    const assets = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(assets.length).toBeGreaterThan(2);
    for (const path of assets) expect([path, (await ask(path)).status]).toEqual([path, 200]);
  }
});

it.each(['/assets/..%2foutbox.html', '/assets/../../package.json', '/assets/outbox.html', '/assets/none.js', '/other'])(
  'has nothing at %s',
  async (path) => {
    expect((await ask(path)).status).toBe(404);
  },
);

it('shows what providers took of the notifications that are asked for', async () => {
  const { messages } = JSON.parse((await ask('/recorded?id=one&id=three')).text);
  expect(messages).toEqual([expect.objectContaining({ id: 'ses-1', content: { title: 'An offer', body: 'Text' } })]);
});

it('shows an e-mail where it can run nothing, and tells the provider that it was opened', async () => {
  const { headers, text } = await ask('/mails/ses-1');
  expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*sandbox allow-popups/);
  expect(text).toContain('<base target="_blank">');
  expect(text).toContain(message.content.html);
  const answers = await Promise.all(['ses-1', 'ses-9'].map((id) => ask(`/mails/${id}/opened`, 'POST')));
  expect(answers.map(({ status }) => status)).toEqual([202, 404]);
  expect(opened).toEqual(['ses-1']);
});
