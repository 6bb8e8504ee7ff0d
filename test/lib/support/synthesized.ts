import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');

export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};

export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
};

/** Templates of a stage by the last word of their stack: `platform`, `edge`, `devices`, `observability`, `front`. */
export type Synthesized = {
  readonly templates: Readonly<Record<string, Template>>;
  /** The entry, such as `devices/store-sms`, of each function by `stack/logical id`. */
  readonly functions: Readonly<Record<string, string>>;
  /** Why each accepted finding of the checks is accepted. */
  readonly explanations: readonly string[];
};

/** Everything that a synth of ours reads. */
const inputs = ['lib/**/*.ts', 'lambdas/contracts/**/*.ts', 'test/lib/support/*.ts', 'package-lock.json'];

/** A stage's templates, synthesized once for all test files and again only when what they are made from changes. */
export function synthesized(stage: string): Synthesized {
  const folder = synthesizeOnce();
  const suffix = '.template.json';
  const templates = globSync(`sangam-${stage}-*${suffix}`, { cwd: join(folder, stage) }).map((file) => [
    file.slice(`sangam-${stage}-`.length, -suffix.length),
    JSON.parse(readFileSync(join(folder, stage, file), 'utf8')) as Template,
  ]);
  const functions = JSON.parse(readFileSync(join(folder, `${stage}-functions.json`), 'utf8')) as Record<string, string>;
  return { templates: Object.fromEntries(templates), functions, explanations: explanationsIn(join(folder, stage)) };
}

/** What the checks say to a bucket that breaks their rules. */
export const refusalOfCarelessBucket = (): string => readFileSync(join(synthesizeOnce(), 'refusal.txt'), 'utf8');

type Metadata = Readonly<Record<string, readonly { readonly type: string; readonly data: unknown }[]>>;

function explanationsIn(folder: string): string[] {
  const entries = globSync('*.metadata.json', { cwd: folder }).flatMap((file) =>
    Object.values(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Metadata).flat(),
  );
  return entries
    .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
    .flatMap(({ data }) => Object.values(data as Record<string, string>));
}

function synthesizeOnce(): string {
  const digest = createHash('sha256');
  for (const file of inputs.flatMap((pattern) => globSync(pattern, { cwd: root })).sort())
    digest.update(file).update(readFileSync(join(root, file)));
  const folder = join(tmpdir(), `sangam-synth-${process.getuid?.() ?? 0}-${digest.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const unfinished = mkdtempSync(`${folder}-`);
  execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'synthesize.ts'), unfinished], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    renameSync(unfinished, folder);
  } catch {
    // Another test file was faster with the same templates.
    rmSync(unfinished, { recursive: true });
  }
  return folder;
}

/** All resources of a type in all stacks, as `[stack/logical id, resource]`. */
export const resourcesOf = ({ templates }: Synthesized, type: string | RegExp): [string, Resource][] =>
  Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => (typeof type === 'string' ? Type === type : type.test(Type)))
      .map(([id, resource]): [string, Resource] => [`${stack}/${id}`, resource]),
  );
