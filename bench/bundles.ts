import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Benchmark, percentile, rounded } from './benchmark.ts';

const limitKB = 400;
const limitMs = 120;
const rounds = 5;
const root = fileURLToPath(new URL('..', import.meta.url));

type Resource = {
  readonly Type: string;
  readonly Properties: {
    readonly Environment?: { readonly Variables?: object };
    readonly Code?: { readonly S3Key?: unknown };
  };
};
type DeployedFunction = {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** A variable as its template has it; names that only a deploy gives are all `1`. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const join = (value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join'];
  return join === undefined ? '1' : join[1].map(textOf).join(join[0]);
}

/** Every function of the synthesized app with its bundle and its variables. */
function functions(): DeployedFunction[] {
  return globSync('cdk.out/*.template.json', { cwd: root }).flatMap((template) => {
    const { Resources } = JSON.parse(readFileSync(join(root, template), 'utf8')) as {
      Resources: Record<string, Resource>;
    };
    return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
      const key = Properties.Code?.S3Key;
      if (Type !== 'AWS::Lambda::Function' || typeof key !== 'string') return [];
      const asset = `asset.${key.replace('.zip', '')}`;
      const name = id.replace(/[0-9A-F]{8}$/, '');
      return [
        {
          name,
          file: join(root, 'cdk.out', asset, 'index.mjs'),
          environment: Object.fromEntries(
            Object.entries(Properties.Environment?.Variables ?? {}).map(([variable, value]) => [
              variable,
              textOf(value),
            ]),
          ),
        },
      ];
    });
  });
}

/** Loads a bundle in a process of its own, as a cold start does, and says how many milliseconds that took. */
const loader = `const start = performance.now(); await import(process.argv[1]); console.log(performance.now() - start); process.exit(0);`;

function loadMs({ file, environment }: DeployedFunction): number {
  const env = { ...environment, AWS_REGION: '1', AWS_LAMBDA_FUNCTION_NAME: '1' };
  const args = ['--input-type=module', '-e', loader, file];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8', env }));
}

export const benchmark: Benchmark = {
  claim: `each handler's bundle is under ${limitKB} KB and loads in under ${limitMs} ms`,
  run: async () => {
    execFileSync(process.execPath, ['bin/sangam.ts'], { cwd: root, stdio: 'ignore' });
    const figures: Record<string, number> = {};
    const sizes: number[] = [];
    const loads: number[] = [];
    for (const each of functions()) {
      const size = statSync(each.file).size / 1024;
      const load = percentile(
        Array.from({ length: rounds }, () => loadMs(each)),
        0.5,
      );
      figures[`${each.name} KB`] = rounded(size);
      figures[`${each.name} load ms`] = rounded(load);
      sizes.push(size);
      loads.push(load);
    }
    if (sizes.length === 0) throw new Error('the synth has no functions');
    return {
      figures,
      ratios: {
        largestToLimit: rounded(Math.max(...sizes) / limitKB),
        slowestLoadToLimit: rounded(Math.max(...loads) / limitMs),
      },
    };
  },
};
