import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles one of `functions/` as the app's are. @returns the folder of its `index.mjs` */
export async function bundleOf(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-durable-'));
  await build({
    entryPoints: [fileURLToPath(new URL(`functions/${name}.ts`, import.meta.url))],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  return folder;
}
