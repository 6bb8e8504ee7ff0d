import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

/** Folders under a domain that hold no function. */
const notFunctions = new Set(['domain', 'adapters']);
const notDomains = new Set(['contracts', 'shared']);

/** All functions of the repo as `<domain>/<function>`, in a fixed order. */
export function findEntries(root: string): string[] {
  return globSync('lambdas/*/*/index.ts', { cwd: root })
    .map((file) => file.split(/[\\/]/).slice(1, 3))
    .filter(([domain = '', name = '']) => !notDomains.has(domain) && !notFunctions.has(name))
    .map((parts) => parts.join('/'))
    .sort();
}

export const sourceOf = (entry: string): string => `lambdas/${entry}/index.ts`;

/** The folder that holds only this function's bundle: the whole folder is the Lambda asset. */
const bundleFolder = (root: string, entry: string): string => join(root, 'dist', 'lambdas', entry);

/**
 * The folder to deploy for an entry.
 * @throws Error that names the missing source or the missing build
 */
export function requireBundle(root: string, entry: string): string {
  const folder = bundleFolder(root, entry);
  if (existsSync(join(folder, 'index.mjs'))) return folder;
  if (existsSync(join(root, sourceOf(entry)))) throw new Error(`${entry} is not built: run npm run build`);
  throw new Error(`${entry} has no source: expected ${sourceOf(entry)}`);
}
