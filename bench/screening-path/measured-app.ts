import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { asLambdaHasIt } from '../../lib/bundle/bundle.ts';
import type { Assembly, Stack } from '../../local/template/types.ts';
import { root } from '../../test/support/root.ts';

/** Bundles the function that measures itself, as all are. @returns its folder, for who asked to remove */
export async function measuredCode(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-screening-path-'));
  const source = join(root, 'bench/screening-path/function.ts');
  await build({ ...asLambdaHasIt(root), entryPoints: [source], outfile: join(folder, 'index.mjs') });
  return folder;
}

/** Its logical id begins so. */
export const measuredFunction = 'TransfersFunction';

/** The app with that code where payments of the API are: an instance, a role, an environment and memory like theirs. */
export const measuredApp =
  (codeDir: string) =>
  (assembly: Assembly): Assembly => ({
    ...assembly,
    stacks: assembly.stacks.map((stack) => ({
      ...stack,
      template: withGetItem(stack.template),
      assets: new Map([...stack.assets, ...codeKeys(stack).map((key): [string, string] => [key, codeDir])]),
    })),
  });

const codeKeys = ({ template }: Stack): string[] =>
  Object.entries(template.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith(measuredFunction))
    .map(([, { Properties = {} }]) => (Properties.Code as { readonly S3Key: string }).S3Key);

/** Payments are granted the batch only. */
const withGetItem = (template: Stack['template']): Stack['template'] =>
  JSON.parse(
    JSON.stringify(template).replaceAll(
      '"Action":"dynamodb:BatchGetItem"',
      '"Action":["dynamodb:BatchGetItem","dynamodb:GetItem"]',
    ),
  ) as Stack['template'];
