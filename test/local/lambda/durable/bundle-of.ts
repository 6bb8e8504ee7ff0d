import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, bundleAll } from '../../../../lib/bundle/bundle.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export type Built = { readonly bundles: readonly Bundle[]; readonly folderOf: (name: string) => string };

/** Bundles those of `functions/` as the app's are, with all that makes them lean. */
export async function bundled(...names: readonly string[]): Promise<Built> {
  const checkout = mkdtempSync(join(tmpdir(), 'sangam-durable-'));
  symlinkSync(at('../../../../node_modules'), join(checkout, 'node_modules'));
  for (const name of names) {
    mkdirSync(join(checkout, 'lambdas', 'payments', name), { recursive: true });
    copyFileSync(at(`functions/${name}.ts`), join(checkout, 'lambdas', 'payments', name, 'index.ts'));
  }
  const { bundles } = await bundleAll(checkout);
  return { bundles, folderOf: (name) => join(checkout, 'dist', 'lambdas', 'payments', name) };
}
