import { globSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** A change to files of libraries on their way into the bundles. */
export type Rewrite = {
  /** A glob below `node_modules`. */
  readonly files: string;
  readonly find: RegExp;
  readonly write: string | ((...found: string[]) => string);
};

/**
 * The rewrites by the real paths of the files that they change.
 * @throws Error that names a rewrite without files: its library has moved on, and bundles would grow unnoticed
 */
export function rewritesByFile(root: string, rewrites: readonly Rewrite[]): ReadonlyMap<string, readonly Rewrite[]> {
  const libraries = realpathSync(join(root, 'node_modules'));
  const found = rewrites.flatMap((rewrite) => {
    const files = globSync(rewrite.files, { cwd: libraries });
    if (files.length === 0) throw new Error(`no library has ${rewrite.files}, which bundles rewrite`);
    return files.map((file) => [join(libraries, file), rewrite] as const);
  });
  return new Map(
    [...Map.groupBy(found, ([path]) => path)].map(([path, each]) => [path, each.map(([, rewrite]) => rewrite)]),
  );
}

/** @throws Error when the file has nothing of what the rewrite looks for: its library has moved on */
export function rewritten(source: string, { files, find, write }: Rewrite): string {
  if (source.search(find) === -1) throw new Error(`${files} has nothing like ${find}, which bundles rewrite`);
  return typeof write === 'string' ? source.replace(find, write) : source.replace(find, write);
}
