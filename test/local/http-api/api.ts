import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHttpApi } from '../../../local/http-api/start-http-api.ts';
import type { HttpApi, HttpApiOptions } from '../../../local/http-api/types.ts';
import { startIssuer } from '../../../local/issuer/start-issuer.ts';
import type { Issuer } from '../../../local/issuer/types.ts';
import type { InvokeResult } from '../../../local/lambda/host.ts';
import type { ResolvedResource } from '../../../local/template/resolved-resource.ts';
import { poolResources } from '../issuer/pool.ts';

type Event = Readonly<Record<string, unknown>>;

export type RouteSpec = { readonly key: string; readonly scopes?: readonly string[]; readonly timeoutMs?: number };

/** The resources of an API whose routes all lead to one function; routes with scopes have the JWT authorizer. */
export function apiResources(
  routes: readonly RouteSpec[],
  overrides: { readonly stage?: object; readonly api?: object; readonly audience?: readonly string[] } = {},
): readonly ResolvedResource[] {
  const ApiId = 'api123';
  return [
    resource('Api', ApiId, { Name: 'sangam', ProtocolType: 'HTTP', ...overrides.api }),
    resource('Stage', '$default', { ApiId, StageName: '$default', AutoDeploy: true, ...overrides.stage }),
    resource('Authorizer', 'authorizer1', {
      ApiId,
      AuthorizerType: 'JWT',
      Name: 'customers',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Issuer: 'https://cognito-idp.ap-south-1.amazonaws.com/ap-south-1_Pool',
        Audience: overrides.audience ?? ['mobile-id', 'ops-id', 'php-id'],
      },
    }),
    ...routes.flatMap(({ key, scopes, timeoutMs }, index) => [
      resource('Integration', `integration${index}`, {
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: 'arn:aws:lambda:ap-south-1:000000000000:function:echo',
        PayloadFormatVersion: '2.0',
        ...(timeoutMs === undefined ? {} : { TimeoutInMillis: timeoutMs }),
      }),
      resource('Route', `route${index}`, {
        ApiId,
        RouteKey: key,
        Target: `integrations/integration${index}`,
        ...(scopes === undefined
          ? { AuthorizationType: 'NONE' }
          : { AuthorizationType: 'JWT', AuthorizerId: 'authorizer1', AuthorizationScopes: scopes }),
      }),
    ]),
  ];
}

function resource(kind: string, physicalId: string, properties: object): ResolvedResource {
  return {
    type: `AWS::ApiGatewayV2::${kind}`,
    logicalId: `${kind}-${physicalId}`,
    physicalId,
    properties: { ...properties },
  };
}

export type TestApi = {
  readonly api: HttpApi;
  readonly issuer: Issuer;
  readonly events: Event[];
  readonly logPath: string;
  readonly call: (path: string, init?: RequestInit & { readonly token?: string }) => Promise<Response>;
  readonly stop: () => Promise<void>;
};

/** Serves an API with a function that the test scripts. */
export async function startTestApi(
  resources: readonly ResolvedResource[],
  handle: (event: Event) => InvokeResult | Promise<InvokeResult> = () => ({
    kind: 'ok',
    payload: { statusCode: 200, body: 'ok' },
  }),
  options: Partial<HttpApiOptions> = {},
): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'http-api-'));
  const issuer = await startIssuer({
    resources: poolResources,
    region: 'ap-south-1',
    dataDir: folder,
    port: 0,
    clock: options.clock,
  });
  const events: Event[] = [];
  const logPath = join(folder, 'access.log');
  const api = await startHttpApi({
    resources,
    region: 'ap-south-1',
    accountId: '000000000000',
    port: 0,
    keysOf: issuer.keysOf,
    accessLogPath: logPath,
    invoke: async (_, event) => {
      events.push(event as Event);
      return handle(event as Event);
    },
    ...options,
  }).catch(async (error: unknown) => {
    await issuer.stop();
    throw error;
  });
  return {
    api,
    issuer,
    events,
    logPath,
    call: (path, { token, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
      return fetch(`${api.url}${path}`, { ...init, headers });
    },
    stop: async () => {
      await Promise.all([api.stop(), issuer.stop()]);
    },
  };
}
