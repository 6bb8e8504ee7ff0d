import { createHash } from 'node:crypto';
import { problemKinds } from '../../../lambdas/contracts/api/problem.ts';
import { routes } from '../../../lambdas/contracts/api/routes.ts';
import { makeApiDocs } from '../../../lambdas/edge/api-docs/handler.ts';
import { openApiOf } from '../../../lambdas/edge/domain/openapi.ts';
import { pageOf } from '../../../lambdas/edge/domain/page.ts';
import { silentLog, silentMeter } from '../../support/fakes.ts';
import { httpEvent, jsonOf } from '../../support/http.ts';

const api = openApiOf(routes);
const docs = makeApiDocs({ json: JSON.stringify(api), page: pageOf(api), log: silentLog, meter: silentMeter });
const get = (route: string, headers: Record<string, string> = {}) => docs(httpEvent({ route, headers, subject: null }));

describe('GET /openapi.json', () => {
  it('answers the document to anybody', async () => {
    const answer = await get('GET /openapi.json');
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'application/json' } });
    expect(jsonOf(answer)).toEqual(JSON.parse(JSON.stringify(api)));
  });

  it('answers 304 to whoever has it already, also behind a cache that weakens tags', async () => {
    const { headers } = await get('GET /openapi.json');
    const etag = String(headers?.etag);
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get('GET /openapi.json', { 'if-none-match': tags });
      expect([again.statusCode, again.body, again.headers?.etag]).toEqual([304, undefined, etag]);
    }
    expect((await get('GET /openapi.json', { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });
});

describe('GET /docs', () => {
  it('is a page that loads nothing and runs nothing', async () => {
    const { headers, body = '' } = await get('GET /docs');
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' });
    expect(body).not.toMatch(/<script|<img|<link|<iframe|\bsrc=|@import|url\(|\son\w+=|<[^>]*https?:\/\//i);
    const policy = String(headers?.['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'/);
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(body) ?? [];
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).not.toContain('unsafe');
  });

  it('shows every call, schema and problem at an anchor, and no link leads nowhere', async () => {
    const { body = '' } = await get('GET /docs');
    const anchors = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const { operationId } of routes) expect(anchors).toContain(operationId);
    for (const name of Object.keys(api.components.schemas)) expect(anchors).toContain(`schema-${name}`);
    for (const kind of Object.keys(problemKinds)) expect(anchors).toContain(`problem-${kind}`);
    const targets = [...body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.filter((target) => !anchors.has(target ?? ''))).toEqual([]);
  });

  it('has a line for the shell for every call', async () => {
    const { body = '' } = await get('GET /docs');
    expect(body.match(/<pre>curl /g)).toHaveLength(routes.length);
    expect(body).toContain('curl &quot;$API/v1/customers/$customerId/insights&quot;');
    expect(body).toContain('-H &quot;idempotency-key: $idempotencyKey&quot;');
  });

  it('lists the calls of each section, and leads from what a call refuses to what that means', async () => {
    const { body = '' } = await get('GET /docs');
    const lists = [...body.matchAll(/<ul class="contents">(.*?)<\/ul>/g)].map(([, list = '']) => list);
    expect(lists).toHaveLength(api.tags.length);
    for (const { operationId } of routes) expect(lists.join('')).toContain(`href="#${operationId}"`);
    expect(body).toContain('<a href="#problem-insufficient-funds"><code>insufficient-funds</code></a>: The account');
  });
});
