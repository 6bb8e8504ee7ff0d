import { poolQuery } from '../../contracts/api/apps.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import type { ReadPool } from '../adapters/pool-reader.ts';
import { rank } from '../domain/pool/ranking.ts';

export type GetPoolDeps = HttpHandlerDeps & { readonly readPool: ReadPool };

/** Answers how many customers have each app and each category. */
export const makeGetPool = ({ readPool, ...deps }: GetPoolDeps): HttpHandler =>
  makeHttpHandler(deps, async (request) => {
    const query = request.query(poolQuery);
    return { status: 200, body: rank(await readPool(), query) };
  });
