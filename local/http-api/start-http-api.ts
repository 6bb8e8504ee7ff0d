import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AccessLog, type LogContext, openAccessLog } from './access-log.ts';
import { type Answer, type AnswerDeps, answer } from './answer.ts';
import { readApi } from './api-resources.ts';
import { makeAuthorize } from './jwt-authorizer.ts';
import { readBody } from './read-body.ts';
import { gatewayReply, type Reply } from './reply.ts';
import { type ApiRequest, clfTime, headersOf } from './request-event.ts';
import { makeRouteTable } from './route-table.ts';
import { makeGate } from './token-bucket.ts';
import type { HttpApi, HttpApiOptions } from './types.ts';

/** The gateway's own limit for a request's body. */
const requestBytesMax = 10 * 1024 * 1024;
/** Request line and headers together. */
const headerBytesMax = 10_240;

/**
 * Serves an HTTP API of the templates.
 * @throws {UnsupportedHttpApi} naming what it does not know in the API's resources.
 */
export async function startHttpApi(options: HttpApiOptions): Promise<HttpApi> {
  const api = readApi(options.resources);
  const clock = options.clock ?? (() => new Date());
  const timeoutMaxMs = options.integrationTimeoutMaxMs ?? Number.POSITIVE_INFINITY;
  const deps: AnswerDeps = {
    api,
    routes: makeRouteTable(
      api.routes.map((route) => ({
        ...route,
        timeoutMs: Math.min(route.timeoutMs, timeoutMaxMs),
        gate: makeGate(route.throttle),
      })),
    ),
    accountId: options.accountId,
    region: options.region,
    domainName: `${api.apiId}.execute-api.${options.region}.amazonaws.com`,
    authorize: makeAuthorize(options.keysOf),
    mayInvoke: options.mayInvoke ?? (() => true),
    invoke: options.invoke,
    nowMs: () => clock().getTime(),
  };
  const { accessLogFormat } = api.stage;
  const log: AccessLog | undefined =
    options.accessLogPath === undefined || accessLogFormat === undefined
      ? undefined
      : openAccessLog(options.accessLogPath, accessLogFormat);

  const server = createServer({ maxHeaderSize: headerBytesMax, keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy()); // the client is gone: there is nobody to tell
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: api.stage.name === '$default' ? origin : `${origin}/${api.stage.name}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await log?.close();
    },
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const startedMs = performance.now();
    const body = await readBody(incoming, requestBytesMax);
    const request = requestOf(incoming, body ?? Buffer.alloc(0), clock());
    const answered: Answer =
      body === undefined ? { reply: gatewayReply(413, 'Request Entity Too Large') } : await answer(request, deps);
    send(outgoing, answered.reply, request.requestId);
    log?.write(logContext(request, answered, deps, Math.round(performance.now() - startedMs)));
  }
}

function requestOf(incoming: IncomingMessage, body: Buffer, at: Date): ApiRequest {
  const [rawPath = '/', ...query] = (incoming.url ?? '/').split('?');
  return {
    requestId: randomBytes(11).toString('base64'),
    method: incoming.method ?? 'GET',
    rawPath,
    rawQueryString: query.join('?'),
    rawHeaders: incoming.rawHeaders,
    protocol: `HTTP/${incoming.httpVersion}`,
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    body,
    at,
  };
}

function send(outgoing: ServerResponse, reply: Reply, requestId: string): void {
  const headers = { ...reply.headers, 'apigw-requestid': requestId };
  const hasBody = reply.status !== 204 && reply.status !== 304;
  outgoing.writeHead(reply.status, hasBody ? { ...headers, 'content-length': reply.body.length } : headers);
  outgoing.end(hasBody ? reply.body : undefined);
}

function logContext(request: ApiRequest, answered: Answer, deps: AnswerDeps, latencyMs: number): LogContext {
  const { reply } = answered;
  const claims = Object.entries(answered.claims ?? {}).map(([name, value]) => [
    `authorizer.claims.${name}`,
    String(value),
  ]);
  const isOwn = answered.integrationStatus === undefined || answered.integrationError !== undefined;
  const message = isOwn && reply.status >= 400 ? messageOf(reply) : undefined;
  return {
    ...Object.fromEntries(claims),
    accountId: deps.accountId,
    apiId: deps.api.apiId,
    'authorizer.error': answered.authorizerError,
    domainName: deps.domainName,
    domainPrefix: deps.api.apiId,
    'error.message': message,
    extendedRequestId: request.requestId,
    httpMethod: request.method,
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': headersOf(request).headers['user-agent'],
    'integration.error': answered.integrationError,
    'integration.integrationStatus': answered.integrationStatus,
    'integration.latency': answered.integrationLatencyMs,
    'integration.status': answered.integrationStatus === undefined ? undefined : reply.status,
    integrationErrorMessage: answered.integrationError,
    integrationLatency: answered.integrationLatencyMs,
    integrationStatus: answered.integrationStatus,
    path: request.rawPath,
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: clfTime(request.at),
    requestTimeEpoch: request.at.getTime(),
    responseLatency: latencyMs,
    responseLength: reply.body.length,
    routeKey: answered.routeKey,
    stage: deps.api.stage.name,
    status: reply.status,
  };
}

function messageOf(reply: Reply): string {
  return (JSON.parse(reply.body.toString('utf8')) as { readonly message: string }).message;
}
