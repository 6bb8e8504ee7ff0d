import { routes } from '../../../../lambdas/contracts/api/routes.ts';

describe('the list of routes', () => {
  it('names each operation once', () => {
    const ids = routes.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(routes)('describes $method $path by schemas that its examples meet', ({ request, response }) => {
    if (request !== undefined) expect(request.schema.safeParse(request.example)).toMatchObject({ success: true });
    if (response.json !== undefined) {
      const { schema, example } = response.json;
      expect(schema.parse(example)).toEqual(example);
    }
  });

  it.each(routes)('has a schema for each variable in the path of $method $path', ({ path, parameters = {} }) => {
    const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(parameters)).toEqual(variables);
  });

  it.each(routes.filter(({ request }) => request !== undefined))(
    'takes no body of another shape at $method $path',
    ({ request }) => {
      expect(request?.schema.safeParse({ ...(request.example as object), surprise: 1 }).success).toBe(false);
    },
  );
});
