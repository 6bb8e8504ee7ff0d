import type { ApiStage } from './api-resources.ts';
import { decoded } from './route-table.ts';

/** A request as it came, before anything is decided about it. */
export type ApiRequest = {
  readonly requestId: string;
  readonly method: string;
  /** Percent-encoded, with the stage. */
  readonly rawPath: string;
  readonly rawQueryString: string;
  /** Names and values in turn, as Node gives them. */
  readonly rawHeaders: readonly string[];
  readonly protocol: string;
  readonly sourceIp: string;
  readonly body: Buffer;
  readonly at: Date;
};

export type Claims = Readonly<Record<string, unknown>>;

export type EventFacts = {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly stage: ApiStage;
  readonly routeKey: string;
  readonly routeScopes: readonly string[];
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly claims: Claims | undefined;
};

/** The event of payload format 2.0 (`APIGatewayProxyEventV2WithJWTAuthorizer`). */
export function requestEvent(request: ApiRequest, facts: EventFacts): object {
  const { headers, cookies } = headersOf(request);
  const query = queryOf(request.rawQueryString);
  const path = decoded(request.rawPath); // the service gives it decoded, its name notwithstanding
  return {
    version: '2.0',
    routeKey: facts.routeKey,
    rawPath: path,
    rawQueryString: request.rawQueryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: facts.accountId,
      apiId: facts.apiId,
      ...(facts.claims === undefined ? {} : { authorizer: authorizerOf(facts.claims, facts.routeScopes) }),
      domainName: facts.domainName,
      domainPrefix: facts.domainName.split('.')[0],
      http: {
        method: request.method,
        path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey: facts.routeKey,
      stage: facts.stage.name,
      time: clfTime(request.at),
      timeEpoch: request.at.getTime(),
    },
    ...(Object.keys(facts.pathParameters).length > 0 ? { pathParameters: facts.pathParameters } : {}),
    ...(facts.stage.variables === undefined ? {} : { stageVariables: facts.stage.variables }),
    ...bodyOf(request.body, headers),
  };
}

/** `12/Mar/2020:19:03:58 +0000` */
export function clfTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

/** Lower-case names; what came several times is joined with commas; cookies go to a list of their own. */
export function headersOf(request: Pick<ApiRequest, 'rawHeaders' | 'sourceIp'>): {
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
} {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = (request.rawHeaders[at] ?? '').toLowerCase();
    const value = request.rawHeaders[at + 1] ?? '';
    if (hopByHop.has(name)) continue;
    if (name === 'cookie') cookies.push(...value.split(/;\s*/));
    else headers[name] = Object.hasOwn(headers, name) ? `${headers[name]},${value}` : value;
  }
  const forwardedFor = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = forwardedFor === undefined ? request.sourceIp : `${forwardedFor}, ${request.sourceIp}`;
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-port'] = headers.host?.split(':')[1] ?? '80';
  return { headers, cookies };
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect']);

function queryOf(rawQueryString: string): Readonly<Record<string, string>> | undefined {
  if (rawQueryString === '') return undefined;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return query;
}

/** Claims reach the function as text. */
function authorizerOf(claims: Claims, routeScopes: readonly string[]): object {
  const texts = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(value)]));
  return { jwt: { claims: texts, scopes: routeScopes.length > 0 ? routeScopes : null } };
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function bodyOf(body: Buffer, headers: Readonly<Record<string, string>>): object {
  if (body.length === 0) return { isBase64Encoded: false };
  return isText(headers)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}

/** Only these types reach a function as text; forms and bodies without a type do not. */
function isText(headers: Readonly<Record<string, string>>): boolean {
  const encoding = headers['content-encoding'] ?? 'identity';
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return encoding === 'identity' && (type.startsWith('text/') || textTypes.has(type));
}

const textTypes = new Set(['application/json', 'application/javascript', 'application/xml']);
