import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { behaviourOf, type SandboxOrder, whenAsked } from './behaviour.ts';
import { isSigned, type SandboxKeys, signed } from './signatures.ts';

export type SandboxOptions = {
  /** The platform's API, for calls of its own. */
  readonly apiUrl: string;
  /** A token of its client. */
  readonly token: () => Promise<string>;
  /** What it and the platform sign with, by the vendor's id. */
  readonly keysOf: (vendor: string) => Promise<SandboxKeys>;
  /** Before a call of its own. */
  readonly delayMs?: number;
  /** Any free one when left out. */
  readonly port?: number | undefined;
};

export type SandboxVendor = {
  /** Where orders of a vendor are sent: it may stand for several. */
  readonly urlOf: (vendor: string) => string;
  /** By their ids. */
  readonly orders: ReadonlyMap<string, SandboxOrder>;
  /** Calls that were turned away because they were not signed as they have to be. */
  readonly refused: readonly string[];
  readonly stop: () => Promise<void>;
};

type Wanted = { readonly reference: string; readonly amount: { readonly minor: string; readonly currency: string } };
type Call = {
  readonly vendor: string;
  readonly method: string;
  readonly id: string;
  readonly part: string;
  readonly body: unknown;
};
type Reply = { readonly status: number; readonly body?: object };

/** The platform may be restarting while the vendor calls: a minute, for a slow laptop. */
const callAttempts = 600;
const pauseMs = 100;

/** A vendor on 127.0.0.1 that treats orders as their references say. It forgets them when it stops. */
export async function startSandboxVendor({
  apiUrl,
  token,
  keysOf,
  delayMs = 50,
  port = 0,
}: SandboxOptions): Promise<SandboxVendor> {
  const orders = new Map<string, SandboxOrder>();
  const refused: string[] = [];
  const stopping = new AbortController();
  const { signal } = stopping;

  async function callBack(order: SandboxOrder): Promise<void> {
    await sleep(delayMs, undefined, { signal });
    const keys = await keysOf(order.vendor);
    const path = `/v1/vendor-callbacks/${order.id}`;
    const body = JSON.stringify({ status: 'accepted' });
    for (let attempt = 1; attempt <= callAttempts; attempt++) {
      const answer = await fetch(`${apiUrl}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await token()}`,
          'content-type': 'application/json',
          ...signed({ method: 'POST', path, body }, keys),
        },
        body,
        signal,
      }).catch(() => undefined);
      if (answer !== undefined && answer.status < 500) {
        const { outcome } = (await answer.json()) as { readonly outcome?: string };
        order.outcomes.push(outcome ?? String(answer.status));
        return;
      }
      await sleep(pauseMs, undefined, { signal });
    }
  }

  /** It accepts, and says so. */
  const accept = (order: SandboxOrder, calls: number): void => {
    if (calls === 0) return;
    order.state = 'accepted';
    for (let call = 0; call < calls; call++) void callBack(order).catch(() => undefined);
  };

  function ask(order: SandboxOrder): Reply | undefined {
    order.asked += 1;
    const { said, calls } = whenAsked(order);
    accept(order, calls);
    switch (said.say) {
      case 'nothing':
        return undefined;
      case 'broken':
        return { status: 500 };
      case 'accepted':
        if (order.state === 'asked') order.state = 'accepted';
        return {
          status: 200,
          body: { status: 'accepted', amount: { minor: said.minor.toString(), currency: order.currency } },
        };
      case 'refused':
        order.state = 'refused';
        return { status: 200, body: { status: 'refused' } };
      case 'pending':
        return { status: 202, body: { status: 'pending' } };
    }
  }

  function deliver(order: SandboxOrder): Reply {
    if (order.state === 'cancelled' || behaviourOf(order.reference) === 'undelivered') return { status: 409 };
    order.state = 'delivered';
    return { status: 204 };
  }

  function cancel(order: SandboxOrder): Reply {
    const behaviour = behaviourOf(order.reference);
    if (behaviour === 'stubborn') return { status: 409 };
    order.cancelled += 1;
    if (behaviour === 'late' && order.cancelled === 1) accept(order, 1);
    else order.state = 'cancelled';
    return { status: 204 };
  }

  function answer({ vendor, method, id, part, body }: Call): Reply | undefined {
    const known = orders.get(id);
    if (part === '' && method === 'PUT') {
      const { reference, amount } = body as Wanted;
      const order: SandboxOrder = known ?? {
        id,
        vendor,
        reference,
        minor: BigInt(amount.minor),
        currency: amount.currency,
        state: 'asked',
        asked: 0,
        cancelled: 0,
        outcomes: [],
      };
      orders.set(id, order);
      return ask(order);
    }
    if (known === undefined) return { status: 404 };
    if (part === '' && method === 'GET') return ask(known);
    if (part === 'delivery' && method === 'PUT') return deliver(known);
    if (part === 'cancellation' && method === 'PUT') return cancel(known);
    return { status: 404 };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const [, vendor = '', , id = '', part = ''] = url.split('/');
    const sent = await text(request);
    const call = { method, path: url, body: sent };
    if (!isSigned(headers['sangam-signature'], call, await keysOf(vendor))) {
      refused.push(`${method} ${url}`);
      response.writeHead(401).end();
      return;
    }
    const body: unknown = sent === '' ? undefined : JSON.parse(sent);
    const reply = answer({ vendor, method, id, part, body });
    // Left open: the caller has to give up by itself.
    if (reply === undefined) return;
    response.writeHead(reply.status, { 'content-type': 'application/json' });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    urlOf: (vendor) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${vendor}`,
    orders,
    refused,
    stop: async () => {
      stopping.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
