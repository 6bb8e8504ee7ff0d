import { compactVerify, createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet } from 'jose';
import type { ApiRoute, JwtAuthorizer } from './api-resources.ts';
import type { Claims } from './request-event.ts';

export type Authorization =
  | { readonly kind: 'allowed'; readonly claims: Claims }
  /** 401; `description` is undefined when no token came. */
  | { readonly kind: 'unauthorized'; readonly description: string | undefined }
  /** 403: a valid token without any of the route's scopes. */
  | { readonly kind: 'forbidden'; readonly description: string };

export type Authorize = (
  route: Pick<ApiRoute, 'scopes'> & { readonly authorizer: JwtAuthorizer },
  authorization: string | undefined,
  nowMs: number,
) => Promise<Authorization>;

type Checked = { readonly claims: Claims } | { readonly problem: string };

/** Tokens whose signature was found good; the times in them are looked at again each time. */
const rememberedMax = 1000;

/** @param keysOf Public keys of an issuer; undefined for one that nobody serves here. */
export function makeAuthorize(keysOf: (issuer: string) => Promise<JSONWebKeySet | undefined>): Authorize {
  const remembered = new Map<string, Claims>();
  return async ({ authorizer, scopes }, authorization, nowMs) => {
    if (authorization === undefined || authorization === '') return { kind: 'unauthorized', description: undefined };
    const token = authorization.replace(/^bearer\s+/i, '');
    const checked = await check(token, authorizer);
    if ('problem' in checked) return { kind: 'unauthorized', description: checked.problem };
    const problem = timeProblem(checked.claims, nowMs);
    if (problem !== undefined) return { kind: 'unauthorized', description: problem };
    const granted = scopesOf(checked.claims);
    return scopes.length === 0 || scopes.some((scope) => granted.includes(scope))
      ? { kind: 'allowed', claims: checked.claims }
      : { kind: 'forbidden', description: 'the token does not have any of the required scopes' };
  };

  async function check(token: string, authorizer: JwtAuthorizer): Promise<Checked> {
    const key = `${authorizer.issuer} ${token}`;
    const known = remembered.get(key);
    const verified = known === undefined ? await verify(token, authorizer) : { claims: known };
    if ('problem' in verified) return verified;
    if (known === undefined) {
      if (remembered.size >= rememberedMax) remembered.delete(remembered.keys().next().value ?? '');
      remembered.set(key, verified.claims);
    }
    return isForAudience(verified.claims, authorizer.audience)
      ? verified
      : { problem: 'the token does not have a valid audience' };
  }

  async function verify(token: string, { issuer }: JwtAuthorizer): Promise<Checked> {
    try {
      const claims = decodeJwt(token);
      if (claims.iss !== issuer) return { problem: 'the token does not have a valid issuer' };
      const keys = await keysOf(issuer);
      if (keys === undefined) return { problem: 'OIDC discovery endpoint communication error' };
      await compactVerify(token, createLocalJWKSet(keys), { algorithms: ['RS256', 'RS384', 'RS512'] });
      return { claims };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  }
}

/** `www-authenticate` of a refusal. */
export function challengeOf(refused: Exclude<Authorization, { kind: 'allowed' }>, scopes: readonly string[]): string {
  if (refused.description === undefined) return 'Bearer';
  const error = refused.kind === 'forbidden' ? 'insufficient_scope' : 'invalid_token';
  return `Bearer scope="${scopes.join(' ')}" error="${error}" error_description="${refused.description}"`;
}

function timeProblem(claims: Claims, nowMs: number): string | undefined {
  const nowSec = nowMs / 1000;
  const isNumber = (value: unknown): value is number => typeof value === 'number';
  if (!isNumber(claims.exp)) return 'the token does not have an expiration';
  if (claims.exp <= nowSec) return 'the token has expired';
  if (claims.nbf !== undefined && !(isNumber(claims.nbf) && claims.nbf <= nowSec)) return 'the token is not valid yet';
  if (claims.iat !== undefined && !(isNumber(claims.iat) && claims.iat <= nowSec))
    return 'the token was issued in the future';
  return undefined;
}

/** `client_id` is looked at only when there is no `aud`. */
function isForAudience(claims: Claims, audience: readonly string[]): boolean {
  const named = [claims.aud ?? claims.client_id].flat();
  return named.some((name) => typeof name === 'string' && audience.includes(name));
}

function scopesOf(claims: Claims): readonly string[] {
  const scopes = claims.scope ?? claims.scp;
  if (Array.isArray(scopes)) return scopes.map(String);
  return typeof scopes === 'string' ? scopes.split(' ') : [];
}

function problemOf(error: unknown): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the token has an invalid signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'the token names a key that the issuer does not have';
  return 'the token is malformed';
}
