import fc from 'fast-check';
import { z } from 'zod';
import { problemDetails } from '../../../lambdas/contracts/api/problem.ts';
import { routes } from '../../../lambdas/contracts/api/routes.ts';
import { customerOf } from '../../../lambdas/shared/customer-of.ts';
import { type ApiRequest, makeHttpHandler, type Reply } from '../../../lambdas/shared/http.ts';
import { Problem } from '../../../lambdas/shared/problem.ts';
import { countingMeter, unexpected } from '../../support/fakes.ts';
import { httpEvent, problemOf, type RequestUnderTest } from '../../support/http.ts';

const letter = z.strictObject({
  to: z.strictObject({ 'name/~': z.string().max(5) }).optional(),
  pages: z.array(z.int()).max(100).optional(),
});

function aHandler(handle: (request: ApiRequest) => Promise<Reply> | Reply) {
  const meter = countingMeter();
  const lines: unknown[][] = [];
  const line =
    (level: string) =>
    (...told: readonly unknown[]) =>
      void lines.push([level, ...told]);
  const log = { info: line('info'), warn: line('warn'), error: line('error') };
  const handler = makeHttpHandler({ log, meter }, async (request) => handle(request));
  return {
    meter,
    lines,
    send: (request: Partial<RequestUnderTest> = {}) => handler(httpEvent({ route: 'PUT /letters', ...request })),
  };
}

const reads = () => aHandler((request) => ({ status: 200, body: request.json(letter) }));

describe('an answer', () => {
  it('is JSON that nobody keeps', async () => {
    expect(await aHandler(() => ({ status: 200, body: { a: 1 } })).send()).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: '{"a":1}',
    });
  });

  it('may have no body', async () => {
    expect(await aHandler(() => ({ status: 204 })).send()).toEqual({ statusCode: 204, headers: {} });
  });
});

describe('a problem', () => {
  it('comes before Lambda would end what takes too long, and says to try again', async () => {
    const meter = countingMeter();
    const log = { info: unexpected('info'), warn: unexpected('warn'), error: () => undefined };
    const handler = makeHttpHandler({ log, meter }, () => new Promise(() => undefined));
    const answer = await handler(httpEvent({ route: 'PUT /letters' }), { getRemainingTimeInMillis: () => 1020 });
    expect([answer.statusCode, answer.headers?.['retry-after'], problemOf(answer).type]).toEqual([
      503,
      '5',
      '/docs#problem-unavailable',
    ]);
  });

  it('has the shape that the reference promises and the id of the request', async () => {
    const { send, lines, meter } = aHandler(() => {
      throw new Problem('consent-required', 'Ask first.');
    });
    const answer = await send();
    expect(answer).toMatchObject({
      statusCode: 403,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    });
    expect(problemDetails.parse(problemOf(answer))).toEqual({
      type: '/docs#problem-consent-required',
      title: 'The customer has not consented to this purpose',
      status: 403,
      detail: 'Ask first.',
      instance: 'request-1',
    });
    expect(lines).toEqual([
      ['info', 'request.refused', { requestId: 'request-1', route: 'PUT /letters', kind: 'consent-required' }],
    ]);
    expect(meter.counts).toEqual({ RequestsRefused: 1 });
  });

  it('of ours tells nothing of what broke', async () => {
    const broken = new Error('password authentication failed for user "sangam_app"');
    const { send, lines, meter } = aHandler(() => {
      throw broken;
    });
    const answer = await send();
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('password');
    expect(lines).toEqual([['error', 'request.failed', broken, { requestId: 'request-1', route: 'PUT /letters' }]]);
    expect(meter.counts).toEqual({ RequestsFailed: 1 });
  });

  it.each([
    ['ThrottlingException', {}],
    ['ProvisionedThroughputExceededException', {}],
    ['DatabaseResumingException', {}],
    ['PublishFailed', {}],
    ['Error', { code: 'ECONNREFUSED' }],
    ['Error', { code: 'ERR_HTTP2_STREAM_ERROR' }],
    ['SomethingNew', { $metadata: { httpStatusCode: 503 } }],
  ])('asks to come again when a service is away (%s %j)', async (name, fields) => {
    const answer = await aHandler(() => {
      throw Object.assign(new Error('away'), { name }, fields);
    }).send();
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
  });

  it.each([
    ['AccessDeniedException', { $metadata: { httpStatusCode: 400 } }],
    ['ResourceNotFoundException', {}],
  ])('does not when asking again would not help (%s)', async (name, fields) => {
    const answer = await aHandler(() => {
      throw Object.assign(new Error('denied'), { name }, fields);
    }).send();
    expect(answer.statusCode).toBe(500);
  });
});

describe('fields that are wrong', () => {
  it('are named by pointers and never repeated', async () => {
    const answer = await reads().send({ body: { to: { 'name/~': 'secret word' }, pages: [1, 'secret', 2.5] } });
    expect(answer.statusCode).toBe(400);
    expect(problemOf(answer).errors).toEqual([
      { in: 'body', pointer: '/to/name~1~0', detail: expect.any(String) },
      { in: 'body', pointer: '/pages/1', detail: expect.any(String) },
      { in: 'body', pointer: '/pages/2', detail: expect.any(String) },
    ]);
    expect(answer.body).not.toContain('secret');
  });

  it('include those that nobody knows, prototypes among them', async () => {
    const answer = await reads().send({
      body: '{"surprise":1,"to":{"name/~":"x","__proto__":{"admin":true}},"constructor":2}',
    });
    expect(
      problemOf(answer)
        .errors?.map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/constructor', '/surprise', '/to/__proto__']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('are listed up to fifty, and their names up to a length', async () => {
    const many = await reads().send({
      body: Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`f${at}`, at])),
    });
    expect(problemOf(many).errors).toHaveLength(50);
    const long = await reads().send({ body: { ['x'.repeat(100_000)]: 1 } });
    expect(long.body?.length).toBeLessThan(500);
  });

  it('may be the whole body', async () => {
    for (const body of ['null', '[]', '"text"', '7']) {
      const answer = await reads().send({ body });
      expect(problemOf(answer).errors).toEqual([{ in: 'body', pointer: '', detail: expect.any(String) }]);
    }
  });

  it('may be in the path or the query', async () => {
    const { send } = aHandler((request) => ({
      status: 200,
      body: { ...request.path(z.strictObject({ id: z.string().max(3) })), ...request.query(z.strictObject({})) },
    }));
    expect(problemOf(await send({ path: { id: 'long' } })).errors).toMatchObject([{ in: 'path', pointer: '/id' }]);
    expect(problemOf(await send({ path: { id: 'ok' }, query: { limit: '1' } })).errors).toMatchObject([
      { in: 'query', pointer: '/limit', detail: 'is not known here' },
    ]);
  });
});

describe('what a customer wrote', () => {
  const marker = 'zqmarker';
  const marked = fc.string({ maxLength: 20 }).map((text) => `${text}${marker}${text}`);
  const plain = fc.oneof(fc.constantFrom('messages', 'apps', 'sender', 'category', '__proto__', 'a/b~c'), fc.string());
  /** Any JSON whose texts are marked, but not its names: those of unknown fields are told. */
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      marked,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(plain, tie('value'), { maxKeys: 5 }),
    ),
  }));
  const written = routes.flatMap(({ request }) => request ?? []);

  it('is in no answer and in no log line, whatever is wrong with it, for every body that the API takes', async () => {
    expect(written).not.toHaveLength(0);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...written),
        value,
        fc.constantFrom('whole', 'cut', 'inside'),
        async ({ schema, example }, json, how) => {
          const inside = Object.fromEntries(Object.keys(example as object).map((name) => [name, json]));
          const text = JSON.stringify(how === 'inside' ? inside : json);
          const { send, lines } = aHandler((request) => ({ status: 200, body: { read: typeof request.json(schema) } }));
          const answer = await send({ body: how === 'cut' ? text.slice(0, -1) : text });
          expect([200, 400]).toContain(answer.statusCode);
          expect(JSON.stringify([answer, lines])).not.toContain(marker);
          if (answer.statusCode === 200) return;
          const { errors = [] } = problemDetails.parse(problemOf(answer));
          // RFC 6901: empty, or names behind slashes, where ~ stands for itself only as ~0 and for / as ~1.
          for (const { pointer } of errors) expect(pointer).toMatch(/^(\/([^~/]|~[01])*)*$/s);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the customer of a request', () => {
  const { send } = aHandler((request) => ({ status: 200, body: { customer: customerOf(request, ['ops/read']) } }));
  const own = { route: 'GET /v1/consents' };
  const named = { route: 'GET /v1/customers/{customerId}/insights', routeScopes: ['customers/self', 'ops/read'] };

  it('is the token’s own', async () => {
    expect(await send({ ...own, subject: 'asha' })).toMatchObject({ statusCode: 200, body: '{"customer":"asha"}' });
  });

  it('may be named by themselves', async () => {
    expect(await send({ ...named, path: { customerId: 'asha' } })).toMatchObject({ body: '{"customer":"asha"}' });
  });

  it('may not be named by another customer, although the route lets operators in', async () => {
    const answer = await send({ ...named, path: { customerId: 'ravi' } });
    expect([answer.statusCode, problemOf(answer).type]).toEqual([403, '/docs#problem-not-yours']);
  });

  it('may be named by whoever has the scope', async () => {
    const answer = await send({
      ...named,
      path: { customerId: 'ravi' },
      subject: 'client',
      scope: 'ops/read ops/write',
    });
    expect(answer).toMatchObject({ body: '{"customer":"ravi"}' });
  });

  it('is nobody when the token or the path names something else', async () => {
    expect((await send({ ...own, subject: '../asha' })).statusCode).toBe(403);
    expect((await send({ ...named, path: { customerId: '../asha' } })).statusCode).toBe(400);
  });

  it('is never taken from a route without an authorizer', async () => {
    expect((await send({ ...own, subject: null })).statusCode).toBe(500);
  });
});
