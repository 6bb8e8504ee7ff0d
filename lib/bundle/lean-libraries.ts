import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

type Rewrite = {
  readonly file: RegExp;
  readonly rewrite: (source: string) => string;
};

/**
 * What keeps esbuild from dropping code that no function calls. Each entry changes how a file is written, not what it
 * does, and each is worth tens of kilobytes in every bundle (docs/decisions/0102-lean-bundles.md).
 */
const libraryRewrites: readonly Rewrite[] = [
  {
    // A literal with computed keys may have side effects as far as esbuild knows, so it keeps all of S3's schemas.
    file: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]/,
    rewrite: (source) =>
      source.replace(/^(export var \S+|const \S+|var \S+) = (\[[\s\S]*?\]);$/gm, '$1 = /* @__PURE__ */ (() => $2)();'),
  },
];

/** `z` as a named import is an object with everything zod has, all languages included; as a namespace it is shaken. */
const namespaceOfZod = (source: string): string =>
  source.replace(/^import \{ z \} from 'zod';$/m, "import * as z from 'zod';");

const libraryMap = Buffer.from('{"version":3,"sources":["library"],"mappings":"AAAA"}').toString('base64');

/**
 * Rewrites libraries so that unused code falls away, and leaves them out of the source map: a map of everything is
 * twice the bundle, and a stack trace into a library still names the line of ours that called it.
 */
export const leanLibraries: Plugin = {
  name: 'lean-libraries',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.m?js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const lean = libraryRewrites
        .filter(({ file }) => file.test(path))
        .reduce((text, { rewrite }) => rewrite(text), source);
      return { contents: `${lean}\n//# sourceMappingURL=data:application/json;base64,${libraryMap}`, loader: 'js' };
    });
    // A client wants its own version for the user agent and imports the whole manifest for it.
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    build.onLoad({ filter: /[\\/]lambdas[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: namespaceOfZod(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
