import type { ResolvedResource } from '../../../local/template/resolved-resource.ts';

/** A user pool as the templates declare it, intrinsics resolved. */
export const poolResources: readonly ResolvedResource[] = [
  {
    type: 'AWS::Cognito::UserPool',
    logicalId: 'SignInCustomers7F6669BD',
    physicalId: 'ap-south-1_Pool',
    properties: { Policies: {} },
  },
  resourceServer('customers', ['self']),
  resourceServer('devices', ['write']),
  resourceServer('ops', ['read', 'write']),
  client('SignInCustomersMobileDA12ACE8', 'mobile-id', {
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['customers/self'],
  }),
  client('SignInCustomersPhpServer4C1FF4CC', 'php-id', {
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['devices/write'],
    GenerateSecret: true,
  }),
  client('SignInCustomersOperations9EC5B8A4', 'ops-id', {
    ClientName: 'operations',
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['ops/read', 'ops/write'],
    GenerateSecret: true,
  }),
];

export function client(logicalId: string, physicalId: string, properties: object): ResolvedResource {
  return {
    type: 'AWS::Cognito::UserPoolClient',
    logicalId,
    physicalId,
    properties: {
      UserPoolId: 'ap-south-1_Pool',
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes' },
      ...properties,
    },
  };
}

function resourceServer(Identifier: string, scopes: readonly string[]): ResolvedResource {
  return {
    type: 'AWS::Cognito::UserPoolResourceServer',
    logicalId: `Scopes${Identifier}`,
    physicalId: Identifier,
    properties: {
      UserPoolId: 'ap-south-1_Pool',
      Identifier,
      Name: Identifier,
      Scopes: scopes.map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName })),
    },
  };
}
