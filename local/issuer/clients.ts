import { createHmac } from 'node:crypto';
import type { PoolClient, UserPool } from './user-pool.ts';

/** No client, or more than one, goes by this name. */
export class UnknownClient extends Error {
  override readonly name = 'UnknownClient';
}

/** A client asks for a scope that it was not given. */
export class ScopeNotAllowed extends Error {
  override readonly name = 'ScopeNotAllowed';
}

/** @throws {ScopeNotAllowed} naming the scope. */
export function allowedScopes(client: PoolClient, asked: readonly string[] | undefined): readonly string[] {
  const beyond = asked?.find((scope) => !client.scopes.includes(scope));
  if (beyond === undefined) return asked ?? client.scopes;
  throw new ScopeNotAllowed(`${client.name} may not ask for ${beyond}, only for ${client.scopes.join(' ')}`);
}

/**
 * Finds a client by its id or name, by the resource server whose scopes it alone has (`ops`, `devices`), or by a part of
 * its logical id that only it has (`php`).
 * @throws {UnknownClient} naming the clients that there are.
 */
export function clientNamed(pool: UserPool, name: string): PoolClient {
  const wanted = name.toLowerCase();
  const ways: readonly ((client: PoolClient) => boolean)[] = [
    (client) => client.id === name || client.name === name,
    (client) => client.scopes.some((scope) => scope.startsWith(`${wanted}/`)),
    (client) => `${client.name} ${client.logicalId}`.toLowerCase().includes(wanted),
  ];
  const fitting = ways.map((fits) => pool.clients.filter(fits)).find((clients) => clients.length > 0) ?? [];
  const [found, ...others] = fitting;
  if (found !== undefined && others.length === 0) return found;
  const known = pool.clients.map((client) => client.name).join(', ');
  throw new UnknownClient(
    `${others.length > 0 ? 'several clients fit' : 'no client is named'} ${name}: there are ${known}`,
  );
}

/**
 * The client that signs customers in.
 * @throws {UnknownClient} when no client has the authorization-code flow.
 */
export function customerClient(pool: UserPool): PoolClient {
  const client = pool.clients.find(({ flows }) => flows.includes('code'));
  if (client === undefined)
    throw new UnknownClient('no client signs customers in: none has the authorization-code flow');
  return client;
}

/** The same at every start, because it comes from a seed that is kept. */
export function secretOf(client: PoolClient, seed: Buffer): string | undefined {
  return client.hasSecret ? createHmac('sha256', seed).update(client.id).digest('base64url') : undefined;
}
