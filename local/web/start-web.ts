import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudOutbox } from '../services/messaging/index.ts';
import { type Forward, makeForward } from './forward.ts';
import { assetAt, pageAt } from './pages.ts';
import { mailOf, recordedOf } from './recorded.ts';
import { json, notFound, refused, type WebReply } from './web-reply.ts';

export type WebOptions = {
  readonly cloud: Parameters<typeof makeForward>[0] & { readonly outbox: CloudOutbox };
  /** 0 takes a free one. */
  readonly port: number;
};

export type Web = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * Serves the pages that show what customers were sent, on 127.0.0.1. What they know comes from the public API, in the
 * name of whoever they ask for, and from what providers recorded.
 */
export async function startWeb({ cloud, port }: WebOptions): Promise<Web> {
  const forward = makeForward(cloud);
  const server = createServer((request, response) => {
    replyTo(request, { forward, outbox: () => cloud.outbox })
      .catch((error: unknown) => json(502, { detail: error instanceof Error ? error.message : String(error) }))
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Parts = {
  readonly forward: Forward;
  readonly outbox: () => CloudOutbox;
};

async function replyTo(request: IncomingMessage, { forward, outbox }: Parts): Promise<WebReply> {
  if (!isOurs(request)) return refused();
  const { method = 'GET', url = '/' } = request;
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  if (pathname.startsWith('/as/')) return forward(request, url);

  const [, first = '', second = '', third = ''] = pathname.split('/');
  if (method === 'POST')
    return first === 'mails' && third === 'opened' && outbox().open(second) ? json(202, {}) : notFound();
  if (method !== 'GET') return notFound();
  switch (first) {
    case '':
      return { status: 302, headers: { location: '/outbox' }, body: '' };
    case 'recorded':
      return json(200, { messages: recordedOf(outbox(), searchParams.getAll('id')) });
    case 'mails':
      return mailOf(outbox(), second) ?? notFound();
    case 'assets':
      return (await assetAt(second)) ?? notFound();
    default:
      return (await pageAt(first)) ?? notFound();
  }
}

/**
 * Whoever gets an answer here acts as any customer. So another site may neither call it, nor read it under a name of its
 * own that leads to this computer.
 */
function isOurs({ headers, method }: IncomingMessage): boolean {
  const isHere = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
  const site = headers['sec-fetch-site'];
  const isOwnSite = site === undefined || site === 'same-origin' || (site === 'none' && method === 'GET');
  const isVisit = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  return isHere && (isOwnSite || isVisit);
}

function send(response: ServerResponse, { status, headers, body }: WebReply): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...headers,
  });
  response.end(body);
}
