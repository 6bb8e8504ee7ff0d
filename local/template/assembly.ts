import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Assembly, Stack, Template } from './types.ts';

/** Account of a synth that names none. */
const unresolvedAccount = '000000000000';
const unresolvedRegion = 'ap-south-1';

type Artifact = {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly file?: string;
    readonly stackName?: string;
    readonly directoryName?: string;
  };
};

type AssetManifest = {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path?: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
};

/**
 * Reads what `app.synth()` wrote: every stack's template and assets, stages included.
 * @throws Error when the folder holds no cloud assembly, or its stacks span accounts or regions
 */
export function readAssembly(folder: string): Assembly {
  const stacks = stacksOf(resolve(folder));
  const [first, ...others] = stacks;
  if (first === undefined) throw new Error(`${folder} holds no stack`);
  const stranger = others.find(({ region, accountId }) => region !== first.region || accountId !== first.accountId);
  if (stranger !== undefined) throw new Error(`${stranger.name} is in another account or region than ${first.name}`);
  return { stacks, region: first.region, accountId: first.accountId };
}

function stacksOf(folder: string): Stack[] {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm run synth`);
  const { artifacts = {} } = readJson<{ artifacts?: Record<string, Artifact> }>(path);
  return inDependencyOrder(artifacts).flatMap((id) => {
    const artifact = artifacts[id];
    if (artifact?.type === 'aws:cloudformation:stack') return [stackOf(folder, id, artifact, artifacts)];
    const nested = artifact?.type === 'cdk:cloud-assembly' ? artifact.properties?.directoryName : undefined;
    return nested === undefined ? [] : stacksOf(join(folder, nested));
  });
}

function stackOf(folder: string, id: string, artifact: Artifact, artifacts: Record<string, Artifact>): Stack {
  const [accountId, region] = (artifact.environment ?? '').replace('aws://', '').split('/');
  const manifests = (artifact.dependencies ?? [])
    .map((name) => artifacts[name])
    .filter((dependency) => dependency?.type === 'cdk:asset-manifest')
    .map((dependency) => join(folder, dependency?.properties?.file ?? ''));
  return {
    name: artifact.properties?.stackName ?? id,
    region: region === undefined || region === 'unknown-region' ? unresolvedRegion : region,
    accountId: accountId === undefined || !/^\d{12}$/.test(accountId) ? unresolvedAccount : accountId,
    template: readJson<Template>(join(folder, artifact.properties?.templateFile ?? '')),
    assets: new Map(manifests.flatMap(assetsOf)),
  };
}

function assetsOf(manifest: string): [string, string][] {
  const { files = {} } = readJson<AssetManifest>(manifest);
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).flatMap(({ objectKey }): [string, string][] =>
      source.path === undefined ? [] : [[objectKey, resolve(dirname(manifest), source.path)]],
    ),
  );
}

function inDependencyOrder(artifacts: Readonly<Record<string, Artifact>>): string[] {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (ordered.has(id)) return;
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency);
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...ordered];
}

const readJson = <Shape>(path: string): Shape => JSON.parse(readFileSync(path, 'utf8')) as Shape;
