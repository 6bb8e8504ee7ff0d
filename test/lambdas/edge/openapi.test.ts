import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { routes } from '../../../lambdas/contracts/api/routes.ts';
import { successOf } from '../../../lambdas/edge/domain/calls.ts';
import { markdownOf } from '../../../lambdas/edge/domain/markdown.ts';
import { openApiOf } from '../../../lambdas/edge/domain/openapi.ts';

const api = openApiOf(routes);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(JSON.stringify(api)))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('leads from each reference to a schema that is there', () => {
    const names = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(names).not.toHaveLength(0);
    for (const name of names) expect(Object.keys(api.components.schemas)).toContain(name);
    for (const [name, schema] of Object.entries(api.components.schemas))
      expect([name, Object.keys(schema)]).toEqual([name, expect.arrayContaining(['type', 'properties'])]);
  });

  it('has every route, with the scopes that open it', () => {
    for (const { method, path, scopes } of routes)
      expect([path, api.paths[path]?.[method.toLowerCase()]?.security]).toEqual([
        path,
        scopes.map((scope) => ({ token: [scope] })),
      ]);
  });

  it('names what routes are about in words, not as a folder of ours', () => {
    expect(api.tags.map(({ name }) => name).filter((name) => name.includes('/'))).toEqual([]);
  });

  it('says which headers may be left out, and leaves them out of what one can try', () => {
    const transfer = api.paths['/v1/transfers']?.post;
    const needed = transfer?.parameters.map(({ name, required }) => [name, required]);
    expect(needed).toEqual([
      ['idempotency-key', true],
      ['payment-confirmation', false],
    ]);
    expect(markdownOf(api)).toContain('-H "idempotency-key: $idempotencyKey"');
    expect(markdownOf(api)).not.toContain('-H "payment-confirmation');
  });

  it('tells every way in which a call may work, and tries the one that makes something', () => {
    const others = routes.filter(({ orElse = [] }) => orElse.some(({ status }) => status < 300));
    expect(others.map(({ operationId }) => operationId)).toEqual(['postTransfer', 'postAccount', 'postCashIn']);
    for (const { method, path, response, orElse = [] } of others) {
      const operation = api.paths[path]?.[method.toLowerCase()];
      const schema = operation?.responses[response.status]?.content?.['application/json']?.schema;
      expect(schema).toBeDefined();
      for (const { status, json } of orElse) {
        expect(operation?.responses[status]?.content?.['application/json']?.schema).toEqual(schema);
        expect(json?.schema.parse(json.example)).toEqual(json?.example);
      }
      expect(operation && successOf(operation).status).toBe(String(response.status));
    }
  });

  it('names every type that an answer may have', () => {
    const report = api.paths['/v1/campaigns/{campaignId}/report']?.get?.responses[200]?.content;
    expect(Object.keys(report ?? {})).toEqual(['application/json', 'text/csv', 'image/svg+xml']);
    expect(markdownOf(api)).toContain('[CampaignReport](#campaignreport) or `text/csv` or `image/svg+xml`');
  });

  it('takes leading on for an answer that works', () => {
    const link = api.paths['/r/{token}']?.get;
    expect(link && successOf(link)).toMatchObject({ status: '302', response: { description: 'On to the target' } });
  });

  it('refuses unknown fields in every body that it describes', () => {
    const bodies = Object.values(api.paths)
      .flatMap(Object.values)
      .flatMap(({ requestBody }) => requestBody ?? []);
    expect(bodies).not.toHaveLength(0);
    for (const { content } of bodies) {
      const name = String(content['application/json']?.schema.$ref).split('/').at(-1) ?? '';
      expect([name, api.components.schemas[name]?.additionalProperties]).toEqual([name, false]);
    }
  });
});

it('docs/api.md is up to date (node bin/api-reference.ts writes it)', () => {
  expect(readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8')).toBe(markdownOf(api));
});
