import { z } from 'zod';
import { type ResolvedResource, readProperties } from '../template/resolved-resource.ts';

export type PoolClient = {
  readonly id: string;
  /** Its `ClientName`, or its logical id. */
  readonly name: string;
  readonly logicalId: string;
  /** `code` signs customers in, `client_credentials` lets servers in. */
  readonly flows: readonly string[];
  readonly scopes: readonly string[];
  readonly hasSecret: boolean;
  readonly accessTokenSec: number;
};

export type UserPool = { readonly id: string; readonly clients: readonly PoolClient[] };

/** The resources do not make one user pool that the laptop can stand for. */
export class UnsupportedUserPool extends Error {
  override readonly name = 'UnsupportedUserPool';
}

const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

const clientProperties = z.strictObject({
  UserPoolId: z.string(),
  ClientName: z.string().optional(),
  GenerateSecret: z.boolean().default(false),
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).default([]),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AccessTokenValidity: z.int().positive().optional(),
  TokenValidityUnits: z
    .strictObject({ AccessToken: unit.optional(), IdToken: unit.optional(), RefreshToken: unit.optional() })
    .default({}),
  // Signing customers in is not played on the laptop: what only concerns that is accepted and has no effect.
  ...unused([
    'AllowedOAuthFlowsUserPoolClient',
    'AuthSessionValidity',
    'CallbackURLs',
    'DefaultRedirectURI',
    'EnablePropagateAdditionalUserContextData',
    'EnableTokenRevocation',
    'ExplicitAuthFlows',
    'IdTokenValidity',
    'LogoutURLs',
    'PreventUserExistenceErrors',
    'ReadAttributes',
    'RefreshTokenRotation',
    'RefreshTokenValidity',
    'SupportedIdentityProviders',
    'WriteAttributes',
  ]),
});

/** Everything of a pool but its triggers, which would change tokens. */
const poolProperties = z.strictObject(
  unused([
    'AccountRecoverySetting',
    'AdminCreateUserConfig',
    'AliasAttributes',
    'AutoVerifiedAttributes',
    'DeletionProtection',
    'DeviceConfiguration',
    'EmailConfiguration',
    'EmailVerificationMessage',
    'EmailVerificationSubject',
    'EnabledMfas',
    'MfaConfiguration',
    'Policies',
    'Schema',
    'SmsAuthenticationMessage',
    'SmsConfiguration',
    'SmsVerificationMessage',
    'UserAttributeUpdateSettings',
    'UserPoolAddOns',
    'UserPoolName',
    'UserPoolTags',
    'UserPoolTier',
    'UsernameAttributes',
    'UsernameConfiguration',
    'VerificationMessageTemplate',
  ]),
);

const resourceServerProperties = z.strictObject({
  UserPoolId: z.string(),
  Identifier: z.string(),
  Name: z.string(),
  Scopes: z.array(z.strictObject({ ScopeName: z.string(), ScopeDescription: z.string() })).default([]),
});

const standardScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

/**
 * Reads the pool, its clients and the scopes of its resource servers.
 * @throws {UnsupportedUserPool} for none or several pools, unknown properties, and scopes that no server declares.
 */
export function readUserPool(resources: readonly ResolvedResource[]): UserPool {
  const pools = resources.filter(({ type }) => type === 'AWS::Cognito::UserPool');
  const [pool] = pools;
  if (pool === undefined || pools.length > 1)
    throw new UnsupportedUserPool(`one user pool is needed, not ${pools.length}`);
  parse(poolProperties, pool);

  const declared = new Set(standardScopes);
  for (const server of resources.filter(({ type }) => type === 'AWS::Cognito::UserPoolResourceServer')) {
    const { Identifier, Scopes } = parse(resourceServerProperties, server);
    for (const { ScopeName } of Scopes) declared.add(`${Identifier}/${ScopeName}`);
  }
  const clients = resources.filter(({ type }) => type === 'AWS::Cognito::UserPoolClient').map(readClient);
  for (const { name, scopes } of clients) {
    const unknown = scopes.find((scope) => !declared.has(scope));
    if (unknown !== undefined)
      throw new UnsupportedUserPool(`${name}: no resource server declares the scope ${unknown}`);
  }
  return { id: pool.physicalId, clients };
}

function readClient(resource: ResolvedResource): PoolClient {
  const client = parse(clientProperties, resource);
  return {
    id: resource.physicalId,
    name: client.ClientName ?? resource.logicalId,
    logicalId: resource.logicalId,
    flows: client.AllowedOAuthFlows,
    scopes: client.AllowedOAuthScopes,
    hasSecret: client.GenerateSecret,
    // Cognito counts in hours unless told otherwise, and takes one hour when nothing is said.
    accessTokenSec: (client.AccessTokenValidity ?? 1) * seconds[client.TokenValidityUnits.AccessToken ?? 'hours'],
  };
}

function unused<Name extends string>(names: readonly Name[]): Record<Name, z.ZodOptional<z.ZodUnknown>> {
  return Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<
    Name,
    z.ZodOptional<z.ZodUnknown>
  >;
}

const parse = <Shape extends z.ZodType>(shape: Shape, { logicalId, properties }: ResolvedResource): z.output<Shape> =>
  readProperties(shape, properties, [logicalId], UnsupportedUserPool);
