import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesize } from '../../local/synth.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A checkout whose synth is the given source. */
function aCheckout(source: string): string {
  const root = mkdtempSync(join(tmpdir(), 'sangam-checkout-'));
  symlinkSync(modules, join(root, 'node_modules'));
  for (const folder of ['bin', 'lib']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'bin', 'sangam.ts'), source);
  return root;
}

it('synthesizes again only when something that the synth reads has changed', async () => {
  const root = aCheckout(
    "import { mkdirSync, writeFileSync } from 'node:fs'; mkdirSync('cdk.out', { recursive: true }); writeFileSync('cdk.out/manifest.json', '{}');",
  );

  expect(await synthesize(root)).toEqual({ cdkOut: join(root, 'cdk.out'), skipped: false });
  expect(await synthesize(root)).toMatchObject({ skipped: true });
  writeFileSync(join(root, 'lib', 'new.ts'), '');
  expect(await synthesize(root)).toMatchObject({ skipped: false });
});

it('synthesizes again when another stage was synthesized into its folder', async () => {
  const root = aCheckout(
    "import { mkdirSync, writeFileSync } from 'node:fs'; mkdirSync('cdk.out', { recursive: true }); writeFileSync('cdk.out/manifest.json', '{}');",
  );
  await synthesize(root);
  writeFileSync(join(root, 'cdk.out', 'manifest.json'), '{"artifacts":{"sangam-prod-front":{}}}');

  expect(await synthesize(root)).toMatchObject({ skipped: false });
});

it('is done by one of several who want it at the same time', async () => {
  const root = aCheckout(
    "import { mkdirSync, writeFileSync } from 'node:fs'; mkdirSync('cdk.out'); writeFileSync('cdk.out/manifest.json', '{}');",
  );

  const done = await Promise.all([synthesize(root), synthesize(root), synthesize(root)]);
  expect(done.filter(({ skipped }) => !skipped)).toHaveLength(1);
});

it('says what the synth said when it fails', async () => {
  const root = aCheckout("console.error('stage dev: database.minAcu is above maxAcu'); process.exitCode = 1;");

  await expect(synthesize(root)).rejects.toThrow(/npm run synth shows the same[\s\S]*minAcu is above maxAcu/);
});
