import { routes } from '../../lambdas/contracts/api/routes.ts';
import type { HttpEvent, HttpHandler } from '../../lambdas/shared/http.ts';
import { requestEvent } from '../../local/http-api/request-event.ts';
import { expectRefusal } from '../support/bad-input/expect-refusal.ts';
import { forget, handlers, logged, now, written } from '../support/bad-input/handlers/index.ts';
import { type BadRequest, badRequests, customer, goodRequest, marker } from '../support/bad-input/index.ts';

type Sent = Omit<BadRequest, 'title' | 'refusal'>;

/** The event that the gateway makes of a request. */
function eventOf({ route, method, path, query, headers, body, caller }: Sent): HttpEvent {
  const sent = { ...headers, ...(body !== undefined && { 'content-length': String(body.length) }) };
  return requestEvent(
    {
      requestId: 'request-1',
      method,
      rawPath: route.path,
      rawQueryString: query,
      rawHeaders: Object.entries(sent).flat(),
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      body: body ?? Buffer.alloc(0),
      at: now(),
    },
    {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example',
      stage: { name: '$default' } as never,
      routeKey: `${route.method} ${route.path}`,
      routeScopes: route.scopes,
      pathParameters: path,
      claims: { sub: caller.subject, scope: caller.scopes.join(' '), auth_time: String(now().getTime() / 1000) },
    },
  ) as HttpEvent;
}

const guarded = routes.filter(({ scopes }) => scopes.length > 0);

beforeEach(forget);

describe.each(guarded)('$method $path', (route) => {
  const handle = handlers[route.entry] as HttpHandler;
  const requests = badRequests(route);
  const forFunction = requests.filter(({ refusal }) => refusal.by === 'function');

  it('serves the request that the bad ones are made of', async () => {
    expect((await handle(eventOf(goodRequest(route)))).statusCode).toBe(route.response.status);
  });

  it('is tried with everything that it describes', () => {
    const kinds = new Set(requests.map(({ title }) => title.split(':')[0]));
    expect([...kinds].toSorted()).toEqual(
      [
        'method',
        'query',
        ...(route.headers === undefined ? [] : ['header']),
        'token',
        ...(route.request === undefined ? [] : ['body']),
        ...(route.parameters === undefined ? [] : ['path']),
      ].toSorted(),
    );
    if (route.request !== undefined)
      expect(requests.filter(({ title }) => title.startsWith('body')).length).toBeGreaterThan(50);
  });

  it('answers each with what is wrong and where, writes nothing and logs nothing of it', async () => {
    expect(forFunction).not.toHaveLength(0);
    for (const request of forFunction) {
      const { statusCode = 0, headers = {}, body = '' } = await handle(eventOf(request));
      expectRefusal(request, { status: statusCode, contentType: String(headers['content-type']), body });
    }
    expect(written).toEqual([]);
    expect(JSON.stringify(logged)).not.toContain(marker);
    expect(JSON.stringify(logged)).not.toContain(customer);
  });
});
