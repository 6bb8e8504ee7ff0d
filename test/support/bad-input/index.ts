import type { ApiRoute } from '../../../lambdas/contracts/api/routes.ts';
import { goodRequest } from './good-request.ts';
import type { BadRequest, Flaw } from './types.ts';
import { wrongBytes } from './wrong-bytes.ts';
import { wrongCallers } from './wrong-callers.ts';
import { wrongHeaders, wrongPaths, wrongQueries } from './wrong-parameters.ts';
import { wrongBodies } from './wrong-values.ts';

export { customer, goodRequest, vendorClient } from './good-request.ts';
export { type BadRequest, type Caller, marker } from './types.ts';

/** Everything that can be wrong with a request to a route, one thing at a time, made from what the route says of itself. */
export function badRequests(route: ApiRoute): BadRequest[] {
  const { request } = route;
  const { 'content-type': _, ...ownHeaders } = goodRequest(route).headers;
  const flaws: Flaw[] = [
    ...wrongCallers(route),
    ...wrongPaths(route),
    ...wrongQueries(route),
    ...wrongHeaders(route),
    ...(request === undefined
      ? []
      : [
          ...wrongBytes(request.example).map((flaw) => ({ ...flaw, headers: { ...ownHeaders, ...flaw.headers } })),
          ...wrongBodies(request.schema, request.example),
        ]),
    { title: 'method: PATCH', method: 'PATCH', refusal: { by: 'gateway', status: 404 } },
  ];
  return flaws.map((flaw) => ({ ...goodRequest(route), ...flaw }));
}
