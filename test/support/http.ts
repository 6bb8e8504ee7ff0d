import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ProblemDetails } from '../../lambdas/contracts/api/problem.ts';
import type { HttpEvent } from '../../lambdas/shared/http.ts';

export type RequestUnderTest = {
  /** For example `PUT /v1/consents/{purpose}`. */
  readonly route: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; bytes and text go as they are. */
  readonly body?: unknown;
  /** Whose token it is; `null` for a request without one. */
  readonly subject?: string | null;
  /** The token's scopes, as its claim has them. */
  readonly scope?: string;
  /** The scopes of the route, as API Gateway tells them. */
  readonly routeScopes?: readonly string[];
};

/** A request as API Gateway gives it to a function. */
export function httpEvent({
  route,
  path,
  query,
  headers = { 'content-type': 'application/json' },
  body,
  subject = 'asha',
  scope = 'customers/self',
  routeScopes = [scope],
}: RequestUnderTest): HttpEvent {
  const isBytes = body instanceof Uint8Array;
  const text = isBytes ? Buffer.from(body).toString('base64') : typeof body === 'string' ? body : JSON.stringify(body);
  const [method = '', pattern = ''] = route.split(' ');
  return {
    version: '2.0',
    routeKey: route,
    rawPath: pattern,
    rawQueryString: '',
    headers: { ...headers },
    ...(path !== undefined && { pathParameters: { ...path } }),
    ...(query !== undefined && { queryStringParameters: { ...query } }),
    ...(body !== undefined && { body: text }),
    isBase64Encoded: isBytes,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      authorizer:
        subject === null
          ? (undefined as never)
          : {
              principalId: '',
              integrationLatency: 0,
              jwt: { claims: { sub: subject, scope }, scopes: [...routeScopes] },
            },
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method, path: pattern, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: route,
      stage: '$default',
      time: '21/Nov/2026:06:00:00 +0000',
      timeEpoch: 1_795_240_800_000,
    },
  };
}

/** The JSON body of an answer. */
export const jsonOf = <Body = unknown>({ body }: APIGatewayProxyStructuredResultV2): Body =>
  JSON.parse(body ?? 'null') as Body;

export const problemOf = (answer: APIGatewayProxyStructuredResultV2): ProblemDetails => jsonOf<ProblemDetails>(answer);
