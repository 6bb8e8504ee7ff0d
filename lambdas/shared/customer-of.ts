import { z } from 'zod';
import { customerId } from '../contracts/event.ts';
import type { ApiRequest } from './http.ts';
import { Problem } from './problem.ts';

const inPath = z.looseObject({ customerId });

/**
 * The customer of a request: the token's own, or the one in the path when the token has a scope that may name others.
 * @throws Problem `not-yours` when a customer names somebody else
 */
export function customerOf(request: ApiRequest, scopesForOthers: readonly string[]): string {
  const { caller, route } = request;
  if (caller === undefined) throw new Error(`${route} must have an authorizer`);
  if (!route.includes('{customerId}')) {
    const own = customerId.safeParse(caller.subject);
    if (!own.success) throw new Problem('not-yours', 'The token names nobody who could be a customer.');
    return own.data;
  }
  const named = request.path(inPath).customerId;
  if (scopesForOthers.some((scope) => caller.scopes.has(scope))) return named;
  if (caller.subject !== named) throw new Problem('not-yours', 'A customer may name nobody but themselves.');
  return named;
}
