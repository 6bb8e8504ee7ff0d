import { existsSync, globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

type Rewrite = {
  readonly file: RegExp;
  readonly rewrite: (source: string) => string;
};

/**
 * What keeps esbuild from dropping code that no function uses, and how to write it so that it can. Each of these is
 * worth kilobytes in every bundle (docs/decisions/0102-lean-bundles.md has the figures).
 */
const rewritesFor = (root: string): readonly Rewrite[] => {
  const imported = importedFromClients(root);
  return [
    {
      // A literal with computed keys may have side effects as far as esbuild knows, so it keeps all of S3's schemas.
      file: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]/,
      rewrite: (source) =>
        source.replace(
          /^(export var \S+|const \S+|var \S+) = (\[[\s\S]*?\]);$/gm,
          '$1 = /* @__PURE__ */ (() => $2)();',
        ),
    },
    {
      // A client registers a class for every error of its service. Those that no source of ours imports arrive as the
      // service's base error with the same name and message, as errors do that are newer than the SDK.
      file: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]/,
      rewrite: (source) =>
        source.replace(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, name: string) =>
          imported.has(name) ? line : '',
        ),
    },
    {
      // Copies every request and answer, secrets masked, for a logger that nobody gives it.
      file: /[\\/]middleware-logger[\\/]loggerMiddleware\.js$/,
      rewrite: (source) =>
        source.replace(
          /export const loggerMiddleware = [\s\S]*?(?=export const loggerMiddlewareOptions)/,
          'export const loggerMiddleware = () => (next) => next;\n',
        ),
    },
    {
      // Its default handler speaks HTTP/2; ours is given to every client (lambdas/shared/kinesis-client.ts).
      file: /@aws-sdk[\\/]client-kinesis[\\/]dist-es[\\/]runtimeConfig\.js$/,
      rewrite: (source) => source.replace('NodeHttp2Handler as RequestHandler', 'NodeHttpHandler as RequestHandler'),
    },
    {
      // Durable functions load the whole client at run time for two calls, so nothing of it can be shaken.
      file: /@aws-sdk[\\/]client-lambda[\\/]dist-es[\\/]index\.js$/,
      rewrite: () => lambdaIndex(root, imported),
    },
    {
      // Errors are named after their class, which minified is a letter or two: in logs and in what executions keep.
      file: /durable-execution-sdk-js[\\/]dist[\\/]index\.mjs$/,
      rewrite: (source) =>
        source.replaceAll(
          'this.name = this.constructor.name;',
          "Object.defineProperty(this, 'name', { get: () => this.errorType ?? 'UnrecoverableError' });",
        ),
    },
    {
      // Hashes in JavaScript for machines without node:crypto.
      file: /[\\/](Sha256Js|Sha1Js|Md5Js)\.js$/,
      rewrite: (source) => source.replace(/[\s\S]*export class (\w+) [\s\S]*/, 'export class $1 {}'),
    },
  ];
};

/** Every name that a source of ours takes from an SDK client: an error class among them is compared with. */
function importedFromClients(root: string): ReadonlySet<string> {
  const sources = globSync('lambdas/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  return new Set(
    sources
      .flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-/g)])
      .flatMap(([, names = '']) => names.split(',').map((name) => name.trim())),
  );
}

/** The client, the two calls of durable functions, and what sources of ours import by name. */
function lambdaIndex(root: string, imported: ReadonlySet<string>): string {
  const commands = new Set(['CheckpointDurableExecutionCommand', 'GetDurableExecutionStateCommand', ...imported]);
  const client = join(root, 'node_modules', '@aws-sdk', 'client-lambda', 'dist-es');
  const errors = readFileSync(join(client, 'models', 'errors.js'), 'utf8');
  return [
    "export { LambdaClient } from './LambdaClient';",
    ...[...commands]
      .filter((name) => existsSync(join(client, 'commands', `${name}.js`)))
      .map((name) => `export { ${name} } from './commands/${name}';`),
    ...[...imported]
      .filter((name) => errors.includes(`export class ${name} `))
      .map((name) => `export { ${name} } from './models/errors';`),
  ].join('\n');
}

/** `z` as a named import is an object with everything zod has, all languages included; as a namespace it is shaken. */
const namespaceOfZod = (source: string): string =>
  source.replace(/^import \{ z \} from 'zod';$/m, "import * as z from 'zod';");

const libraryMap = Buffer.from('{"version":3,"sources":["library"],"mappings":"AAAA"}').toString('base64');

/**
 * Rewrites libraries so that unused code falls away, and leaves them out of the source map: a map of everything is
 * twice the bundle, and a stack trace into a library still names the line of ours that called it.
 */
export const leanLibraries = (root: string): Plugin => ({
  name: 'lean-libraries',
  setup(build) {
    const rewrites = rewritesFor(root);
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.m?js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const lean = rewrites.filter(({ file }) => file.test(path)).reduce((text, { rewrite }) => rewrite(text), source);
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
});
