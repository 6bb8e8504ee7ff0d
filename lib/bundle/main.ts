import { bundleAll, bundleBudgetBytes } from './bundle.ts';

const startedAtMs = performance.now();
const { bundles } = await bundleAll(process.cwd());
const tookMs = Math.round(performance.now() - startedAtMs);

for (const { entry, bytes, changed } of bundles) {
  const note = bytes > bundleBudgetBytes ? ' over the budget' : changed ? '' : ' unchanged';
  console.log(`${entry.padEnd(28)} ${(bytes / 1024).toFixed(1).padStart(7)} KB${note}`);
}
console.log(`${bundles.length} bundles in ${tookMs} ms, budget ${bundleBudgetBytes / 1024} KB each`);
