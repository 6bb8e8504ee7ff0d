import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { startIssuer } from '../../../local/issuer/start-issuer.ts';
import type { Issuer } from '../../../local/issuer/types.ts';
import type { ResolvedResource } from '../../../local/template/resolved-resource.ts';
import { client, poolResources } from './pool.ts';

const now = new Date('2026-11-21T10:00:00Z');
const nowSec = now.getTime() / 1000;
let folder = '';
let issuer: Issuer;

const start = (resources: readonly ResolvedResource[] = poolResources) =>
  startIssuer({ resources, region: 'ap-south-1', dataDir: folder, port: 0, clock: () => now });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  issuer = await start();
});
afterAll(async () => {
  await issuer.stop();
  await rm(folder, { recursive: true });
});

const verified = async (token: string): Promise<JWTPayload> =>
  (await jwtVerify(token, createLocalJWKSet(issuer.keys()), { currentDate: now })).payload;
const post = (path: string, init: RequestInit = {}) => fetch(`${issuer.url}${path}`, { method: 'POST', ...init });

describe('tokens', () => {
  it("have the shape of Cognito's access tokens: no audience, five minutes", async () => {
    expect(await verified(await issuer.token({ customer: 'asha' }))).toEqual({
      sub: 'asha',
      username: 'asha',
      token_use: 'access',
      scope: 'customers/self',
      auth_time: nowSec,
      iss: 'https://cognito-idp.ap-south-1.amazonaws.com/ap-south-1_Pool',
      iat: nowSec,
      exp: nowSec + 300,
      version: 2,
      jti: expect.any(String),
      client_id: 'mobile-id',
    });
  });

  it('of a server carry its client as subject and the scopes it asked for', async () => {
    expect(decodeJwt(await issuer.token({ client: 'ops' }))).toMatchObject({
      sub: 'ops-id',
      client_id: 'ops-id',
      scope: 'ops/read ops/write',
    });
    expect(decodeJwt(await issuer.token({ client: 'operations', scopes: ['ops/read'] })).scope).toBe('ops/read');
    for (const client of ['php-id', 'php', 'devices']) {
      expect(decodeJwt(await issuer.token({ client })).scope).toBe('devices/write');
    }
  });

  it('are refused for clients that nobody or several know, and for scopes that the client was not given', async () => {
    await expect(issuer.token({ client: 'nobody' })).rejects.toThrow(
      /no client is named nobody: there are .*Mobile.*, .*PhpServer.*, operations/,
    );
    await expect(issuer.token({ client: 'signin' })).rejects.toThrow(/several clients fit/);
    await expect(issuer.token({ client: 'php', scopes: ['ops/read'] })).rejects.toThrow(/may not ask for ops\/read/);
  });

  it('are still good after a restart, and the secrets the same', async () => {
    const token = await issuer.token({ customer: 'asha' });
    const secret = issuer.clientSecret('ops-id');
    const again = await start();
    await jwtVerify(token, createLocalJWKSet(again.keys()), { currentDate: now });
    expect(again.clientSecret('ops-id')).toBe(secret);
    expect(again.clientSecret('mobile-id')).toBeUndefined();
    await again.stop();
  });

  it('can be made to measure for a test', async () => {
    const expired = await issuer.mint({ sub: 'asha', expiresInSec: -1 });
    await expect(verified(expired)).rejects.toThrow(/exp/);
    const foreign = await issuer.mint({ sub: 'asha', foreignKey: true });
    await expect(verified(foreign)).rejects.toThrow(/signature/);
    const odd = await issuer.mint({
      sub: 'asha',
      clientId: 'elsewhere',
      scopes: ['x/y'],
      claims: { iss: 'https://evil.example', jti: undefined },
    });
    expect(decodeJwt(odd)).toMatchObject({ iss: 'https://evil.example', client_id: 'elsewhere', scope: 'x/y' });
    expect(decodeJwt(odd)).not.toHaveProperty('jti');
  });

  it('are signed with keys that only the owner can read', async () => {
    expect((await stat(join(folder, 'issuer-keys.json'))).mode & 0o777).toBe(0o600);
  });
});

describe('the laptop endpoint POST /token', () => {
  it('answers with the bare token when text is asked for, so that a shell can use it', async () => {
    const response = await post('/token?customer=asha', { headers: { accept: 'text/plain' } });
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect((await verified(await response.text())).sub).toBe('asha');
  });

  it('answers with JSON otherwise', async () => {
    const response = await post('/token?client=ops&scope=ops%2Fread');
    expect(await response.json()).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      access_token: expect.any(String),
    });
  });

  it('says what is missing or unknown', async () => {
    const missing = await post('/token');
    expect([missing.status, await missing.json()]).toMatchObject([400, { error: 'invalid_request' }]);
    const unknown = await post('/token?client=nobody');
    expect([unknown.status, await unknown.json()]).toMatchObject([400, { error: 'invalid_client' }]);
    const beyond = await post('/token?client=php&scope=ops/read');
    expect([beyond.status, await beyond.json()]).toMatchObject([400, { error: 'invalid_scope' }]);
  });
});

describe('POST /oauth2/token', () => {
  const ask = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await post('/oauth2/token', { body: new URLSearchParams(form), headers });
    return [response.status, await response.json()];
  };
  const basic = (id: string, secret: string | undefined) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });
  const grant = { grant_type: 'client_credentials' };

  it('gives a server its token for id and secret, in the header or in the form', async () => {
    const secret = issuer.clientSecret('ops-id');
    const [status, body] = await ask({ ...grant, scope: 'ops/read' }, basic('ops-id', secret));
    expect([status, body]).toMatchObject([200, { expires_in: 300, token_type: 'Bearer' }]);
    expect((await verified((body as { access_token: string }).access_token)).scope).toBe('ops/read');
    expect(await ask({ ...grant, client_id: 'ops-id', client_secret: secret ?? '' })).toMatchObject([200, {}]);
  });

  it.each([
    ['a wrong secret', grant, () => basic('ops-id', 'wrong'), 'invalid_client'],
    ['an unknown client', grant, () => basic('nobody', 'x'), 'invalid_client'],
    ['no client', grant, () => ({}), 'invalid_client'],
    ['another scheme', grant, () => ({ authorization: 'Bearer x' }), 'invalid_client'],
    ['no grant type', {}, () => basic('ops-id', issuer.clientSecret('ops-id')), 'invalid_request'],
    [
      'another grant type',
      { grant_type: 'password' },
      () => basic('ops-id', issuer.clientSecret('ops-id')),
      'unsupported_grant_type',
    ],
    ['a client without the flow', grant, () => basic('mobile-id', ''), 'unauthorized_client'],
    [
      'a scope beyond its own',
      { ...grant, scope: 'devices/write' },
      () => basic('ops-id', issuer.clientSecret('ops-id')),
      'invalid_scope',
    ],
  ] as const)('refuses %s', async (_, form, headers, error) => {
    expect(await ask(form, headers() as Record<string, string>)).toEqual([400, { error }]);
  });

  it('refuses a body that is no form, or a huge one', async () => {
    const json = await post('/oauth2/token', { body: '{}', headers: { 'content-type': 'application/json' } });
    expect([json.status, await json.json()]).toEqual([400, { error: 'invalid_request' }]);
    expect(await ask({ ...grant, scope: 'x'.repeat(20_000) })).toEqual([400, { error: 'invalid_request' }]);
  });
});

describe('discovery', () => {
  it('leads a standard client to the keys', async () => {
    const found = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as {
      issuer: string;
      jwks_uri: string;
    };
    expect(found.issuer).toBe(issuer.issuer);
    const keys = createRemoteJWKSet(new URL(found.jwks_uri));
    await jwtVerify(await issuer.token({ customer: 'asha' }), keys, { currentDate: now });
  });

  it('never shows the private key', async () => {
    const text = await (await fetch(`${issuer.url}/.well-known/jwks.json`)).text();
    expect(Object.keys(JSON.parse(text).keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('has keys for its own name alone', async () => {
    expect(await issuer.keysOf(issuer.issuer)).toEqual(issuer.keys());
    expect(await issuer.keysOf('https://evil.example')).toBeUndefined();
  });

  it('answers 404 elsewhere', async () => {
    expect((await fetch(`${issuer.url}/login`)).status).toBe(404);
  });
});

describe('the pool of the templates', () => {
  const without = (type: string) => poolResources.filter((resource) => resource.type !== type);

  it.each([
    ['no pool', without('AWS::Cognito::UserPool'), /one user pool is needed, not 0/],
    [
      'scopes that nobody declares',
      without('AWS::Cognito::UserPoolResourceServer'),
      /no resource server declares the scope customers\/self/,
    ],
    ['an unknown property', [...poolResources, client('New', 'new', { Shiny: true })], /New\.Shiny: not known here/],
    [
      'triggers',
      [
        ...without('AWS::Cognito::UserPool'),
        { type: 'AWS::Cognito::UserPool', logicalId: 'P', physicalId: 'p', properties: { LambdaConfig: {} } },
      ],
      /P\.LambdaConfig: not known here/,
    ],
  ])('stops the start at %s', async (_, resources, message) => {
    await expect(start(resources)).rejects.toThrow(message);
  });
});
