import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundles, bundleAll, bundleBudgetBytes } from '../../../lib/bundle/bundle.ts';
import { root } from '../../support/root.ts';
import { synthesized } from '../support/synthesized.ts';

/** The functions of this checkout, built apart from what a running laptop cloud may be reading. */
const folder = mkdtempSync(join(tmpdir(), 'sangam-budget-'));
for (const name of ['lambdas', 'database', 'node_modules']) symlinkSync(join(root, name), join(folder, name));

let built: Bundles;
beforeAll(async () => {
  built = await bundleAll(folder);
});

it('builds each function that the stacks deploy, and deploys each that is written', () => {
  const deployed = new Set(Object.values(synthesized('dev').functions));
  expect(built.bundles.map(({ entry }) => entry)).toEqual([...deployed].sort());
});

it('keeps each bundle within its budget', () => {
  expect(built.bundles).not.toHaveLength(0);
  const over = built.bundles.filter(({ bytes }) => bytes === 0 || bytes > bundleBudgetBytes);
  expect(over.map(({ entry, bytes }) => `${entry}: ${Math.round(bytes / 1024)} KB`)).toEqual([]);
});

it('bundles nothing that asks for a module at run time', () => {
  for (const { entry } of built.bundles) {
    const text = readFileSync(join(folder, 'dist', 'lambdas', entry, 'index.mjs'), 'utf8');
    // esbuild's stand-in for `require`, which throws in an ES module.
    expect([entry, text.includes('Dynamic require of')]).toEqual([entry, false]);
  }
});
