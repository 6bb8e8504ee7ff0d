import { randomUUID } from 'node:crypto';
import type { PoolClient } from './user-pool.ts';

export type AccessTokenFacts = {
  readonly issuer: string;
  readonly sub: string;
  readonly client: Pick<PoolClient, 'id'>;
  readonly scopes: readonly string[];
  readonly nowSec: number;
  readonly expiresInSec: number;
};

/** Claims of a Cognito access token. It names its client in `client_id` and has no `aud`. */
export function accessTokenClaims(facts: AccessTokenFacts): Readonly<Record<string, unknown>> {
  const isServer = facts.sub === facts.client.id;
  return {
    sub: facts.sub,
    token_use: 'access',
    scope: facts.scopes.join(' '),
    auth_time: facts.nowSec,
    iss: facts.issuer,
    exp: facts.nowSec + facts.expiresInSec,
    iat: facts.nowSec,
    version: 2,
    jti: randomUUID(),
    client_id: facts.client.id,
    ...(isServer ? {} : { username: facts.sub }),
  };
}
