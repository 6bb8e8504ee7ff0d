import { z } from 'zod';
import {
  type BlockList,
  type BlockState,
  blockPath,
  blockRequest,
  blocksQuery,
} from '../../contracts/api/screening-blocks.ts';
import type { Clock } from '../../shared/clock.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Blocks, KeptBlock } from '../adapters/blocks-table.ts';
import { isActive } from '../domain/block.ts';

export type BlocksDeps = HttpHandlerDeps & { readonly blocks: Blocks; readonly now: Clock };

const noQuery = z.strictObject({});

/** Shows, sets and lifts that a customer must not pay. It counts from the answer on. */
export function makeBlocks({ blocks, now, ...deps }: BlocksDeps): HttpHandler {
  const at = () => now().toISOString();

  async function activeOf(customerId: string): Promise<KeptBlock | undefined> {
    const known = await blocks.find(customerId);
    return known !== undefined && isActive(known, at()) ? known : undefined;
  }

  async function list(request: ApiRequest): Promise<Reply> {
    const { limit, after } = request.query(blocksQuery);
    const page = await blocks.list({ limit, ...(after !== undefined && { after }) });
    const body: BlockList = {
      blocks: page.blocks.filter((block) => isActive(block, at())),
      next: page.next ?? null,
    };
    return { status: 200, body };
  }

  async function show(customerId: string): Promise<Reply> {
    const block = await activeOf(customerId);
    if (block === undefined) throw new Problem('not-found', 'This customer is not blocked.');
    return { status: 200, body: { customerId, ...block } satisfies BlockState };
  }

  async function put(customerId: string, request: ApiRequest): Promise<Reply> {
    const { reason, until: wanted } = request.json(blockRequest);
    const until = wanted === undefined ? null : new Date(wanted).toISOString();
    if (!isActive({ reason, until }, at()))
      throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
        { in: 'body', pointer: '/until', detail: 'must be later than now' },
      ]);
    const known = await activeOf(customerId);
    const isSame = known?.reason === reason && known.until === until;
    const block = isSame ? known : { reason, until, since: at(), by: request.caller?.subject ?? '' };
    if (!isSame) await blocks.put(customerId, block);
    deps.log.info('block.put', { customerId, reason, until, by: block.by });
    return { status: 200, body: { customerId, ...block } satisfies BlockState };
  }

  async function lift(customerId: string, request: ApiRequest): Promise<Reply> {
    await blocks.lift(customerId);
    deps.log.info('block.lifted', { customerId, by: request.caller?.subject });
    return { status: 204 };
  }

  return makeHttpHandler(deps, (request) => {
    if (request.route.endsWith('/blocks')) return list(request);
    const { customerId } = request.path(blockPath);
    request.query(noQuery);
    if (request.route.startsWith('GET')) return show(customerId);
    return request.route.startsWith('PUT') ? put(customerId, request) : lift(customerId, request);
  });
}
