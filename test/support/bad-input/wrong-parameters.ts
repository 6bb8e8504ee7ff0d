import type { ApiRoute } from '../../../lambdas/contracts/api/routes.ts';
import { goodRequest } from './good-request.ts';
import { type Flaw, marker } from './types.ts';

const strange = [
  marker,
  `${marker}!`,
  'a'.repeat(500),
  '../../etc/passwd',
  "'; DROP TABLE devices.bank_fact; --",
  '{"$ne":null}',
  'a\0b',
  ' ',
  'अमित',
  '%',
];

/** Variables of the path that the route's schema has no room for. */
export function wrongPaths(route: ApiRoute): Flaw[] {
  const { path } = goodRequest(route);
  return Object.entries(route.parameters ?? {}).flatMap(([name, schema]) =>
    strange
      .filter((value) => !schema.safeParse(value).success)
      .map((value) => ({
        title: `path: ${name} is ${JSON.stringify(value.slice(0, 40))}`,
        path: { ...path, [name]: value },
        refusal: { by: 'function', kind: 'invalid-request', error: { in: 'path', pointer: `/${name}` } },
      })),
  );
}

/** Parameters of the query that nobody knows or that are wrong. */
export function wrongQueries(route: ApiRoute): Flaw[] {
  const known = Object.entries(route.query?.shape ?? {}).flatMap(([name, schema]) =>
    [...strange, '-1', '1e1', '0x10', '1.5', 'NaN', '1,2']
      .filter((value) => !schema.safeParse(value).success)
      .map((value) => [name, value] as const),
  );
  return [['zqsurprise', marker] as const, ['constructor', marker] as const, ...known].map(([name, value]) => ({
    title: `query: ${name} is ${JSON.stringify(value.slice(0, 40))}`,
    query: `${name}=${encodeURIComponent(value)}`,
    refusal: { by: 'function', kind: 'invalid-request', error: { in: 'query', pointer: `/${name}` } },
  }));
}

/** Headers that must be there left out, and all with what no header of that name may say. */
export function wrongHeaders(route: ApiRoute): Flaw[] {
  const { headers } = goodRequest(route);
  return Object.entries(route.headers ?? {}).flatMap(([name, schema]) => {
    const { [name]: _, ...without } = headers;
    const refusal = {
      by: 'function',
      kind: 'invalid-request',
      error: { in: 'header', pointer: `/${name}` },
    } as const;
    const wrong = [' ', 'a', `${marker} ${marker}`, marker.repeat(100)].filter(
      (value) => !schema.safeParse(value).success,
    );
    return [
      ...(schema.safeParse(undefined).success ? [] : [{ title: `header: no ${name}`, headers: without, refusal }]),
      ...wrong.map((value) => ({
        title: `header: ${name} is ${JSON.stringify(value.slice(0, 40))}`,
        headers: { ...headers, [name]: value },
        refusal,
      })),
    ];
  });
}
