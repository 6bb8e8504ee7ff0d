import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readAssembly } from '../../../local/template/assembly.ts';

function aFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-assembly-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
  return folder;
}

const aStack = (
  name: string,
  dependencies: readonly string[] = [],
  environment = 'aws://unknown-account/unknown-region',
) => ({
  type: 'aws:cloudformation:stack',
  environment,
  dependencies,
  properties: { templateFile: `${name}.json`, stackName: `sangam-${name}` },
});

it('reads stacks in dependency order with their assets, those of a stage included', () => {
  const folder = aFolder({
    'manifest.json': {
      artifacts: {
        app: aStack('app', ['app.assets', 'base']),
        'app.assets': { type: 'cdk:asset-manifest', properties: { file: 'app.assets.json' } },
        base: aStack('base'),
        stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
        Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      },
    },
    'app.json': { Resources: { A: { Type: 'T' } } },
    'base.json': { Resources: {} },
    'app.assets.json': {
      files: { h1: { source: { path: '../dist/fn' }, destinations: { here: { objectKey: 'h1.zip' } } } },
    },
    'stage/manifest.json': { artifacts: { deep: aStack('deep') } },
    'stage/deep.json': { Resources: {} },
  });

  const { stacks, region, accountId } = readAssembly(folder);

  expect(stacks.map(({ name }) => name)).toEqual(['sangam-base', 'sangam-app', 'sangam-deep']);
  expect(stacks[1]?.assets.get('h1.zip')).toBe(join(folder, '../dist/fn'));
  expect([region, accountId]).toEqual(['ap-south-1', '000000000000']);
});

it('keeps the account and region that the synth names', () => {
  const folder = aFolder({
    'manifest.json': { artifacts: { base: aStack('base', [], 'aws://123456789012/eu-west-1') } },
    'base.json': { Resources: {} },
  });

  expect(readAssembly(folder)).toMatchObject({ region: 'eu-west-1', accountId: '123456789012' });
});

it('says what to do when nothing was synthesized', () => {
  expect(() => readAssembly(aFolder({}))).toThrow(/manifest.json is missing: run npm run synth/);
});
