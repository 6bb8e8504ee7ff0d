import { z } from 'zod';
import { problemDetails, problemKinds } from '../../contracts/api/problem.ts';
import type { ApiRoute } from '../../contracts/api/routes.ts';

export type Json = { readonly [key: string]: unknown };

export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: Json;
  readonly tags: readonly Json[];
  readonly paths: Readonly<Record<string, Record<string, Operation>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>>; readonly securitySchemes: Json };
};

export type Operation = Json & {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Json[];
  readonly responses: Readonly<Record<string, Json>>;
};

const titles: Readonly<Record<string, string>> = {
  'devices/collect': 'Device data',
  'devices/consents': 'Consents',
  'devices/get-insights': 'Insights',
  'devices/get-pool': 'Apps',
  'devices/extend-catalogue': 'Apps',
  'edge/api-docs': 'Reference',
};
export const tagOf = ({ entry }: ApiRoute): string => titles[entry] ?? entry;

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is, so the schemas that check requests also describe them. */
export function openApiOf(routes: readonly ApiRoute[]): OpenApi {
  const schemas: Record<string, Json> = {};

  /** A schema with a name goes into components once; the rest stays where it is. */
  const reference = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const {
      $schema: _,
      $defs = {},
      ...json
    } = z.toJSONSchema(schema, { io, reused: 'inline' }) as Json & { $defs?: object };
    for (const [name, definition] of Object.entries($defs)) schemas[name] = rebased(definition) as Json;
    const id = z.globalRegistry.get(schema)?.id;
    if (id === undefined) return rebased(json) as Json;
    schemas[id] = rebased(withoutId(json)) as Json;
    return { $ref: `#/components/schemas/${id}` };
  };

  const problem = reference(problemDetails, 'output');
  const problemResponses = ({ problems, scopes }: ApiRoute): [string, Json][] => {
    const byStatus = Map.groupBy(problems, (kind) => problemKinds[kind].status);
    const own = [...byStatus].map(([status, kinds]): [string, Json] => [
      String(status),
      {
        description: kinds.map((kind) => `${kind}: ${problemKinds[kind].title}`).join('. '),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]);
    const ownStatuses = new Set(own.map(([status]) => status));
    const fromGateway: [string, Json][] =
      scopes.length === 0
        ? []
        : [
            ['401', { description: 'No valid token' }],
            ['403', { description: 'The token has none of the scopes' }],
          ];
    return [...fromGateway.filter(([status]) => !ownStatuses.has(status)), ...own];
  };

  const operation = (route: ApiRoute): Operation => {
    const { operationId, summary, description, scopes, parameters = {}, query, request, response } = route;
    const success =
      response.schema === undefined
        ? {}
        : { content: { 'application/json': { schema: reference(response.schema, 'output') } } };
    return {
      operationId,
      tags: [tagOf(route)],
      summary,
      description,
      parameters: [
        ...Object.entries(parameters).map(([name, schema]) => ({
          name,
          in: 'path',
          required: true,
          schema: reference(schema, 'input'),
        })),
        ...Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
          name,
          in: 'query',
          required: false,
          schema: reference(schema as z.ZodType, 'input'),
        })),
      ],
      ...(request !== undefined && {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: reference(request.schema, 'input'), example: request.example } },
        },
      }),
      responses: Object.fromEntries([
        [String(response.status), { description: response.description, ...success }],
        ...problemResponses(route),
      ]),
      security: scopes.map((scope) => ({ token: [scope] })),
    };
  };

  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };

  return {
    openapi: '3.1.0',
    info: {
      title: 'Sangam',
      version: '1.0.0',
      description:
        'What phones, servers and operators send to the platform, and what it answers. Errors are problem details (RFC 9457).',
    },
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
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

const withoutId = ({ id: _, ...rest }: Json): Json => rest;

/** JSON Schema keeps definitions under `$defs`, OpenAPI under `components`. */
function rebased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rebased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(withoutId(value as Json)).map(([key, each]) => [
      key,
      key === '$ref' && typeof each === 'string' ? each.replace('#/$defs/', '#/components/schemas/') : rebased(each),
    ]),
  );
}
