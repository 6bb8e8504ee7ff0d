import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { madeOnce } from '../../support/made-once.ts';
import { root } from '../../support/root.ts';

const run = promisify(execFile);

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
  /** Their files, as they are uploaded. */
  readonly files: Readonly<Record<string, string>>;
  /** The entry, such as `devices/store-sms`, of each function by `stack/logical id`. */
  readonly functions: Readonly<Record<string, string>>;
  /** Why each accepted finding of the checks is accepted. */
  readonly explanations: readonly string[];
};

/** Everything that a synth of ours reads. */
const inputs = ['lib/**/*.ts', 'lambdas/contracts/**/*.ts', 'test/lib/support/*.ts', 'package-lock.json'];

/** In a process of its own, because jest's loader takes minutes for aws-cdk-lib. */
const { folder } = await madeOnce('synth', inputs, async (empty) => {
  const program = join(import.meta.dirname, 'synthesize.ts');
  await run(process.execPath, [program, empty], { cwd: root });
});

/** A stage's templates, synthesized once for all test files and again only when what they are made from changes. */
export function synthesized(stage: string): Synthesized {
  const suffix = '.template.json';
  const files = globSync(`sangam-${stage}-*${suffix}`, { cwd: join(folder, stage) }).map((file) => [
    file.slice(`sangam-${stage}-`.length, -suffix.length),
    join(folder, stage, file),
  ]);
  const templates = files.map(([stack, file = '']) => [stack, JSON.parse(readFileSync(file, 'utf8')) as Template]);
  const functions = JSON.parse(readFileSync(join(folder, `${stage}-functions.json`), 'utf8')) as Record<string, string>;
  return {
    templates: Object.fromEntries(templates),
    files: Object.fromEntries(files),
    functions,
    explanations: explanationsIn(join(folder, stage)),
  };
}

/** What the checks say to a bucket that breaks their rules. */
export const refusalOfCarelessBucket = (): string => readFileSync(join(folder, 'refusal.txt'), 'utf8');

/** The resources of one stack by their logical ids, whose properties a test picks from as it knows them. */
type Looked = Readonly<Record<string, { readonly Type: string; readonly Properties: ReturnType<typeof JSON.parse> }>>;

/** The channels of a stage in a stack with nothing but a function that sends, called `Dispatch`. */
export function channelsAlone(stage: string): { resources: Looked; alarms: Readonly<Record<string, number>> } {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, `channels-${stage}`, file), 'utf8'));
  return { resources: read('notifications.template.json').Resources, alarms: read('alarms.json') };
}

type Metadata = Readonly<Record<string, readonly { readonly type: string; readonly data: unknown }[]>>;

function explanationsIn(folder: string): string[] {
  const entries = globSync('*.metadata.json', { cwd: folder }).flatMap((file) =>
    Object.values(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Metadata).flat(),
  );
  return entries
    .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
    .flatMap(({ data }) => Object.values(data as Record<string, string>));
}

/** All resources of a type in all stacks, as `[stack/logical id, resource]`. */
export const resourcesOf = ({ templates }: Synthesized, type: string | RegExp): [string, Resource][] =>
  Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => (typeof type === 'string' ? Type === type : type.test(Type)))
      .map(([id, resource]): [string, Resource] => [`${stack}/${id}`, resource]),
  );
