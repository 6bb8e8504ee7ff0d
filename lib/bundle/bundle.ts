import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type OutputFile } from 'esbuild';
import { findEntries, sourceOf } from './entries.ts';
import { leanLibraries } from './lean-libraries.ts';
import { madeWhileBundling } from './made-while-bundling.ts';

/** What a function may weigh: a cold start reads and compiles all of it. */
export const bundleBudgetBytes = 400 * 1024;

export type Bundle = {
  /** `<domain>/<function>` */
  readonly entry: string;
  /** Minified JavaScript without its source map. */
  readonly bytes: number;
  readonly changed: boolean;
};

export type Bundles = {
  readonly bundles: readonly Bundle[];
  readonly metafile: Metafile;
};

const substitute = (name: string): string => fileURLToPath(new URL(`substitutes/${name}`, import.meta.url));

/** How a function's sources become what Lambda runs, libraries replaced. */
export const asLambdaHasIt = (root: string) =>
  ({
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The ESM builds of libraries: their CommonJS cannot be shaken, and the bundles come out a third larger.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    // Messages are in many scripts; escaped, each letter of theirs would take six bytes.
    charset: 'utf8',
    loader: { '.sql': 'text', '.html': 'text' },
    alias: {
      '@aws-sdk/client-s3': substitute('s3-writer.ts'),
      '@aws-sdk/credential-provider-node': substitute('credentials-from-environment.ts'),
      '@aws-sdk/middleware-endpoint-discovery': substitute('no-endpoint-discovery.ts'),
      '@smithy/core/event-streams': substitute('no-event-streams.ts'),
    },
    plugins: [madeWhileBundling, leanLibraries(root)],
    logLevel: 'silent',
  }) satisfies BuildOptions;

/**
 * Bundles all functions below `root` in one pass to `dist/lambdas/<domain>/<function>/index.mjs` with a source map of
 * our own lines beside it. The same sources give the same bytes, and a file that would not change is not written.
 * @throws Error with esbuild's messages when a source does not compile
 */
export async function bundleAll(root: string): Promise<Bundles> {
  // esbuild spends a quarter of its time on collecting garbage otherwise.
  process.env.GOGC ??= '400';
  const entries = findEntries(root);
  if (entries.length === 0) throw new Error(`no functions below ${join(root, 'lambdas')}`);
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: sourceOf(entry), out: `${entry}/index` })),
    outdir: 'dist/lambdas',
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    sourcemap: 'linked',
    sourcesContent: false,
    ...asLambdaHasIt(root),
  });
  const changed = new Set(outputFiles.filter(writeIfChanged).map(({ path }) => path));
  const bundles = entries.map((entry) => {
    const path = join(root, 'dist', 'lambdas', entry, 'index.mjs');
    const bytes = outputFiles.find((file) => file.path === path)?.contents.byteLength ?? 0;
    return { entry, bytes, changed: changed.has(path) };
  });
  return { bundles, metafile };
}

function writeIfChanged({ path, contents }: OutputFile): boolean {
  if (existsSync(path) && readFileSync(path).equals(contents)) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
  return true;
}
