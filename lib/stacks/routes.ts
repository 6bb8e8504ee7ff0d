import type { Route } from '../constructs/http-endpoint.ts';

type EntryRoute = Route & { readonly entry: string };

const route = (method: Route['method'], path: string, entry: string, scopes: readonly string[]): EntryRoute => ({
  method,
  path,
  entry,
  scopes,
});

const routes: readonly EntryRoute[] = [
  route('POST', '/v1/device/apps', 'devices/collect', ['customers/self']),
  route('POST', '/v1/device/sms', 'devices/collect', ['customers/self']),
  route('POST', '/v1/customers/{customerId}/device/apps', 'devices/collect', ['devices/write']),
  route('POST', '/v1/customers/{customerId}/device/sms', 'devices/collect', ['devices/write']),
  route('PUT', '/v1/consents/{purpose}', 'devices/consents', ['customers/self']),
  route('DELETE', '/v1/consents/{purpose}', 'devices/consents', ['customers/self']),
  route('GET', '/v1/consents', 'devices/consents', ['customers/self']),
  route('GET', '/v1/customers/{customerId}/insights', 'devices/get-insights', ['customers/self', 'ops/read']),
  route('GET', '/v1/apps/pool', 'devices/get-pool', ['ops/read']),
  route('PUT', '/v1/apps/catalogue/{package}', 'devices/extend-catalogue', ['ops/write']),
  route('GET', '/openapi.json', 'edge/api-docs', []),
  route('GET', '/docs', 'edge/api-docs', []),
];

/** The routes that a function serves. */
export const routesOf = (entry: string): readonly Route[] => routes.filter((route) => route.entry === entry);

export const allRoutes = routes;
