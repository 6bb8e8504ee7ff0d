import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { rewritesByFile, rewritten } from './rewrite.ts';
import { rewritesOfSdk } from './rewrites-of-sdk.ts';
import { rewritesOfZod } from './rewrites-of-zod.ts';

/** Every name that a source of ours takes from an SDK client. */
function importedFromClients(root: string): ReadonlySet<string> {
  const sources = globSync('lambdas/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  return new Set(
    sources
      .flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-/g)])
      .flatMap(([, names = '']) => names.split(',').map((name) => name.trim())),
  );
}

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
    const rewrites = rewritesByFile(root, [...rewritesOfSdk(root, importedFromClients(root)), ...rewritesOfZod]);
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
