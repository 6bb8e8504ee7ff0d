import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, type JSONWebKeySet, type JWTPayload, SignJWT } from 'jose';
import { accessTokenClaims } from './claims.ts';
import { allowedScopes, clientNamed, customerClient, secretOf } from './clients.ts';
import { answer } from './routes.ts';
import { algorithm, makeForeignKey, openSigningKeys } from './signing-keys.ts';
import { decideGrant } from './token-endpoint.ts';
import type { Issuer, IssuerOptions, MintRequest, TokenRequest } from './types.ts';
import { readUserPool } from './user-pool.ts';

/**
 * Starts the issuer that stands for the user pool.
 * @throws {UnsupportedUserPool} naming what it does not know in the pool's resources.
 */
export async function startIssuer(options: IssuerOptions): Promise<Issuer> {
  const pool = readUserPool(options.resources);
  const signing = await openSigningKeys(options.dataDir);
  const clock = options.clock ?? (() => new Date());
  const issuer = `https://cognito-idp.${options.region}.amazonaws.com/${pool.id}`;
  const keys = (): JSONWebKeySet => ({ keys: [signing.publicJwk] });
  let url = '';

  const server = createServer((request, response) => void answer(routes, request, response));
  const routes = {
    url: () => url,
    issuer,
    keys,
    token,
    decide: (request: Parameters<typeof decideGrant>[0]) =>
      decideGrant(request, pool.clients, (client) => secretOf(client, signing.secretSeed)),
    expiresInSec: (signed: string) => {
      const { exp = 0, iat = 0 } = decodeJwt(signed);
      return exp - iat;
    },
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    issuer,
    keys,
    keysOf: async (asked) => (asked === issuer ? keys() : undefined),
    token,
    mint,
    clientSecret: (id) => {
      const client = pool.clients.find((candidate) => candidate.id === id);
      return client && secretOf(client, signing.secretSeed);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function token(request: TokenRequest): Promise<string> {
    const { expiresInSec } = request;
    if ('customer' in request) {
      const client = customerClient(pool);
      return mint({ sub: request.customer, clientId: client.id, scopes: client.scopes, expiresInSec });
    }
    const client = clientNamed(pool, request.client);
    return mint({ sub: client.id, clientId: client.id, scopes: allowedScopes(client, request.scopes), expiresInSec });
  }

  async function mint(request: MintRequest): Promise<string> {
    const client =
      request.clientId === undefined ? customerClient(pool) : pool.clients.find(({ id }) => id === request.clientId);
    const claims = accessTokenClaims({
      issuer,
      sub: request.sub,
      client: { id: request.clientId ?? client?.id ?? '' },
      scopes: request.scopes ?? client?.scopes ?? [],
      nowSec: Math.floor(clock().getTime() / 1000),
      expiresInSec: request.expiresInSec ?? client?.accessTokenSec ?? 300,
    });
    const key = request.foreignKey === true ? await makeForeignKey() : signing.privateKey;
    return new SignJWT({ ...claims, ...request.claims } as JWTPayload)
      .setProtectedHeader({ alg: algorithm, kid: signing.keyId })
      .sign(key);
  }
}
