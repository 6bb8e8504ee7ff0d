import { routes } from '../../lambdas/contracts/api/routes.ts';
import type { Route } from '../constructs/http-endpoint.ts';

/** The routes that a function serves, from the list that the API reference is written from. */
export const routesOf = (entry: string): readonly Route[] => routes.filter((route) => route.entry === entry);
