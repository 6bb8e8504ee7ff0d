import { basename } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * A module called `*.made.ts` runs while bundling, and its bundle carries what it exports, as JSON, in place of it and
 * all it imports. Not bundled it is a module like any other.
 */
export const madeWhileBundling: Plugin = {
  name: 'made-while-bundling',
  setup({ onLoad }) {
    onLoad({ filter: /\.made\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        write: false,
        bundle: true,
        format: 'esm',
        platform: 'node',
        loader: { '.sql': 'text' },
        logLevel: 'silent',
      });
      const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
      const made = (await import(`data:text/javascript;base64,${code}`)) as Readonly<Record<string, unknown>>;
      const constants = Object.entries(made).map(([name, value]) => `export const ${name} = ${asJson(value, path)};`);
      return { contents: constants.join('\n'), loader: 'js' };
    });
  },
};

function asJson(value: unknown, path: string): string {
  const json = JSON.stringify(value);
  if (json === undefined) throw new Error(`${basename(path)} exports what JSON cannot hold`);
  return json;
}
