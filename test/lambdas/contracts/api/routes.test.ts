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

  const numbers = routes.flatMap(({ method, path, query, parameters }) =>
    Object.entries({ ...query?.shape, ...parameters })
      .filter(([, schema]) => schema.safeParse('16').data === 16)
      .map(([name, schema]) => ({ name, schema, of: `${method} ${path}` })),
  );

  it.each(numbers)('takes decimal digits alone for $name of $of', ({ schema }) => {
    const others = [
      '0x10',
      '0b1',
      '1e1',
      ' 10',
      '10 ',
      '+5',
      '-0',
      '10.0',
      '1_0',
      '１６',
      '\n5',
      '',
      '1,2',
      '9'.repeat(30),
    ];
    expect(others.filter((text) => schema.safeParse(text).success)).toEqual([]);
  });

  it('has such numbers on a dozen routes', () => {
    expect(numbers.length).toBeGreaterThan(11);
  });
});
