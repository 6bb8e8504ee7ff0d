import { z } from 'zod';
import { type ResolvedResource, readProperties } from '../template/resolved-resource.ts';

/** A property or value of the API's resources that the laptop does not know: the start stops with its name. */
export class UnsupportedHttpApi extends Error {
  override readonly name = 'UnsupportedHttpApi';
}

export type JwtAuthorizer = { readonly issuer: string; readonly audience: readonly string[] };

export type ApiRoute = {
  /** `POST /v1/device/{kind}`, `ANY /{proxy+}` or `$default` */
  readonly routeKey: string;
  readonly functionReference: string;
  readonly timeoutMs: number;
  readonly authorizer: JwtAuthorizer | undefined;
  /** Any one of them is enough; none asks for a valid token alone. */
  readonly scopes: readonly string[];
  readonly throttle: Throttle | undefined;
};

/** Requests a second, and how many at once after a pause. */
export type Throttle = { readonly ratePerSec: number; readonly burst: number };

export type Cors = z.output<typeof corsShape>;

export type ApiStage = {
  readonly name: string;
  readonly accessLogFormat: string | undefined;
  readonly variables: Readonly<Record<string, string>> | undefined;
};

export type ApiDefinition = {
  readonly apiId: string;
  readonly routes: readonly ApiRoute[];
  readonly stage: ApiStage;
  readonly cors: Cors | undefined;
};

const corsShape = z.strictObject({
  AllowCredentials: z.boolean().default(false),
  AllowHeaders: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowOrigins: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.int().optional(),
});

const tags = z.record(z.string(), z.string()).optional();

const apiShape = z.strictObject({
  Name: z.string(),
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: corsShape.optional(),
  Description: z.string().optional(),
  // The laptop has one address; there is no default endpoint to turn off, and no IPv6.
  DisableExecuteApiEndpoint: z.boolean().optional(),
  IpAddressType: z.string().optional(),
  Tags: tags,
});

const routeShape = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  OperationName: z.string().optional(),
});

const integrationShape = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.int().min(50).max(30_000).default(30_000),
  IntegrationMethod: z.literal('POST').optional(),
  ConnectionType: z.literal('INTERNET').optional(),
  Description: z.string().optional(),
});

const authorizerShape = z.strictObject({
  ApiId: z.string(),
  AuthorizerType: z.literal('JWT'),
  Name: z.string(),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.strictObject({ Issuer: z.string(), Audience: z.array(z.string()).default([]) }),
});

const throttleShape = {
  ThrottlingRateLimit: z.number().positive().optional(),
  ThrottlingBurstLimit: z.int().positive().optional(),
  DetailedMetricsEnabled: z.boolean().optional(),
};

const stageShape = z.strictObject({
  ApiId: z.string(),
  StageName: z.string(),
  AutoDeploy: z.literal(true),
  AccessLogSettings: z.strictObject({ DestinationArn: z.string(), Format: z.string() }).optional(),
  DefaultRouteSettings: z.strictObject(throttleShape).default({}),
  RouteSettings: z.record(z.string(), z.strictObject(throttleShape)).default({}),
  StageVariables: z.record(z.string(), z.string()).optional(),
  Description: z.string().optional(),
  Tags: tags,
});

/**
 * Reads one API from the resources of the templates.
 * @throws {UnsupportedHttpApi} naming what is unknown, missing or there twice.
 */
export function readApi(resources: readonly ResolvedResource[]): ApiDefinition {
  const api = onlyOne(resources, 'Api');
  const stageResource = onlyOne(resources, 'Stage');
  const stage = parse(stageShape, stageResource);
  const integrations = byId(resources, 'Integration', integrationShape);
  const authorizers = byId(resources, 'Authorizer', authorizerShape);

  const routes = ofType(resources, 'Route').map((resource): ApiRoute => {
    const route = parse(routeShape, resource);
    const integration = referred(integrations, route.Target.slice('integrations/'.length), resource);
    const authorizer =
      route.AuthorizationType === 'NONE' ? undefined : referred(authorizers, route.AuthorizerId ?? '', resource);
    return {
      routeKey: route.RouteKey,
      functionReference: functionOf(integration.IntegrationUri),
      timeoutMs: integration.TimeoutInMillis,
      authorizer: authorizer && {
        issuer: authorizer.JwtConfiguration.Issuer,
        audience: authorizer.JwtConfiguration.Audience,
      },
      scopes: route.AuthorizationScopes,
      throttle: throttleOf({ ...stage.DefaultRouteSettings, ...stage.RouteSettings[route.RouteKey] }),
    };
  });
  return {
    apiId: api.physicalId,
    routes,
    stage: {
      name: stage.StageName,
      accessLogFormat: stage.AccessLogSettings?.Format,
      variables: stage.StageVariables,
    },
    cors: parse(apiShape, api).CorsConfiguration,
  };
}

/** A function's ARN, bare or inside the URI of an invocation. */
function functionOf(uri: string): string {
  return /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

function throttleOf(settings: { ThrottlingRateLimit?: number; ThrottlingBurstLimit?: number }): Throttle | undefined {
  const { ThrottlingRateLimit: ratePerSec, ThrottlingBurstLimit: burst } = settings;
  return ratePerSec === undefined && burst === undefined
    ? undefined
    : { ratePerSec: ratePerSec ?? accountRatePerSec, burst: burst ?? accountBurst };
}

/** What an account has unless the stage says less. */
const accountRatePerSec = 10_000;
const accountBurst = 5_000;

function ofType(resources: readonly ResolvedResource[], kind: string): readonly ResolvedResource[] {
  return resources.filter(({ type }) => type === `AWS::ApiGatewayV2::${kind}`);
}

function onlyOne(resources: readonly ResolvedResource[], kind: string): ResolvedResource {
  const [found, ...others] = ofType(resources, kind);
  if (found !== undefined && others.length === 0) return found;
  throw new UnsupportedHttpApi(
    `one AWS::ApiGatewayV2::${kind} is needed, not ${found === undefined ? 0 : others.length + 1}`,
  );
}

function byId<Shape extends z.ZodType>(
  resources: readonly ResolvedResource[],
  kind: string,
  shape: Shape,
): ReadonlyMap<string, z.output<Shape>> {
  return new Map(ofType(resources, kind).map((resource) => [resource.physicalId, parse(shape, resource)]));
}

function referred<Value>(values: ReadonlyMap<string, Value>, id: string, from: ResolvedResource): Value {
  const value = values.get(id);
  if (value === undefined)
    throw new UnsupportedHttpApi(`${from.logicalId} refers to ${id || 'nothing'}, which is not there`);
  return value;
}

const parse = <Shape extends z.ZodType>(shape: Shape, { logicalId, properties }: ResolvedResource): z.output<Shape> =>
  readProperties(shape, properties, [logicalId], UnsupportedHttpApi);
