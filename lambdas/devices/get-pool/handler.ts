import { poolQuery } from '../../contracts/api/apps.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import type { LoadCatalogue } from '../adapters/catalogue-table.ts';
import type { ReadPool } from '../adapters/pool-reader.ts';
import { categoryOf } from '../domain/apps/category-of.ts';
import { rank } from '../domain/pool/ranking.ts';

export type GetPoolDeps = HttpHandlerDeps & {
  readonly readPool: ReadPool;
  readonly loadCatalogue: LoadCatalogue;
};

/** Answers how many customers have each app, or each of a category, and each category. */
export function makeGetPool({ readPool, loadCatalogue, ...deps }: GetPoolDeps): HttpHandler {
  async function isOf(category: string): Promise<(packageName: string) => boolean> {
    // Without what phones say: the pool's counters have names alone.
    const named = categoryOf(await loadCatalogue());
    return (name) => named({ package: name }) === category;
  }

  return makeHttpHandler(deps, async (request) => {
    const { category, ...page } = request.query(poolQuery);
    const isWanted = category === undefined ? undefined : await isOf(category);
    return { status: 200, body: rank(await readPool(), page, isWanted) };
  });
}
