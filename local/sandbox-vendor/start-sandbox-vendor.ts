import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { behaviourOf, type SandboxOrder, whenAsked } from './behaviour.ts';

export type SandboxOptions = {
  /** The platform's API, for calls of its own. */
  readonly apiUrl: string;
  /** A token of its client. */
  readonly token: () => Promise<string>;
  /** Before a call of its own. */
  readonly delayMs?: number;
};

export type SandboxVendor = {
  /** Where orders are sent. */
  readonly url: string;
  /** By their ids. */
  readonly orders: ReadonlyMap<string, SandboxOrder>;
  readonly stop: () => Promise<void>;
};

type Wanted = { readonly reference: string; readonly amount: { readonly minor: string; readonly currency: string } };
type Call = { readonly method: string; readonly id: string; readonly part: string; readonly body: unknown };
type Reply = { readonly status: number; readonly body?: object };

/** The platform may be restarting while the vendor calls: a minute, for a slow laptop. */
const callAttempts = 600;
const pauseMs = 100;

/** A vendor on 127.0.0.1 that treats orders as their references say. It forgets them when it stops. */
export async function startSandboxVendor({ apiUrl, token, delayMs = 50 }: SandboxOptions): Promise<SandboxVendor> {
  const orders = new Map<string, SandboxOrder>();
  const stopping = new AbortController();
  const { signal } = stopping;

  async function callBack(order: SandboxOrder): Promise<void> {
    await sleep(delayMs, undefined, { signal });
    for (let attempt = 1; attempt <= callAttempts; attempt++) {
      const answer = await fetch(`${apiUrl}/v1/vendor-callbacks/${order.id}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ status: 'accepted' }),
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

  function answer({ method, id, part, body }: Call): Reply | undefined {
    const known = orders.get(id);
    if (part === '' && method === 'PUT') {
      const { reference, amount } = body as Wanted;
      const order: SandboxOrder = known ?? {
        id,
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
    const { method = 'GET', url = '/' } = request;
    const [, , id = '', part = ''] = url.split('/');
    const body = method === 'PUT' ? await json(request) : undefined;
    const reply = answer({ method, id, part, body });
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
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    orders,
    stop: async () => {
      stopping.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
