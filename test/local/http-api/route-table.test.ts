import { makeRouteTable } from '../../../local/http-api/route-table.ts';

const table = (...routeKeys: readonly string[]) => {
  const { match } = makeRouteTable(routeKeys.map((routeKey) => ({ routeKey })));
  return (method: string, path: string) => {
    const matched = match(method, path);
    return matched && [matched.route.routeKey, matched.pathParameters];
  };
};

describe('routes', () => {
  const pets = table(
    '$default',
    'ANY /{proxy+}',
    'GET /pets/{proxy+}',
    'GET /pets/dog/{id}',
    'GET /pets/dog/1',
    'GET /',
  );

  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['POST', '/pets/dog/1', 'ANY /{proxy+}', { proxy: 'pets/dog/1' }],
    ['GET', '/', 'GET /', {}],
  ])('%s %s takes %s', (method, path, routeKey, parameters) => {
    expect(pets(method, path)).toEqual([routeKey, parameters]);
  });

  it('prefers the method over ANY when the paths are equal', () => {
    const both = table('ANY /a', 'GET /a');
    expect([both('GET', '/a')?.[0], both('PUT', '/a')?.[0]]).toEqual(['GET /a', 'ANY /a']);
  });

  it('prefers text over a variable in the first segment where they differ', () => {
    const match = table('GET /{id}/apps', 'GET /me/{kind}');
    expect(match('GET', '/me/apps')?.[0]).toBe('GET /me/{kind}');
  });

  it('does not match another method, a longer or shorter path, or an empty variable', () => {
    const match = table('GET /customers/{id}/insights');
    for (const [method, path] of [
      ['POST', '/customers/asha/insights'],
      ['GET', '/customers/asha'],
      ['GET', '/customers/asha/insights/'],
      ['GET', '/customers//insights'],
    ] as const) {
      expect(match(method, path)).toBeUndefined();
    }
  });

  it('decodes path variables and takes broken encoding as it is', () => {
    const match = table('GET /customers/{id}');
    expect(match('GET', '/customers/a%20b%2Fc')).toEqual(['GET /customers/{id}', { id: 'a b/c' }]);
    expect(match('GET', '/customers/%E0%A4')).toEqual(['GET /customers/{id}', { id: '%E0%A4' }]);
  });

  it('does not trip over names of object properties', () => {
    expect(table('GET /a/{__proto__}')('GET', '/a/x')?.[0]).toBe('GET /a/{__proto__}');
  });
});
