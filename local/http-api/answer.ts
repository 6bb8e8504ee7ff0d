import type { ApiDefinition, ApiRoute, JwtAuthorizer } from './api-resources.ts';
import { preflightReply, withCors } from './cors.ts';
import { invokeRoute } from './invoke-route.ts';
import { type Authorize, challengeOf } from './jwt-authorizer.ts';
import { gatewayReply, type Reply } from './reply.ts';
import { type ApiRequest, type Claims, headersOf, requestEvent } from './request-event.ts';
import type { RouteTable } from './route-table.ts';
import type { Gate } from './token-bucket.ts';
import type { Invoke } from './types.ts';

/** A route with the bucket that throttles it. */
export type GatedRoute = ApiRoute & { readonly gate: Gate };

export type AnswerDeps = {
  readonly api: ApiDefinition;
  readonly routes: RouteTable<GatedRoute>;
  readonly accountId: string;
  readonly domainName: string;
  readonly region: string;
  readonly authorize: Authorize;
  readonly mayInvoke: (functionReference: string, sourceArn: string) => boolean;
  readonly invoke: Invoke;
  readonly nowMs: () => number;
};

/** A reply and what the access log tells about how it came about. */
export type Answer = {
  readonly reply: Reply;
  readonly routeKey?: string;
  readonly claims?: Claims;
  readonly authorizerError?: string;
  readonly integrationError?: string;
  readonly integrationStatus?: number;
  readonly integrationLatencyMs?: number;
};

/** Takes a request the way of the real gateway: preflight, route, throttle, authorizer, function. */
export async function answer(request: ApiRequest, deps: AnswerDeps): Promise<Answer> {
  const { api } = deps;
  const { headers } = headersOf(request);
  if (api.cors === undefined) return answerRoute(request, headers, deps);
  const preflight = preflightReply(api.cors, {
    method: request.method,
    origin: headers.origin,
    requestedMethod: headers['access-control-request-method'],
  });
  if (preflight !== undefined) return { reply: preflight };
  const answered = await answerRoute(request, headers, deps);
  return { ...answered, reply: withCors(api.cors, headers.origin, answered.reply) };
}

async function answerRoute(
  request: ApiRequest,
  headers: Readonly<Record<string, string>>,
  deps: AnswerDeps,
): Promise<Answer> {
  const { api } = deps;
  const path = pathInStage(request.rawPath, api.stage.name);
  const matched = path === undefined ? undefined : deps.routes.match(request.method, path);
  if (matched === undefined) return { reply: gatewayReply(404, 'Not Found') };
  const { route, pathParameters } = matched;
  const { routeKey } = route;
  if (!route.gate(deps.nowMs())) return { reply: gatewayReply(429, 'Too Many Requests'), routeKey };

  let claims: Claims | undefined;
  if (route.authorizer !== undefined) {
    const asked: ApiRoute & { readonly authorizer: JwtAuthorizer } = { ...route, authorizer: route.authorizer };
    const authorization = await deps.authorize(asked, headers.authorization, deps.nowMs());
    if (authorization.kind !== 'allowed') {
      const challenge = { 'www-authenticate': challengeOf(authorization, route.scopes) };
      const [status, message] =
        authorization.kind === 'forbidden' ? ([403, 'Forbidden'] as const) : ([401, 'Unauthorized'] as const);
      return {
        reply: gatewayReply(status, message, challenge),
        routeKey,
        authorizerError: authorization.description ?? message,
      };
    }
    claims = authorization.claims;
  }

  const event = requestEvent(request, {
    accountId: deps.accountId,
    apiId: api.apiId,
    domainName: deps.domainName,
    stage: api.stage,
    routeKey,
    routeScopes: route.scopes,
    pathParameters,
    claims,
  });
  if (!deps.mayInvoke(route.functionReference, sourceArnOf(request.method, routeKey, deps))) {
    const integrationError = 'the function has no permission for this API';
    return { reply: gatewayReply(500, 'Internal Server Error'), routeKey, claims, integrationError };
  }
  const startedMs = performance.now();
  const { reply, error, integrationStatus } = await invokeRoute(route, event, deps.invoke);
  const integrationLatencyMs = Math.round(performance.now() - startedMs);
  return { reply, routeKey, claims, integrationError: error, integrationStatus, integrationLatencyMs };
}

/** As `AWS::Lambda::Permission` writes it in `SourceArn`: with the path of the route, not that of the request. */
function sourceArnOf(method: string, routeKey: string, { api, region, accountId }: AnswerDeps): string {
  const pattern = routeKey === '$default' ? '/$default' : routeKey.slice(routeKey.indexOf('/'));
  return `arn:aws:execute-api:${region}:${accountId}:${api.apiId}/${api.stage.name}/${method}${pattern}`;
}

/** The path that routes see; undefined when it is not in the stage. */
function pathInStage(rawPath: string, stageName: string): string | undefined {
  if (stageName === '$default') return rawPath;
  if (rawPath === `/${stageName}`) return '/';
  return rawPath.startsWith(`/${stageName}/`) ? rawPath.slice(stageName.length + 1) : undefined;
}
