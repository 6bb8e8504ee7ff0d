import type { Answer } from '../domain/order/answer.ts';
import type { Order } from '../domain/order/order.ts';
import type { SignCall } from './vendor-keys.ts';

/** A vendor over HTTP. Each call may be made again; a throw says that it may have taken effect or not. */
export type VendorCalls = {
  /** @param idempotency key is the order's id: asked again, a vendor answers as before */
  readonly ask: (endpoint: string, order: Order) => Promise<Answer | 'pending'>;
  readonly poll: (endpoint: string, order: Order) => Promise<Answer | 'pending'>;
  /** Says that it is paid and has to be delivered. @returns whether the vendor takes it */
  readonly confirm: (endpoint: string, order: Order, minor: bigint) => Promise<boolean>;
  /** Says that it must not be delivered. @returns whether the vendor obeys; one that never heard of it does */
  readonly cancel: (endpoint: string, order: Order, reason: string) => Promise<boolean>;
};

/** The vendor is away or broken: the same call may work later. */
export class VendorAway extends Error {
  override readonly name = 'VendorAway';
}

type Reply = { readonly status: number; readonly text: string };

/** What may work when it is tried again; every other 4xx is an answer. */
const passing = new Set([401, 403, 408, 425, 429]);
const isNo = ({ status }: Reply): boolean => status >= 400 && status < 500;
/** More is nothing that we asked for. */
const maxBytes = 64 * 1024;

/** @param limitMs how long a call may take */
export function vendorOver(send: typeof fetch, sign: SignCall, limitMs: number): VendorCalls {
  async function call(method: string, url: string, { id, vendor }: Order, content?: object): Promise<Reply> {
    const body = content === undefined ? '' : JSON.stringify(content);
    const signed = await sign(vendor, { method, path: new URL(url).pathname, body });
    const response = await send(url, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': id, ...signed },
      // A vendor's address is what operators registered, and nowhere that it points to.
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
      ...(content !== undefined && { body }),
    }).catch((error: unknown) => {
      throw new VendorAway(`no answer: ${error instanceof Error ? error.name : 'unknown'}`);
    });
    const text = await response.text().catch(() => {
      throw new VendorAway('the answer broke off');
    });
    if (response.status >= 500 || passing.has(response.status)) throw new VendorAway(`answered ${response.status}`);
    return { status: response.status, text: text.slice(0, maxBytes) };
  }

  const urlOf = (endpoint: string, { id }: Order, part = ''): string =>
    `${endpoint.replace(/\/$/, '')}/orders/${id}${part}`;

  return {
    ask: async (endpoint, order) => {
      const { id, kind, reference, amount, items } = order;
      const reply = await call('PUT', urlOf(endpoint, order), order, {
        orderId: id,
        kind,
        reference,
        amount: { minor: amount.minor.toString(), currency: amount.currency },
        items,
      });
      return isNo(reply) ? { kind: 'refused' } : answerIn(reply, order);
    },
    poll: async (endpoint, order) => {
      const reply = await call('GET', urlOf(endpoint, order), order);
      return isNo(reply) ? 'pending' : answerIn(reply, order);
    },
    confirm: async (endpoint, order, minor) => {
      const amount = { minor: minor.toString(), currency: order.amount.currency };
      return !isNo(await call('PUT', urlOf(endpoint, order, '/delivery'), order, { amount }));
    },
    cancel: async (endpoint, order, reason) => {
      const reply = await call('PUT', urlOf(endpoint, order, '/cancellation'), order, { reason });
      return !isNo(reply) || reply.status === 404;
    },
  };
}

/** `{"status": "accepted" | "refused" | "pending", "amount"?: {"minor": "<digits>", "currency": "INR"}}` */
type Said = {
  readonly status?: unknown;
  readonly amount?: { readonly minor?: unknown; readonly currency?: unknown } | null;
};

/** @throws VendorAway for what is no answer of our protocol: a proxy's page says nothing of the order */
function answerIn({ text }: Reply, { amount: wanted }: Order): Answer | 'pending' {
  const { status, amount } = saidIn(text);
  if (status === 'pending') return 'pending';
  if (status === 'refused') return { kind: 'refused' };
  if (status !== 'accepted') throw new VendorAway('answered what is no answer');
  if (amount == null) return { kind: 'accepted', minor: wanted.minor };
  // What is no sum of this order is refused as a wrong amount.
  const isSum = amount.currency === wanted.currency && /^\d{1,18}$/.test(String(amount.minor));
  return { kind: 'accepted', minor: isSum ? BigInt(String(amount.minor)) : 0n };
}

function saidIn(text: string): Said {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
