import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Benchmark, percentile, rounded } from './benchmark.ts';

const limitKB = 400;
const limitMs = 120;
const rounds = 5;
const root = fileURLToPath(new URL('..', import.meta.url));

/** Loads a bundle in a process of its own, as a cold start does, and answers with the milliseconds that took. */
const loader = `
  const start = performance.now();
  await import(process.argv[1]);
  console.log(performance.now() - start);
  process.exit(0);
`;

/** Any value will do: reading the environment is part of the load, its meaning is not. */
const anyEnvironment = new Proxy<NodeJS.ProcessEnv>(
  {},
  {
    get: () => '1',
    has: () => true,
    getOwnPropertyDescriptor: () => ({ value: '1', configurable: true, enumerable: true }),
  },
);

function loadMs(bundle: string): number {
  const variables = execFileSync('grep', ['-oE', '\\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\\b', bundle], { encoding: 'utf8' });
  const env = Object.fromEntries(
    [...new Set(variables.split('\n'))].filter(Boolean).map((name) => [name, anyEnvironment[name]]),
  );
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', loader, bundle], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, AWS_REGION: 'ap-south-1', ...env },
  });
  return Number(answer);
}

export const benchmark: Benchmark = {
  claim: `each handler's bundle is under ${limitKB} KB and loads in under ${limitMs} ms`,
  run: async () => {
    execFileSync(process.execPath, ['--import', 'tsx', 'lib/bundle/main.ts'], { cwd: root, stdio: 'ignore' });
    const bundles = globSync('dist/lambdas/*/*/index.mjs', { cwd: root }).toSorted();
    const figures: Record<string, number> = {};
    for (const bundle of bundles) {
      const name = dirname(bundle).slice('dist/lambdas/'.length);
      figures[`${name} KB`] = rounded(statSync(`${root}/${bundle}`).size / 1024);
      const times = Array.from({ length: rounds }, () => loadMs(`${root}/${bundle}`));
      figures[`${name} load ms`] = rounded(percentile(times, 0.5));
    }
    const worst = (unit: string) =>
      Math.max(...Object.entries(figures).flatMap(([name, value]) => (name.endsWith(unit) ? [value] : [])));
    return {
      figures,
      ratios: {
        largestOverLimit: rounded(worst(' KB') / limitKB),
        slowestLoadOverLimit: rounded(worst(' load ms') / limitMs),
      },
    };
  },
};
