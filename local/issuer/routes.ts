import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import { ScopeNotAllowed, UnknownClient } from './clients.ts';
import type { TokenForm, TokenGrant } from './token-endpoint.ts';
import type { TokenRequest } from './types.ts';

export type IssuerRoutes = {
  readonly url: () => string;
  readonly issuer: string;
  readonly keys: () => JSONWebKeySet;
  readonly decide: (request: TokenForm) => TokenGrant;
  readonly token: (request: TokenRequest) => Promise<string>;
  readonly expiresInSec: (token: string) => number;
};

type Reply = { readonly status: number; readonly body: object | string };

/** A form of a few fields; what is longer is no token request. */
const formBytesMax = 16 * 1024;

/** Answers one request to the issuer. */
export async function answer(routes: IssuerRoutes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = await replyTo(routes, request).catch(failure);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(text);
}

function failure(error: unknown): Reply {
  if (error instanceof UnknownClient) return { status: 400, body: refusal('invalid_client', error.message) };
  if (error instanceof ScopeNotAllowed) return { status: 400, body: refusal('invalid_scope', error.message) };
  return { status: 500, body: refusal('server_error', String(error)) };
}

function refusal(error: string, description: string): object {
  return { error, error_description: description };
}

async function replyTo(routes: IssuerRoutes, request: IncomingMessage): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.url ?? '/', routes.url());
  switch (`${request.method} ${pathname}`) {
    case 'GET /.well-known/jwks.json':
      return { status: 200, body: routes.keys() };
    case 'GET /.well-known/openid-configuration':
      return { status: 200, body: discovery(routes) };
    case 'POST /oauth2/token':
      return grantToken(routes, request);
    case 'POST /token':
      return handOutToken(routes, request, searchParams);
    default:
      return { status: 404, body: refusal('not_found', `${request.method} ${pathname}`) };
  }
}

async function grantToken(routes: IssuerRoutes, request: IncomingMessage): Promise<Reply> {
  const form = await formOf(request);
  const grant = form && routes.decide({ authorization: request.headers.authorization, form });
  if (grant === undefined) return { status: 400, body: { error: 'invalid_request' } };
  if (grant.kind === 'refused') return { status: 400, body: { error: grant.error } };
  return bearer(routes, await routes.token({ client: grant.client.id, scopes: grant.scopes }));
}

/** For people at a shell: no secret, no form. Only this computer can reach it. */
async function handOutToken(routes: IssuerRoutes, request: IncomingMessage, asked: URLSearchParams): Promise<Reply> {
  const customer = asked.get('customer');
  const client = asked.get('client');
  const scopes = asked.get('scope')?.split(' ');
  if (customer === null && client === null) {
    const hint = 'say who: POST /token?customer=<id> or POST /token?client=<name>';
    return { status: 400, body: refusal('invalid_request', hint) };
  }
  const token = await routes.token(customer !== null ? { customer } : { client: client ?? '', scopes });
  const wantsText = request.headers.accept?.includes('text/plain') === true;
  return wantsText ? { status: 200, body: token } : bearer(routes, token);
}

function bearer(routes: IssuerRoutes, token: string): Reply {
  return { status: 200, body: { access_token: token, expires_in: routes.expiresInSec(token), token_type: 'Bearer' } };
}

function discovery(routes: IssuerRoutes): object {
  const url = routes.url();
  return {
    issuer: routes.issuer,
    jwks_uri: `${url}/.well-known/jwks.json`,
    token_endpoint: `${url}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    grant_types_supported: ['client_credentials'],
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > formBytesMax) return undefined;
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
