import type { OpenApi, Operation, Response } from './openapi.ts';

/** An operation with where it is. */
export type Call = { readonly path: string; readonly method: string; readonly operation: Operation };

/** All operations under their tags, in the order of the routes. */
export function callsByTag({ paths, tags }: OpenApi): readonly (readonly [tag: string, calls: readonly Call[]])[] {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Call => ({ path, method: method.toUpperCase(), operation })),
  );
  return tags.map(({ name }) => [name, calls.filter(({ operation }) => operation.tags.includes(name))]);
}

/** Scopes of which a token needs one. */
export const scopesOf = ({ security }: Operation): readonly string[] => security.flatMap(({ token }) => token);

/** A line for a shell that has the API's address in `$API` and a token in `$TOKEN`; what else it needs are variables too. */
export function curlOf({ path, method, operation }: Call): string {
  const body = operation.requestBody?.content['application/json']?.example;
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"$API${path.replaceAll(/\{(\w+)\}/g, '$$$1')}"`,
    ...(scopesOf(operation).length === 0 ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...operation.parameters
      .filter(({ in: place, required }) => place === 'header' && required)
      .map(({ name }) => `-H "${name}: $${name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}"`),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json' -d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`]),
  ].join(' \\\n  ');
}

/** The answer of a call that worked, and what it looks like. */
export function successOf({ responses }: Operation): { readonly status: string; readonly response: Response } {
  const successes = Object.entries(responses).filter(([code]) => code < '400');
  // Where there are others as well, something that is made is what the call is for.
  const made = successes.find(([code]) => code === '201');
  const [status = '', response = { description: '' }] = made ?? successes[0] ?? [];
  return { status, response };
}
