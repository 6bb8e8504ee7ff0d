import { timingSafeEqual } from 'node:crypto';
import type { PoolClient } from './user-pool.ts';

export type TokenForm = { readonly authorization: string | undefined; readonly form: URLSearchParams };

export type TokenGrant =
  | { readonly kind: 'granted'; readonly client: PoolClient; readonly scopes: readonly string[] }
  | { readonly kind: 'refused'; readonly error: TokenError };

export type TokenError =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope';

/** Decides `POST /oauth2/token` as Cognito's domain does for a server (client credentials). */
export function decideGrant(
  request: TokenForm,
  clients: readonly PoolClient[],
  secretOf: (client: PoolClient) => string | undefined,
): TokenGrant {
  const { form } = request;
  const grantType = form.get('grant_type');
  if (grantType === null) return refused('invalid_request');
  const credentials = credentialsOf(request);
  const client = clients.find(({ id }) => id === credentials?.id);
  if (client === undefined || credentials === undefined) return refused('invalid_client');
  const secret = secretOf(client);
  if (secret !== undefined && !isSame(secret, credentials.secret)) return refused('invalid_client');
  if (grantType !== 'client_credentials') return refused('unsupported_grant_type');
  if (secret === undefined || !client.flows.includes('client_credentials')) return refused('unauthorized_client');

  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const scopes = asked.length > 0 ? asked : client.scopes;
  if (!scopes.every((scope) => client.scopes.includes(scope))) return refused('invalid_scope');
  return { kind: 'granted', client, scopes };
}

function credentialsOf({ authorization, form }: TokenForm): { id: string; secret: string } | undefined {
  if (authorization !== undefined) {
    const [scheme, encoded = ''] = authorization.split(' ');
    if (scheme?.toLowerCase() !== 'basic') return undefined;
    const decoded = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    return colon < 0 ? undefined : { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
  }
  const id = form.get('client_id');
  return id === null ? undefined : { id, secret: form.get('client_secret') ?? '' };
}

function refused(error: TokenError): TokenGrant {
  return { kind: 'refused', error };
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
