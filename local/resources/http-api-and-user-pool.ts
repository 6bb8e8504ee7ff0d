import { z } from 'zod';
import { type Adapter, adapter } from './adapter.ts';
import { type Named, shortId } from './names.ts';
import type { World } from './world.ts';

type Identity = (named: Named, properties: Readonly<Record<string, unknown>>, world: World) => Made;
type Made = { readonly physicalId: string; readonly attributes: Readonly<Record<string, unknown>> };

/**
 * Types that are read together when all are there, by `local/http-api` and `local/issuer`; those check the properties.
 */
const collected = (type: string, identity: Identity): Adapter =>
  adapter({
    type,
    properties: z.looseObject({}),
    create: ({ properties, ...wanted }, world) => {
      const made = identity(wanted, properties, world);
      world.collected.push({ type, logicalId: wanted.logicalId, physicalId: made.physicalId, properties });
      return made;
    },
  });

const byId =
  (attribute: string): Identity =>
  (named) => {
    const id = shortId(named, 10);
    return { physicalId: id, attributes: { [attribute]: id } };
  };

export const httpApiAdapters: readonly Adapter[] = [
  collected('AWS::ApiGatewayV2::Api', (named, _, world) => {
    const id = shortId(named, 10);
    return { physicalId: id, attributes: { ApiId: id, ApiEndpoint: world.apiUrl } };
  }),
  collected('AWS::ApiGatewayV2::Route', byId('RouteId')),
  collected('AWS::ApiGatewayV2::Integration', byId('IntegrationId')),
  collected('AWS::ApiGatewayV2::Authorizer', byId('AuthorizerId')),
  collected('AWS::ApiGatewayV2::Stage', (_, { StageName }) => ({ physicalId: String(StageName), attributes: {} })),
];

export const userPoolAdapters: readonly Adapter[] = [
  collected('AWS::Cognito::UserPool', (named, _, { region, accountId }) => {
    const id = `${region}_${shortId(named, 9)}`;
    const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
    return {
      physicalId: id,
      attributes: {
        UserPoolId: id,
        Arn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`,
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
      },
    };
  }),
  collected('AWS::Cognito::UserPoolClient', (named, { ClientName }) => {
    const id = shortId(named, 26);
    return { physicalId: id, attributes: { ClientId: id, Name: ClientName ?? named.logicalId } };
  }),
  collected('AWS::Cognito::UserPoolResourceServer', (_, { Identifier }) => ({
    physicalId: String(Identifier),
    attributes: {},
  })),
];
