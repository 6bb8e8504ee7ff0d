import type { Cors } from './api-resources.ts';
import type { Reply } from './reply.ts';

export type CorsRequest = {
  readonly method: string;
  readonly origin: string | undefined;
  readonly requestedMethod: string | undefined;
};

/** The gateway answers a browser's preflight itself, whatever the routes say. */
export function preflightReply(cors: Cors, request: CorsRequest): Reply | undefined {
  if (request.method !== 'OPTIONS' || request.origin === undefined || request.requestedMethod === undefined)
    return undefined;
  const allowed = originHeaders(cors, request.origin);
  if (allowed === undefined) return { status: 204, headers: {}, body: Buffer.alloc(0) };
  return {
    status: 204,
    headers: {
      ...allowed,
      ...(cors.AllowMethods.length > 0 ? { 'access-control-allow-methods': cors.AllowMethods.join(',') } : {}),
      ...(cors.AllowHeaders.length > 0
        ? { 'access-control-allow-headers': cors.AllowHeaders.join(',').toLowerCase() }
        : {}),
      ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
    },
    body: Buffer.alloc(0),
  };
}

/** The API's configuration replaces what the function says about origins. */
export function withCors(cors: Cors, origin: string | undefined, reply: Reply): Reply {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(reply.headers)) {
    if (!name.startsWith('access-control-')) headers[name] = value;
  }
  const allowed = origin === undefined ? undefined : originHeaders(cors, origin);
  if (allowed !== undefined) Object.assign(headers, allowed);
  if (allowed !== undefined && cors.ExposeHeaders.length > 0) {
    headers['access-control-expose-headers'] = cors.ExposeHeaders.join(',');
  }
  return { ...reply, headers };
}

function originHeaders(cors: Cors, origin: string): Record<string, string> | undefined {
  const allowsAny = cors.AllowOrigins.includes('*');
  const isAllowed = allowsAny || cors.AllowOrigins.some((allowed) => matches(allowed, origin));
  if (!isAllowed) return undefined;
  return {
    'access-control-allow-origin': allowsAny ? '*' : origin,
    ...(allowsAny ? {} : { vary: 'Origin' }),
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
}

/** `https://*` allows every origin of a scheme. */
function matches(allowed: string, origin: string): boolean {
  return allowed.endsWith('://*')
    ? origin.startsWith(allowed.slice(0, -1))
    : allowed.toLowerCase() === origin.toLowerCase();
}
