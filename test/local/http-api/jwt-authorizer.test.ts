import { readFile } from 'node:fs/promises';
import type { MintRequest } from '../../../local/issuer/types.ts';
import { until } from '../../support/until.ts';
import { apiResources, startTestApi, type TestApi } from './api.ts';

let nowMs = Date.UTC(2026, 10, 21, 10);
let test: TestApi;
beforeAll(async () => {
  const Format = '$context.status $context.authorizer.error $context.authorizer.claims.sub';
  const resources = apiResources(
    [
      { key: 'GET /own', scopes: ['customers/self', 'ops/read'] },
      { key: 'GET /any', scopes: [] },
    ],
    {
      stage: { AccessLogSettings: { DestinationArn: 'x', Format } },
      audience: ['mobile-id', 'ops-id'],
    },
  );
  test = await startTestApi(resources, undefined, { clock: () => new Date(nowMs) });
});
afterAll(() => test.stop());

const refusal = async (path: string, authorization: string | undefined) => {
  const response = await test.call(path, { headers: authorization === undefined ? {} : { authorization } });
  return [response.status, await response.text(), response.headers.get('www-authenticate')];
};
const minted = async (request: Partial<MintRequest>) => `Bearer ${await test.issuer.mint({ sub: 'asha', ...request })}`;
const invalid = (description: string) => [
  401,
  '{"message":"Unauthorized"}',
  `Bearer scope="customers/self ops/read" error="invalid_token" error_description="${description}"`,
];

describe('the JWT authorizer', () => {
  it('lets a good token in and hands its claims on as text', async () => {
    const token = await test.issuer.token({ customer: 'asha' });
    expect((await test.call('/own', { token })).status).toBe(200);
    expect(test.events.at(-1)?.requestContext).toMatchObject({
      authorizer: {
        jwt: {
          claims: {
            sub: 'asha',
            client_id: 'mobile-id',
            scope: 'customers/self',
            exp: String(nowMs / 1000 + 300),
            version: '2',
          },
          scopes: ['customers/self', 'ops/read'],
        },
      },
    });
  });

  it('takes the token without its scheme too, and any one of the scopes', async () => {
    const token = await test.issuer.token({ client: 'ops', scopes: ['ops/read'] });
    expect((await test.call('/own', { headers: { authorization: token } })).status).toBe(200);
  });

  it('asks for a token alone on a route without scopes', async () => {
    expect((await test.call('/any', { token: await test.issuer.mint({ sub: 'asha', scopes: [] }) })).status).toBe(200);
    expect(test.events.at(-1)?.requestContext).toMatchObject({ authorizer: { jwt: { scopes: null } } });
    expect(await refusal('/any', undefined)).toEqual([401, '{"message":"Unauthorized"}', 'Bearer']);
  });

  it.each<[string, () => Promise<string>, string]>([
    ['expired', () => minted({ expiresInSec: -1 }), 'the token has expired'],
    ['not yet valid', () => minted({ claims: { nbf: nowMs / 1000 + 60 } }), 'the token is not valid yet'],
    ['from the future', () => minted({ claims: { iat: nowMs / 1000 + 60 } }), 'the token was issued in the future'],
    ['without expiry', () => minted({ claims: { exp: undefined } }), 'the token does not have an expiration'],
    [
      "of another issuer's",
      () => minted({ claims: { iss: 'https://evil.example' } }),
      'the token does not have a valid issuer',
    ],
    ['signed with another key', () => minted({ foreignKey: true }), 'the token has an invalid signature'],
    ['for another client', () => minted({ clientId: 'php-id' }), 'the token does not have a valid audience'],
    [
      'for another audience, whatever its client',
      () => minted({ claims: { aud: 'other' } }),
      'the token does not have a valid audience',
    ],
    ['not a token', async () => 'Bearer abc', 'the token is malformed'],
    ['unsigned', async () => `Bearer ${unsigned(await minted({}))}`, 'the token is malformed'],
  ])('refuses a token that is %s', async (_, make, description) => {
    expect(await refusal('/own', await make())).toEqual(invalid(description));
  });

  it('takes aud before client_id', async () => {
    const aud = ['y', 'ops-id'];
    const token = await minted({ clientId: 'x', scopes: ['ops/read'], claims: { aud } });
    expect((await test.call('/own', { headers: { authorization: token } })).status).toBe(200);
  });

  it('answers 403 to a good token without any of the scopes', async () => {
    const [status, body, challenge] = await refusal('/own', await minted({ scopes: ['devices/write'] }));
    expect([status, body]).toEqual([403, '{"message":"Forbidden"}']);
    expect(challenge).toMatch(/^Bearer scope="customers\/self ops\/read" error="insufficient_scope"/);
  });

  it('refuses a token that it let in before, once it has expired or was tampered with', async () => {
    const token = await test.issuer.token({ customer: 'asha' });
    expect((await test.call('/own', { token })).status).toBe(200);
    const [head, , signature] = token.split('.');
    const other = (await test.issuer.token({ customer: 'binod' })).split('.')[1];
    expect(await refusal('/own', `Bearer ${head}.${other}.${signature}`)).toEqual(
      invalid('the token has an invalid signature'),
    );
    nowMs += 300_000;
    expect(await refusal('/own', `Bearer ${token}`)).toEqual(invalid('the token has expired'));
  });

  it('leaves in the access log why it refused, and whom it let in', async () => {
    await test.call('/own', { token: await test.issuer.token({ customer: 'asha' }) });
    await refusal('/own', await minted({ clientId: 'php-id' }));
    let lines: readonly string[] = [];
    await until(async () => {
      lines = (await readFile(test.logPath, 'utf8')).trim().split('\n');
      return lines.at(-1)?.startsWith('401 the token does not have a valid audience') === true;
    });
    expect(lines.slice(-2)).toEqual(['200 - asha', '401 the token does not have a valid audience -']);
  });
});

/** The same claims with `alg: none`. */
function unsigned(authorization: string): string {
  const [, claims] = authorization.split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
}
