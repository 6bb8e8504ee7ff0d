import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { apiResources, startTestApi, type TestApi } from './api.ts';

let test: TestApi | undefined;
afterEach(async () => {
  await test?.stop();
  test = undefined;
});
const start = async (...args: Parameters<typeof startTestApi>): Promise<TestApi> => {
  test = await startTestApi(...args);
  return test;
};
const ok = (payload: unknown) => ({ kind: 'ok', payload }) as const;
const posts = apiResources([{ key: 'POST /v1/device/{kind}' }, { key: 'GET /files/{proxy+}' }]);

describe('the event of a request', () => {
  it('has the payload format 2.0', async () => {
    const at = new Date('2026-11-21T09:05:03.250Z');
    const { call, events, api } = await start(posts, undefined, { clock: () => at });
    await call('/v1/device/apps%20x?tag=a&tag=b&name=A%26B&empty', {
      method: 'POST',
      body: '{"apps":[]}',
      headers: { 'content-type': 'application/json', 'user-agent': 'test/1', cookie: 'a=1; b=2', 'X-Custom': 'yes' },
    });

    expect(events).toEqual([
      {
        version: '2.0',
        routeKey: 'POST /v1/device/{kind}',
        rawPath: '/v1/device/apps x',
        rawQueryString: 'tag=a&tag=b&name=A%26B&empty',
        cookies: ['a=1', 'b=2'],
        headers: expect.objectContaining({
          'content-type': 'application/json',
          'content-length': '11',
          'user-agent': 'test/1',
          'x-custom': 'yes',
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-port': new URL(api.url).port,
          'x-forwarded-proto': 'http',
        }),
        queryStringParameters: { tag: 'a,b', name: 'A&B', empty: '' },
        pathParameters: { kind: 'apps x' },
        requestContext: {
          accountId: '000000000000',
          apiId: 'api123',
          domainName: 'api123.execute-api.ap-south-1.amazonaws.com',
          domainPrefix: 'api123',
          http: {
            method: 'POST',
            path: '/v1/device/apps x',
            protocol: 'HTTP/1.1',
            sourceIp: '127.0.0.1',
            userAgent: 'test/1',
          },
          requestId: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/),
          routeKey: 'POST /v1/device/{kind}',
          stage: '$default',
          time: '21/Nov/2026:09:05:03 +0000',
          timeEpoch: at.getTime(),
        },
        body: '{"apps":[]}',
        isBase64Encoded: false,
      },
    ]);
    expect(events[0]?.headers).not.toHaveProperty('cookie');
    expect(events[0]?.headers).not.toHaveProperty('connection');
  });

  it('leaves out what is not there', async () => {
    const { call, events } = await start(posts);
    await call('/files/a/b');
    expect(events[0]).toMatchObject({ rawQueryString: '', isBase64Encoded: false, pathParameters: { proxy: 'a/b' } });
    for (const field of ['body', 'cookies', 'queryStringParameters', 'stageVariables'])
      expect(events[0]).not.toHaveProperty(field);
    expect(events[0]?.requestContext).not.toHaveProperty('authorizer');
  });

  it('joins headers that came twice with a comma', async () => {
    const { api, events } = await start(posts);
    await new Promise((resolve, reject) => {
      const sent = request(`${api.url}/files/a`, { headers: { 'x-tag': ['one', 'two'] } }, (response) => {
        response.resume().on('end', resolve);
      });
      sent.on('error', reject).end();
    });
    expect(events[0]?.headers).toMatchObject({ 'x-tag': 'one,two' });
  });

  it.each([
    ['application/json', undefined, 'text'],
    ['application/json; charset=utf-8', undefined, 'text'],
    ['text/csv', undefined, 'text'],
    ['application/xml', undefined, 'text'],
    ['application/x-www-form-urlencoded', undefined, 'base64'],
    ['application/problem+json', undefined, 'base64'],
    ['application/octet-stream', undefined, 'base64'],
    ['', undefined, 'base64'],
    ['application/json', 'gzip', 'base64'],
  ])('hands on a body of type %j and encoding %j as %s', async (type, encoding, form) => {
    const { call, events } = await start(posts);
    const body = encoding === 'gzip' ? gzipSync('{}') : Buffer.from('{}');
    const headers = { 'content-type': type, ...(encoding === undefined ? {} : { 'content-encoding': encoding }) };
    await call('/v1/device/apps', { method: 'POST', body, headers });
    expect(events[0]).toMatchObject(
      form === 'text'
        ? { body: '{}', isBase64Encoded: false }
        : { body: body.toString('base64'), isBase64Encoded: true },
    );
  });
});

describe('the answer of a function', () => {
  it.each([
    [
      'a status, headers, cookies',
      { statusCode: 201, headers: { 'X-A': 1 }, cookies: ['c=1', 'd=2'], body: 'made' },
      201,
      'made',
      { 'x-a': '1', 'content-type': 'text/plain; charset=utf-8' },
    ],
    [
      'base64',
      {
        statusCode: 200,
        body: Buffer.from('png').toString('base64'),
        isBase64Encoded: true,
        headers: { 'Content-Type': 'image/png' },
      },
      200,
      'png',
      { 'content-type': 'image/png' },
    ],
    ['no body', { statusCode: 204 }, 204, '', {}],
    ['plain JSON', { insights: [] }, 200, '{"insights":[]}', { 'content-type': 'application/json' }],
    ['a text', 'hello', 200, 'hello', { 'content-type': 'application/json' }],
    ['nothing', undefined, 200, 'null', { 'content-type': 'application/json' }],
    ['a status as text', { statusCode: '404', body: 'no' }, 404, 'no', {}],
  ])('may be %s', async (_, payload, status, body, headers) => {
    const { call } = await start(posts, () => ok(payload));
    const response = await call('/files/a');
    expect([response.status, await response.text()]).toEqual([status, body]);
    for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
    if (status === 201) expect(response.headers.getSetCookie()).toEqual(['c=1', 'd=2']);
    expect(response.headers.get('apigw-requestid')).toMatch(/=$/);
  });

  it.each([
    ['an object as body', ok({ statusCode: 200, body: {} })],
    ['no status', ok({ statusCode: 'fine' })],
    ['broken headers', ok({ statusCode: 200, headers: { a: {} } })],
    ['more than 6 MB', ok({ statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024) })],
    ['an error', { kind: 'error', errorType: 'Error', errorMessage: 'secret details', unhandled: false } as const],
  ])('is a 500 without details for %s', async (_, result) => {
    const { call } = await start(posts, () => result);
    const response = await call('/files/a');
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it('is a 503 when it does not come in time', async () => {
    const { call } = await start(posts, () => new Promise(() => undefined), { integrationTimeoutMaxMs: 50 });
    const response = await call('/files/a');
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });
});

describe('the gateway itself', () => {
  it('answers 404 for a path or method that no route has', async () => {
    const { call, events } = await start(posts);
    for (const [path, method] of [
      ['/nothing', 'GET'],
      ['/v1/device/apps', 'GET'],
      ['/v1/device/apps', 'OPTIONS'],
    ] as const) {
      const response = await call(path, { method });
      expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
    }
    expect(events).toEqual([]);
  });

  it('answers 413 for a body over 10 MB, and for an event over 6 MB', async () => {
    const { call, events } = await start(posts);
    const post = (body: Buffer, type: string) =>
      call('/v1/device/sms', { method: 'POST', body, headers: { 'content-type': type } });
    for (const response of [
      await post(Buffer.alloc(10 * 1024 * 1024 + 1, 'x'), 'text/plain'),
      await post(Buffer.alloc(5 * 1024 * 1024, 'x'), 'application/octet-stream'),
    ]) {
      expect([response.status, await response.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    }
    expect(events).toEqual([]);
    expect((await post(Buffer.alloc(5 * 1024 * 1024, 'x'), 'text/plain')).status).toBe(200);
  });

  it('answers 429 beyond the burst, a route at a time, and recovers with the rate', async () => {
    let nowMs = Date.UTC(2026, 10, 21);
    const stage = { DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } };
    const { call } = await start(apiResources([{ key: 'GET /a' }, { key: 'GET /b' }], { stage }), undefined, {
      clock: () => new Date(nowMs),
    });
    const statuses = async (path: string, count: number) => {
      const seen: number[] = [];
      for (let index = 0; index < count; index += 1) seen.push((await call(path)).status);
      return seen;
    };
    expect(await statuses('/a', 3)).toEqual([200, 200, 429]);
    expect(await statuses('/b', 1)).toEqual([200]);
    nowMs += 1000;
    expect(await statuses('/a', 2)).toEqual([200, 429]);
    expect(await (await call('/a')).json()).toEqual({ message: 'Too Many Requests' });
  });

  it('answers 500 when the function gave this API no permission', async () => {
    const asked: string[] = [];
    const { call, events } = await start(posts, undefined, {
      mayInvoke: (_, sourceArn) => {
        asked.push(sourceArn);
        return false;
      },
    });
    expect((await call('/files/a')).status).toBe(500);
    expect(asked).toEqual(['arn:aws:execute-api:ap-south-1:000000000000:api123/$default/GET/files/{proxy+}']);
    expect(events).toEqual([]);
  });

  it('serves a named stage under its name', async () => {
    const { api, events } = await start(apiResources([{ key: 'GET /a' }], { stage: { StageName: 'dev' } }));
    expect((await fetch(`${api.url}/a`)).status).toBe(200);
    expect(new URL(api.url).pathname).toBe('/dev');
    expect(events[0]).toMatchObject({ rawPath: '/dev/a', requestContext: { stage: 'dev' } });
    expect((await fetch(`${new URL(api.url).origin}/a`)).status).toBe(404);
  });

  it('answers preflights itself and says who may read answers', async () => {
    const api = {
      CorsConfiguration: {
        AllowOrigins: ['https://app.example'],
        AllowMethods: ['POST'],
        AllowHeaders: ['Authorization'],
        MaxAge: 600,
      },
    };
    const { call, events } = await start(apiResources([{ key: 'POST /a' }], { api }), () =>
      ok({ statusCode: 200, body: '', headers: { 'access-control-allow-origin': '*' } }),
    );
    const preflight = (origin: string) =>
      call('/a', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await preflight('https://app.example');
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '600',
    });
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    expect(events).toEqual([]);
    const post = await call('/a', { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(post.headers.get('access-control-allow-origin')).toBeNull();
  });

  it("writes a line for each request in the stage's format", async () => {
    const Format =
      '{"id":"$context.requestId","route":"$context.routeKey","status":$context.status,"bytes":$context.responseLength,"agent":"$context.identity.userAgent","error":"$context.integrationErrorMessage"}';
    const stage = { AccessLogSettings: { DestinationArn: 'arn:aws:logs:::x', Format } };
    const { call, logPath, api } = await start(apiResources([{ key: 'GET /a' }], { stage }));
    await call('/a', { headers: { 'user-agent': 'quote" and \\ slash' } });
    await call('/b');
    await api.stop();
    const lines = (await readFile(logPath, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      { id: expect.any(String), route: 'GET /a', status: 200, bytes: 2, agent: 'quote" and \\ slash', error: '-' },
      { id: expect.any(String), route: '-', status: 404, bytes: 23, agent: expect.any(String), error: '-' },
    ]);
  });

  it.each([
    ['an unknown property', apiResources([], { api: { Shiny: 1 } }), /Api-api123\.Shiny: not known here/],
    [
      'an unknown log variable',
      apiResources([], { stage: { AccessLogSettings: { DestinationArn: 'x', Format: '$context.shiny' } } }),
      /\$context\.shiny/,
    ],
    ['a stage that is not deployed', apiResources([], { stage: { AutoDeploy: false } }), /AutoDeploy/],
    ['no stage', apiResources([]).filter(({ type }) => !type.endsWith('Stage')), /Stage is needed, not 0/],
    [
      'a route without its integration',
      apiResources([{ key: 'GET /a' }]).filter(({ type }) => !type.endsWith('Integration')),
      /integration0/,
    ],
  ])('does not start with %s', async (_, resources, message) => {
    await expect(start(resources)).rejects.toThrow(message);
  });
});
