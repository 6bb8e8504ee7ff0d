import type { z } from 'zod';
import { type ProblemKind, problemDetails, problemKinds } from '../../contracts/api/problem.ts';
import type { ApiRoute } from '../../contracts/api/routes.ts';
import { type Components, type Json, makeComponents } from './components.ts';

export type Content = Readonly<Record<string, { readonly schema: Json; readonly example?: unknown }>>;

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Json;
};

export type Response = { readonly description: string; readonly content?: Content; readonly headers?: Json };

export type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
  /** A token with any of these scopes; none: no token. */
  readonly security: readonly { readonly token: readonly string[] }[];
};

export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>>; readonly securitySchemes: Json };
};

const titles: Readonly<Record<string, string>> = {
  'devices/collect': 'Device data',
  'devices/consents': 'Consents',
  'devices/get-insights': 'Insights',
  'devices/get-pool': 'Apps',
  'devices/extend-catalogue': 'Apps',
  'payments/transfers': 'Transfers',
  'payments/accounts': 'Accounts',
  'payments/cash-ins': 'Cash',
  'payments/qr': 'QR codes',
  'payments/qr-pay': 'QR codes',
  'payments/payouts': 'Payouts',
  'payments/orders': 'Orders',
  'payments/vendor-callbacks': 'Vendors',
  'payments/vendors': 'Vendors',
  'payments/reviews': 'Screening',
  'screening/rules': 'Screening',
  'screening/blocks': 'Screening',
  'screening/device-keys': 'Phones that confirm payments',
  'notifications/templates': 'Templates',
  'notifications/campaigns': 'Campaigns',
  'notifications/app-events': 'Receipts',
  'notifications/sms-replies': 'Receipts',
  'notifications/reports': 'Reports',
  'notifications/redirect': 'Links in messages',
  'notifications/unsubscribe': 'Links in messages',
  'notifications/contacts': 'Contacts',
  'notifications/preferences': 'Preferences',
  'notifications/inbox': 'Inbox',
  'notifications/trigger-rules': 'Rules that send messages',
  'notifications/policy': 'Policy of messages',
  'edge/api-docs': 'Reference',
};
const tagOf = ({ entry }: ApiRoute): string => titles[entry] ?? entry;

const description = `What phones, servers and operators send to the platform, and what it answers. A request that cannot be served is answered with problem details (RFC 9457) that name every field that is wrong and repeat nothing of what was sent. Only what the gateway refuses before any function runs looks different: \`{"message": "..."}\` with 401, 403, 404, 413 or 429; and where a function gave no answer, with 500 or 503. Sums of money are whole minor units (paise) as text. Times are RFC 3339, answers in UTC.`;

const gatewayMessage: Json = { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] };

const fromGateway: Readonly<Record<string, string>> = {
  '401': 'No token, or one that is not valid (any more)',
  '403': 'The token has none of the scopes',
  '429': 'Too many requests; wait a little',
  '500': 'The function failed before it could answer',
  '503': 'No function was free, or it took too long',
};

/** What is in a body can be too large for the function, or already for the gateway. */
const fromGatewayOfBodies: Readonly<Record<string, string>> = { '413': 'The body has more than 10 MB' };

const atEveryRoute: readonly ProblemKind[] = ['internal-error', 'unavailable'];

/** The reference of the API, made from the schemas that its functions check requests with. */
export function openApiOf(routes: readonly ApiRoute[]): OpenApi {
  const components = makeComponents();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, components) };
  return {
    openapi: '3.1.0',
    info: { title: 'Sangam', version: '1.0.0', description },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the user pool, good for five minutes',
        },
      },
    },
  };
}

function operationOf(route: ApiRoute, { schemaOf }: Components): Operation {
  const { operationId, summary, scopes, request } = route;
  return {
    operationId,
    tags: [tagOf(route)],
    summary,
    description: route.description,
    parameters: [
      ...Object.entries(route.parameters ?? {}).map(([name, schema]) =>
        parameter(name, 'path', schemaOf(schema, 'input'), true),
      ),
      ...Object.entries(route.headers ?? {}).map(([name, schema]) =>
        parameter(name, 'header', schemaOf(schema, 'input'), !schema.safeParse(undefined).success),
      ),
      ...Object.entries(route.query?.shape ?? {}).map(([name, schema]) =>
        parameter(name, 'query', schemaOf(schema as z.ZodType, 'output'), false),
      ),
    ],
    ...(request !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(request.schema, 'input'), example: request.example } },
      },
    }),
    responses: {
      ...Object.fromEntries([route.response, ...(route.orElse ?? [])].map((each) => successOf(each, schemaOf))),
      ...refusalsOf(route, schemaOf),
    },
    security: scopes.map((scope) => ({ token: [scope] })),
  };
}

const parameter = (
  name: string,
  place: Parameter['in'],
  { description: means, ...schema }: Json,
  required: boolean,
): Parameter => ({
  name,
  in: place,
  required,
  ...(means !== undefined && { description: String(means) }),
  schema,
});

function successOf(
  { status, description: means, json, type = [] }: ApiRoute['response'],
  schemaOf: Components['schemaOf'],
): [string, Response] {
  const content: Content = {
    ...(json !== undefined && {
      'application/json': { schema: schemaOf(json.schema, 'output'), example: json.example },
    }),
    ...Object.fromEntries(
      [type].flat().map((name) => [name, { schema: { type: name === 'application/json' ? 'object' : 'string' } }]),
    ),
  };
  return [String(status), { description: means, ...(Object.keys(content).length > 0 && { content }) }];
}

/** What a route refuses by itself, by status, and what the gateway refuses before. */
function refusalsOf({ scopes, problems }: ApiRoute, schemaOf: Components['schemaOf']): Record<string, Response> {
  if (scopes.length === 0) return {};
  const schema = schemaOf(problemDetails, 'output');
  const kindsByStatus = Map.groupBy([...problems, ...atEveryRoute], (kind) => String(problemKinds[kind].status));
  const statuses = [...new Set([...Object.keys(fromGateway), ...kindsByStatus.keys()])].toSorted();
  return Object.fromEntries(
    statuses.map((status): [string, Response] => {
      const kinds = kindsByStatus.get(status) ?? [];
      const gateway = fromGateway[status] ?? (kinds.length > 0 ? fromGatewayOfBodies[status] : undefined);
      const meanings = [
        ...(gateway === undefined ? [] : [`Gateway: ${gateway}`]),
        ...kinds.map((kind) => `\`${kind}\`: ${problemKinds[kind].title}`),
      ];
      const content: Content = {
        ...(gateway !== undefined && { 'application/json': { schema: gatewayMessage } }),
        ...(kinds.length > 0 && { 'application/problem+json': { schema } }),
      };
      const headers = status === '503' && {
        headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } },
      };
      return [status, { description: meanings.join('. '), content, ...headers }];
    }),
  );
}
