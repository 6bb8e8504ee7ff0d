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
 * Finds a client by its id, its name, or a part of its logical id that only it has.
 * @throws {UnknownClient} naming the clients that there are.
 */
export function clientNamed(pool: UserPool, name: string): PoolClient {
  const exact = pool.clients.filter((client) => client.id === name || client.name === name);
  const wanted = name.toLowerCase();
  const close = pool.clients.filter((client) => `${client.name} ${client.logicalId}`.toLowerCase().includes(wanted));
  const [found, ...others] = exact.length > 0 ? exact : close;
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
