import { z } from 'zod';
import { notificationPolicy } from '../../contracts/api/notification-policy.ts';
import { productPath, productRequest } from '../../contracts/api/notification-policy-state.ts';
import { type Product, product } from '../../contracts/api/products.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Policies } from '../adapters/policy-table.ts';
import type { Products } from '../adapters/products-table.ts';

export type PolicyDeps = HttpHandlerDeps & { readonly policies: Policies; readonly products: Products };

const noQuery = z.strictObject({});

/** Shows and changes when and how often messages go out, what they cost, and what they may offer. */
export function makePolicy({ policies, products, ...deps }: PolicyDeps): HttpHandler {
  async function showPolicy(): Promise<Reply> {
    const body = await policies.newest();
    if (body === undefined) throw new Problem('not-found', 'There is no policy yet.');
    return { status: 200, body };
  }

  async function changePolicy(request: ApiRequest): Promise<Reply> {
    const body = await policies.put(request.json(notificationPolicy), request.caller?.subject ?? '');
    if (body === undefined)
      throw new Problem('conflict', 'Another version came first; look at it, then send this again.');
    deps.log.info('policy.changed', { version: body.version });
    return { status: 200, body };
  }

  async function showProduct(productId: string): Promise<Reply> {
    const [body] = await products.all(productId);
    if (body === undefined) throw new Problem('not-found', 'There is no product of this id.');
    return { status: 200, body };
  }

  return makeHttpHandler(deps, async (request) => {
    request.query(noQuery);
    if (request.route === 'GET /v1/notification-policy') return showPolicy();
    if (request.route === 'PUT /v1/notification-policy') return changePolicy(request);
    if (request.route === 'GET /v1/products') return { status: 200, body: { products: await products.all() } };
    const { productId } = request.path(productPath);
    if (request.route.startsWith('PUT')) {
      const { enabled, ...wanted } = request.json(productRequest);
      await products.put(productId, checked(wanted), enabled);
      deps.log.info('product.changed', { productId });
    }
    return showProduct(productId);
  });
}

/** @throws Problem with a pointer for each thing that is wrong */
function checked(wanted: unknown): Product {
  const parsed = product.safeParse(wanted);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 50).map(({ path, message }) => ({
    in: 'body' as const,
    pointer: path.map((part) => `/${String(part)}`).join(''),
    detail: message,
  }));
  throw new Problem('invalid-request', 'See errors for each field that is wrong.', errors);
}
