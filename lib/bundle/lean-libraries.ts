import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { rewritesByFile, rewritten } from './rewrite.ts';
import { rewritesOfSdk } from './rewrites-of-sdk.ts';
import { rewritesOfZod } from './rewrites-of-zod.ts';

const sourcesOf = (root: string): readonly string[] =>
  globSync('lambdas/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));

/** Every name that a source of ours takes from an SDK client. */
const importedFromClients = (sources: readonly string[]): ReadonlySet<string> =>
  new Set(
    sources
      .flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-/g)])
      .flatMap(([, names = '']) => names.split(',').map((name) => name.trim())),
  );

/** Every method that a source of ours calls on anything but `z` and `z.iso`. */
const calledMethods = (sources: readonly string[]): ReadonlySet<string> =>
  new Set(
    sources.flatMap((source) => [...source.matchAll(/(?<!\bz|\bz\.iso)\.(\w+)\(/g)].map(([, name = '']) => name)),
  );

/** `z` as a named import is an object with everything zod has, all languages included; as a namespace it is shaken. */
const namespaceOfZod = (source: string): string =>
  source.replace(/^import \{ z \} from 'zod';$/m, "import * as z from 'zod';");

const libraryMap = Buffer.from('{"version":3,"sources":["library"],"mappings":"AAAA"}').toString('base64');

/**
 * Rewrites libraries so that unused code falls away (docs/decisions/0102-lean-bundles.md has the figures), and leaves
 * them out of the source map: a map of everything is twice the bundle, and a stack trace into a library still names the
 * line of ours that called it.
 */
export const leanLibraries = (root: string): Plugin => ({
  name: 'lean-libraries',
  setup(build) {
    const sources = sourcesOf(root);
    const rewrites = rewritesByFile(root, [
      ...rewritesOfSdk(root, importedFromClients(sources)),
      ...rewritesOfZod(calledMethods(sources)),
    ]);
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.m?js$/ }, async ({ path }) => {
      const lean = (rewrites.get(path) ?? []).reduce(rewritten, await readFile(path, 'utf8'));
      return { contents: `${lean}\n//# sourceMappingURL=data:application/json;base64,${libraryMap}`, loader: 'js' };
    });
    // A client wants its own version for the user agent and imports the whole manifest for it.
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    build.onLoad({ filter: /[\\/]lambdas[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (source.includes('toJSONSchema'))
        throw new Error(`bundles cannot describe schemas: ${path} can while bundling`);
      return { contents: namespaceOfZod(source), loader: 'ts' };
    });
  },
});
