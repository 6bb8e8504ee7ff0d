import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { TokenRequest } from '../issuer/types.ts';
import { json, notFound, type WebReply } from './web-reply.ts';

/** @param url `/as/customer/<id>/v1/...`, `/as/operations/v1/...` or `/as/gateway/v1/...` */
export type Forward = (request: IncomingMessage, url: string) => Promise<WebReply>;

type Api = { readonly apiUrl: string; readonly token: (request: TokenRequest) => Promise<string> };

/** The gateway that takes answers to SMS hands them on through the lender's server. */
const servers: Readonly<Record<string, TokenRequest>> = {
  operations: { client: 'Operations' },
  gateway: { client: 'PhpServer' },
};

const sentOn = ['accept', 'content-type', 'idempotency-key'] as const;
const handedBack = ['content-type', 'retry-after'] as const;

/** Calls the public API in somebody's name: the pages have no token of their own. */
export function makeForward(api: Api): Forward {
  return async (request, url) => {
    const asked = whoAndWhat(url);
    if (asked === undefined) return notFound();
    const method = request.method ?? 'GET';
    // A form of another site cannot say this type without asking first, and nobody answers it.
    if (method !== 'GET' && request.headers['content-type'] !== 'application/json')
      return json(415, { detail: 'Send JSON.' });
    const headers = pick(sentOn, (name) => request.headers[name]?.toString());
    const answer = await fetch(`${api.apiUrl}${asked.path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${await api.token(asked.who)}` },
      ...(method !== 'GET' && { body: await buffer(request) }),
      redirect: 'manual',
    });
    return {
      status: answer.status,
      headers: pick(handedBack, (name) => answer.headers.get(name) ?? undefined),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
}

function whoAndWhat(url: string): { readonly who: TokenRequest; readonly path: string } | undefined {
  const [, as, name = '', rest = ''] = /^\/as\/(customer\/([^/?]+)|[a-z]+)(\/v1\/.*)$/.exec(url) ?? [];
  if (as === undefined) return undefined;
  const who = name === '' ? servers[as] : { customer: decodeURIComponent(name) };
  return who && { who, path: rest };
}

const pick = <Name extends string>(names: readonly Name[], of: (name: Name) => string | undefined) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = of(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
