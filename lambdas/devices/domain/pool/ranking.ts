import type { Pool, PoolQuery } from '../../../contracts/api/apps.ts';
import { appCounter, categoryCounter } from './member.ts';

/**
 * The pool as the API tells it: from the most to the least common, equals by name; what nobody has is left out, and so are
 * apps that are not wanted.
 */
export function rank(
  sums: ReadonlyMap<string, number>,
  { limit, offset }: Pick<PoolQuery, 'limit' | 'offset'>,
  isWanted: (packageName: string) => boolean = () => true,
): Pool {
  const named = (prefix: string): [string, number][] =>
    [...sums]
      .filter(([counter, customers]) => counter.startsWith(prefix) && customers > 0)
      .map(([counter, customers]): [string, number] => [counter.slice(prefix.length), customers])
      .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const apps = named(appCounter('')).filter(([name]) => isWanted(name));
  return {
    categories: named(categoryCounter('')).map(([category, customers]) => ({ category, customers })),
    apps: apps.slice(offset, offset + limit).map(([name, customers]) => ({ package: name, customers })),
    total: apps.length,
  };
}
